#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the freshly provisioned domain: units, people, groups, workstations, the service's account.

Runs on dc1 before its daemons start, straight on the directory's database (with all of Samba's
directory modules), in one transaction.

    seed.py PEOPLE PASSWORD HOST_IP
"""

import sys

import ldb
from samba import dsdb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

UNITS = [  # path below the domain, description
    ("Sales", "Vertrieb · Sales"),
    ("Sales/Export, Übersee", "A comma in the name, on purpose"),
    ("Engineering", "Development and production"),
    ("Engineering/Research", "研究 · Исследования · Έρευνα"),
    ("Administration", "Finance, people, law, IT"),
    ("Devices", "Workstations"),
]

GLOBAL, DOMAIN_LOCAL, UNIVERSAL, SECURITY = 2, 4, 8, -0x80000000
GROUPS = [  # name, unit, type, description, groups that are members of it
    ("Staff", "", GLOBAL | SECURITY, "Everybody, by way of the departments", ["Sales Team", "Engineers", "Office"]),
    ("Sales Team", "Sales", GLOBAL | SECURITY, "Sales department", ["Key Accounts"]),
    ("Key Accounts", "Sales/Export, Übersee", GLOBAL | SECURITY, "The large customers", []),
    ("Engineers", "Engineering", GLOBAL | SECURITY, "Engineering department", ["Research", "開発チーム"]),
    ("Research", "Engineering/Research", GLOBAL | SECURITY, "Research group", []),
    ("開発チーム", "Engineering", GLOBAL | SECURITY, "日本の開発チーム", []),
    ("Office", "Administration", GLOBAL | SECURITY, "Finance, people, law", ["Helpdesk"]),
    ("Helpdesk", "Administration", GLOBAL | SECURITY, "May reset passwords in Sales", []),
    ("Managers", "Administration", UNIVERSAL | SECURITY, "Heads of departments", []),
    ("VPN Users", "", DOMAIN_LOCAL | SECURITY, "May come in from outside", ["Staff", "Managers"]),
    ("Projekt Übermut", "Engineering", UNIVERSAL, "Verteiler · a mailing list", ["Managers"]),
    ("Empty Group", "", GLOBAL | SECURITY, "Nobody yet", []),
]

WORKSTATIONS = [  # name, operating system, version, place
    ("ws01", "Windows 11 Pro", "10.0 (22631)", "Berlin, 2.17"),
    ("ws02", "Windows 11 Pro", "10.0 (22631)", "Berlin, 2.18"),
    ("ws03", "Windows 10 Enterprise", "10.0 (19045)", "London, Desk 4"),
    ("ws04", "Debian GNU/Linux", "12", "東京 本社 5F"),
    ("ws05", "macOS", "14.5", "Zürich, Empfang"),
]

OLD_DATE = 132223104000000000  # 1 January 2020 as a FILETIME
BYPASS_LAST_SET = "local_oid:1.3.6.1.4.1.7165.4.3.20:1"  # lets pwdLastSet be set, locally only

# Rights of [MS-ADTS] 5.1.3.2.1, as helpdesks get them: reset password, then write pwdLastSet, lockoutTime.
USER_CLASS = "bf967aba-0de6-11d0-a285-00aa003049e2"
HELPDESK_ACES = "".join(
    [f"(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;{USER_CLASS};%s)"]
    + [f"(OA;CIIO;RPWP;{attribute};{USER_CLASS};%s)" for attribute in (
        "bf967a0a-0de6-11d0-a285-00aa003049e2", "28630ebf-41d5-11d1-a9c1-0000f80367c1")])


class Seeder:
    def __init__(self, password, host_ip):
        self.lp = LoadParm()
        self.lp.load_default()
        self.db = SamDB(url="/var/lib/samba/private/sam.ldb", lp=self.lp, session_info=system_session(self.lp))
        self.base = str(self.db.get_default_basedn())
        self.realm = self.lp.get("realm")
        self.password = password
        self.host_ip = host_ip
        self.group_dns = {"Domain Admins": f"CN=Domain Admins,CN=Users,{self.base}"}

    def below(self, path, default="CN=Users"):
        """The DN of a unit given by its path."""
        dn = ldb.Dn(self.db, self.base)
        if not path:
            dn.add_child(default)
        for name in path.split("/") if path else []:
            dn.add_child("OU=X")
            dn.set_component(0, "OU", name)
        return dn

    def child(self, parent, name):
        dn = ldb.Dn(self.db, str(parent))
        dn.add_child("CN=X")
        dn.set_component(0, "CN", name)
        return dn

    def add(self, dn, **attributes):
        message = {"dn": dn}
        for name, value in attributes.items():
            if value not in (None, "", []):
                message[name] = [str(v) for v in value] if isinstance(value, list) else (
                    value if isinstance(value, bytes) else str(value))
        self.db.add(message)

    def change(self, dn, flag=ldb.FLAG_MOD_REPLACE, controls=None, **attributes):
        message = ldb.Message(dn if isinstance(dn, ldb.Dn) else ldb.Dn(self.db, dn))
        for name, value in attributes.items():
            message[name] = ldb.MessageElement(value, flag, name)
        self.db.modify(message, controls or [])

    def quoted(self, password):
        return f'"{password}"'.encode("utf-16-le")

    def sid_of(self, dn):
        found = self.db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=["objectSid"])
        return ndr_unpack(security.dom_sid, found[0]["objectSid"][0])

    def grant(self, dn, sddl, controls=()):
        """Adds access control entries (as SDDL) in front of those that the object has."""
        flags = ["sd_flags:1:%d" % security.SECINFO_DACL, *controls]
        found = self.db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"], controls=flags)
        descriptor = ndr_unpack(security.descriptor, found[0]["nTSecurityDescriptor"][0])
        added = security.descriptor.from_sddl("D:" + sddl, security.dom_sid(self.db.get_domain_sid()))
        for ace in reversed(added.dacl.aces):
            descriptor.dacl_add(ace, 0)
        self.change(dn, controls=flags, nTSecurityDescriptor=ndr_pack(descriptor))

    def units(self):
        for path, description in UNITS:
            self.add(self.below(path), objectClass="organizationalUnit", description=description)

    def groups(self):
        for name, unit, kind, description, _ in GROUPS:
            dn = self.child(self.below(unit), name)
            self.group_dns[name] = str(dn)
            self.add(dn, objectClass="group", sAMAccountName=name, groupType=kind, description=description)
        for name, _, _, _, members in GROUPS:
            if members:
                self.change(self.group_dns[name], ldb.FLAG_MOD_ADD, member=[self.group_dns[m] for m in members])

    def people(self, path):
        lines = [line.rstrip("\n").split("|") for line in open(path, encoding="utf-8") if line[0] != "#"]
        members, boss = {}, None
        for number, (account, given, surname, unit, title, town, country, groups, note) in enumerate(lines):
            cn = note[3:] if note.startswith("cn=") else f"{given} {surname}"
            if account.startswith("smith"):
                cn += account[-1]
            dn = self.child(self.below(unit), cn)
            ascii_account = account if account.isascii() else f"user{number:02d}"
            self.add(dn, objectClass="user", sAMAccountName=account, userPrincipalName=f"{account}@{self.realm.lower()}",
                     givenName=given, sn=surname, displayName=f"{given} {surname}", title=title, l=town, c=country,
                     department=unit.split("/")[0], company="Lab Example", mail=f"{ascii_account}@lab.example",
                     telephoneNumber=f"+49 30 5550{number:03d}", employeeID=f"{1000 + number}",
                     otherTelephone=[f"+49 171 5550{number:03d}", f"+49 30 5551{number:03d}"] if number % 3 == 0 else [],
                     description="Aushilfe · temporary" if account == "intern" else "",
                     manager=boss, unicodePwd=self.quoted(self.password), userAccountControl=dsdb.UF_NORMAL_ACCOUNT)
            boss = boss or str(dn)
            for group in filter(None, groups.split(";")):
                members.setdefault(group, []).append(str(dn))
            self.state(dn, note)
        for group, dns in members.items():
            self.change(self.group_dns[group], ldb.FLAG_MOD_ADD, member=dns)

    def state(self, dn, note):
        """Locking needs bad passwords, so the lab does it when the domain runs."""
        if note == "disabled":
            self.change(dn, userAccountControl=str(dsdb.UF_NORMAL_ACCOUNT | dsdb.UF_ACCOUNTDISABLE))
        elif note == "must-change":
            self.change(dn, pwdLastSet="0")
        elif note == "expired":
            self.change(dn, accountExpires=str(OLD_DATE))
        elif note == "password-expired":
            # A password policy of its own under which passwords live for 30 days, and an old password.
            self.add(self.child(f"CN=Password Settings Container,CN=System,{self.base}", "Short-lived"),
                     objectClass="msDS-PasswordSettings", **{
                         "msDS-PasswordSettingsPrecedence": "10", "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
                         "msDS-PasswordHistoryLength": "0", "msDS-PasswordComplexityEnabled": "TRUE",
                         "msDS-MinimumPasswordLength": "7", "msDS-MinimumPasswordAge": "0",
                         "msDS-MaximumPasswordAge": str(-30 * 864000000000), "msDS-LockoutThreshold": "0",
                         "msDS-LockoutObservationWindow": "0", "msDS-LockoutDuration": "0",
                         "msDS-PSOAppliesTo": str(dn)})
            self.change(dn, controls=[BYPASS_LAST_SET], pwdLastSet=str(OLD_DATE))

    def workstations(self):
        devices = self.below("Devices")
        for name, system, version, place in WORKSTATIONS:
            self.add(self.child(devices, name), objectClass="computer", sAMAccountName=f"{name.upper()}$",
                     dNSHostName=f"{name}.lab.example", operatingSystem=system, operatingSystemVersion=version,
                     location=place, userAccountControl=dsdb.UF_WORKSTATION_TRUST_ACCOUNT,
                     servicePrincipalName=[f"HOST/{name}", f"HOST/{name}.lab.example"])

    def service(self):
        """The account of smcd: an ordinary one, that may see what was deleted and speak for people to LDAP and
        to file servers."""
        dn = self.child(self.below(""), "svc-smcd")
        self.add(dn, objectClass="user", sAMAccountName="svc-smcd",
                 # As ktpass does it: so the service gets tickets of its own under the name that people call it by.
                 userPrincipalName=f"HTTP/smc.lab.example@{self.realm}",
                 description="Samba Management Console, service", unicodePwd=self.quoted(self.password),
                 userAccountControl=dsdb.UF_NORMAL_ACCOUNT | dsdb.UF_DONT_EXPIRE_PASSWD,
                 servicePrincipalName="HTTP/smc.lab.example", **{"msDS-SupportedEncryptionTypes": "24"})
        names = [f"{service}/dc{n}.lab.example" for service in ("ldap", "cifs") for n in (1, 2)]
        targets = [f"{name}{tail}" for name in [*names, "cifs/fs1.lab.example"] for tail in ("", f"@{self.realm}")]
        self.change(dn, **{
            "userAccountControl": str(dsdb.UF_NORMAL_ACCOUNT | dsdb.UF_DONT_EXPIRE_PASSWD
                                      | dsdb.UF_TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION),
            "msDS-AllowedToDelegateTo": targets})
        self.grant(f"CN=Deleted Objects,{self.base}", f"(A;;LCRP;;;{self.sid_of(dn)})", ["show_deleted:1"])

    def helpdesk(self):
        sid = self.sid_of(self.group_dns["Helpdesk"])
        self.grant(str(self.below("Sales")), HELPDESK_ACES % (sid, sid, sid))


def main():
    people, password, host_ip = sys.argv[1:]
    seeder = Seeder(password, host_ip)
    seeder.db.transaction_start()
    try:
        seeder.units()
        seeder.groups()
        seeder.people(people)
        seeder.workstations()
        seeder.service()
        seeder.helpdesk()
    except BaseException:
        seeder.db.transaction_cancel()
        raise
    seeder.db.transaction_commit()


main()
