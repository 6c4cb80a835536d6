#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens so many SMB sessions of one person, each by a connection of its own as every machine has one, and keeps
them until its standard input ends. Says "ready" when all of them are open.

    many_sessions.py HOST SHARE COUNT       with the ticket in KRB5CCNAME
"""
import os
import resource
import sys

from samba import credentials, param
from samba.samba3 import libsmb_samba_internal, param as s3param

host, share, count = sys.argv[1:]
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
settings = s3param.get_context()
settings.load_default()
person = credentials.Credentials()
person.set_kerberos_state(credentials.MUST_USE_KERBEROS)
person.set_named_ccache(os.environ["KRB5CCNAME"], credentials.SPECIFIED, param.LoadParm())
sessions = [libsmb_samba_internal.Conn(host, share, lp=settings, creds=person) for _ in range(int(count))]
print("ready", flush=True)
sys.stdin.read()
