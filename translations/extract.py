#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the texts of resources/descriptors/*.json as C++ that lupdate reads (context "descriptor").

usage: extract.py FOLDER OUT.cpp
"""
import json
import pathlib
import sys

TEXTS = {"title", "label", "hint", "message", "unit", "confirm", "text", "why", "heading", "empty"}
# "zero" of a date is a word for a person, too.
WORDS = {"zero"}


def collect(value, found):
    if isinstance(value, dict):
        for key, member in value.items():
            if key in TEXTS | WORDS and isinstance(member, str):
                found.add(member)
            elif key in TEXTS and isinstance(member, dict) and isinstance(member.get("en"), str):
                found.add(member["en"])
            else:
                collect(member, found)
    elif isinstance(value, list):
        for member in value:
            collect(member, found)


def main():
    found = set()
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
        if not path.name.endswith(".schema.json"):
            collect(json.loads(path.read_text(encoding="utf-8")), found)
    lines = ["const char *texts[] = {"]
    for text in sorted(found):
        if text and not (text.startswith("{") and text.endswith("}")):
            lines.append("    QT_TRANSLATE_NOOP(\"descriptor\", %s)," % json.dumps(text, ensure_ascii=False))
    lines.append("};")
    pathlib.Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
