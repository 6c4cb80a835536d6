#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of descriptors, for the web page: page_words.py CATALOGUE.ts OUT.json

Takes the context "descriptor" of one of the client's catalogues: {"English": "Deutsch", …}.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

words = {}
for context in ElementTree.parse(sys.argv[1]).getroot().iter("context"):
    if context.findtext("name") != "descriptor":
        continue
    for message in context.iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            words[message.findtext("source")] = translation.text
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(words, out, ensure_ascii=False, sort_keys=True, indent=0)
