#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parameters of smb.conf that the installed Samba knows, from its own source, as one JSON document.

    smb_parameters.py SAMBA_SOURCE >parameters.json

Names, kinds, defaults and explanations come from the manual's XML (docs-xml/smbdotconf), the values of
enumerations from lib/param/param_table.c. Samba takes any nonsense into its registry without a word; this is
what we check against.
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

# Written in the manual as text, but entities of its own stand in it.
ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)[\w.\-]+;")


def enumerations(source):
    text = (source / "lib/param/param_table.c").read_text(encoding="utf-8", errors="replace")
    found = {}
    for name, body in re.findall(r"struct enum_list (\w+)\[\] = \{(.*?)\n\};", text, re.S):
        found[name] = re.findall(r'\{[^"{}]*"([^"]+)"\s*\}', body)
    return found


def plain(element):
    """The description as paragraphs of plain text."""
    paragraphs = []
    for block in element.iter():
        if block.tag in ("para", "programlisting", "screen"):
            words = "".join(part if isinstance(part, str) else "" for part in texts(block))
            words = " ".join(words.split())
            if words:
                paragraphs.append(words)
    return "\n".join(paragraphs)


def texts(element):
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "smbconfoption":
            yield child.get("name", "")
        elif child.tag not in ("para", "programlisting", "screen"):
            yield from texts(child)
        if child.tail:
            yield child.tail


def elements(path):
    """One file describes one parameter, some two."""
    text = ENTITY.sub("", path.read_text(encoding="utf-8", errors="replace"))
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>", "", text, flags=re.S)
    return list(xml.fromstring(f'<all xmlns:samba="http://www.samba.org/samba/DTD/samba-doc">{text}</all>'))


def parameter(root, choices):
    kind = root.get("type", "string")
    entry = {
        "name": root.get("name"),
        "share": root.get("context") == "S",
        "type": kind,
        "deprecated": root.get("deprecated") == "1",
    }
    synonyms = [synonym.text.strip() for synonym in root.findall("synonym") if synonym.text]
    if synonyms:
        entry["synonyms"] = synonyms
    if kind == "boolean-rev":  # "_disable_spoolss"
        entry["inverts"] = root.get("function").strip("_").replace("_", " ")
    if kind == "enum" and choices.get(root.get("enumlist")):
        entry["choices"] = choices[root.get("enumlist")]
    for value in root.findall("value"):
        if value.get("type") == "default":
            # A <comment> may follow the value, or tell in words what there is in place of one.
            own = (value.text or "").strip() or "".join(texts(value))
            entry["default"] = " ".join(own.split())
    description = root.find("description")
    if description is not None:
        entry["help"] = plain(description)
    return entry


def main():
    source = pathlib.Path(sys.argv[1])
    choices = enumerations(source)
    files = sorted((source / "docs-xml/smbdotconf").glob("*/*.xml"))
    entries = [parameter(element, choices) for path in files for element in elements(path)]
    known = [entry for entry in entries if entry["name"] and not entry["name"].startswith("-")]
    json.dump(sorted(known, key=lambda entry: entry["name"].lower()), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
