#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the English catalogue: a text is its own translation, a counted one ("%n object(s)") has two forms.

usage: english.py smc_en.ts
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

# Counted texts whose forms differ by more than the letters in brackets.
FORMS = {"(s)": ("", "s"), "(ies)": ("y", "ies")}


def forms(source):
    one, many = source, source
    for mark, (singular, plural) in FORMS.items():
        one, many = one.replace(mark, singular), many.replace(mark, plural)
    # "1 objects are members" reads wrongly.
    if source != one:
        one = re.sub(r"\bare\b", "is", one)
    return one, many


def main():
    tree = ElementTree.parse(sys.argv[1])
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation.get("type") != "unfinished":
            continue
        source = message.find("source").text or ""
        translation.attrib.pop("type")
        if message.get("numerus") == "yes":
            for element, text in zip(translation.findall("numerusform"), forms(source)):
                element.text = text
        else:
            translation.text = source
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + body + "\n")


if __name__ == "__main__":
    main()
