#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether every colour of text of the web page is readable on each of its grounds: web_contrast.py page.css.

The ratio is that of WCAG 2, at least 4.5, in light and in dark.
"""

import re
import sys

TEXTS = ["text", "faint", "link", "ok", "attention", "fault", "off", "running"] + [f"line-{i}" for i in range(9)]
GROUNDS = ["base", "window", "hover", "chosen"]
OF_CHARTS = ["base", "window"]  # where lines and their names are


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


with open(sys.argv[1], encoding="utf-8") as file:
    palettes = re.findall(r":root \{(.*?)\}", file.read(), re.S)[:2]
faults = []
checked = 0
for name, palette in zip(("light", "dark"), palettes, strict=True):
    colours = {}
    for key, value in re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", palette):
        colours[key] = value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])
    pairs = [(text, ground) for text in TEXTS for ground in (OF_CHARTS if text.startswith("line-") else GROUNDS)]
    for text, ground in pairs + [("on-accent", "accent")]:
        checked += 1
        ratio = contrast(colours[text], colours[ground])
        if ratio < 4.5:
            faults.append(f"{name}: {text} {colours[text]} on {ground} {colours[ground]}: {ratio:.2f}")
print("\n".join(faults) or f"{checked} pairs of colours are readable")
sys.exit(1 if faults else 0)
