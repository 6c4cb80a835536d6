#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the web page has a German word for each of its English ones, and no other: web_words.py WEB-FOLDER."""

import json
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
used = set()
for source in sorted(folder.glob("*.js")):
    text = source.read_text(encoding="utf-8")
    used.update(word.replace("\\'", "'") for word in re.findall(r"\bt\('((?:[^'\\]|\\.)*)'", text))
    used.update(re.findall(r"\blabel: '([^']+)'", text)) # translated where they are drawn
with open(folder / "de.json", encoding="utf-8") as file:
    german = json.load(file)
faults = [f"no German for: {word}" for word in sorted(used - german.keys())]
faults += [f"nobody says: {word}" for word in sorted(german.keys() - used)]
faults += [f"other places in: {english}" for english, word in german.items()
           if sorted(set(re.findall(r"%\d", english))) != sorted(set(re.findall(r"%\d", word)))]
print("\n".join(faults) or "the page's words are complete")
sys.exit(1 if faults else 0)
