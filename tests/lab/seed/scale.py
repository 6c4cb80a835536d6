#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds N users in 50 organisational units below OU=Scale, straight on dc1's database, its daemons at rest.

    scale.py N
"""

import sys

import ldb
from samba import dsdb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

UNITS = 50
GIVEN = ["Ada", "Björn", "Chloé", "Dmitri", "Eva", "Fatma", "Gábor", "Hana", "İpek", "João", "Katja", "Łucja",
         "Mónica", "Nils", "Øystein", "Petra", "Quentin", "Rūta", "Šárka", "Tomás", "Uwe", "Věra", "Wanda", "Xènia", "Yael", "Zoë"]
SURNAMES = ["Adler", "Bauer", "Čapek", "Díaz", "Evans", "Fischer", "Groß", "Haas", "Ivanov", "Jansen", "Köhler", "Lund",
            "Müller", "Novák", "Olsen", "Pérez", "Quast", "Rossi", "Schäfer", "Tamm", "Ulrich", "Vogel", "Weiß", "Yıldız", "Zając"]


def main():
    count = int(sys.argv[1])
    lp = LoadParm()
    lp.load_default()
    db = SamDB(url="/var/lib/samba/private/sam.ldb", lp=lp, session_info=system_session(lp))
    base = db.get_default_basedn()
    db.add({"dn": f"OU=Scale,{base}", "objectClass": "organizationalUnit"})
    for unit in range(UNITS):
        db.add({"dn": f"OU=Unit {unit:02d},OU=Scale,{base}", "objectClass": "organizationalUnit"})
    # Each add is a transaction of its own, on purpose: within a larger one, ldb copies the index lists of all
    # users (objectClass, primaryGroupID, …) value by value at every add, and 10,000 take four times as long.
    for n in range(count):
        account = f"u{n:06d}"
        given, surname = GIVEN[n % len(GIVEN)], SURNAMES[n // len(GIVEN) % len(SURNAMES)]
        db.add({
            "dn": f"CN={given} {surname} {n:06d},OU=Unit {n % UNITS:02d},OU=Scale,{base}",
            "objectClass": "user", "sAMAccountName": account, "userPrincipalName": f"{account}@lab.example",
            "givenName": given, "sn": surname, "displayName": f"{given} {surname}",
            "mail": f"{account}@lab.example", "department": f"Department {n % 40}", "title": f"Title {n % 15}",
            "telephoneNumber": f"+49 30 {7000000 + n}", "description": f"Person {n}",
            "userAccountControl": str(dsdb.UF_NORMAL_ACCOUNT | dsdb.UF_PASSWD_NOTREQD)})


main()
