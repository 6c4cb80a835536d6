#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP server for tests (aiosmtpd): STARTTLS, then AUTH, and every mail into a Maildir.

    mail_server.py PORT CERTIFICATE KEY USER PASSWORD MAILDIR

Listens on 127.0.0.1, says "ready" when it does, and ends with its standard input."""
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult, LoginPassword

port, certificate, key, user, password, maildir = sys.argv[1:]
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data == LoginPassword(user.encode(), password.encode())
    return AuthResult(success=good, handled=False)  # so that it answers 535


controller = Controller(Mailbox(maildir), hostname="127.0.0.1", port=int(port), tls_context=tls, require_starttls=True,
    auth_required=True, authenticator=authenticate)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
