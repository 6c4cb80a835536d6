#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PUT that the tests' stores need before our own code comes: buckets, their versioning, containers.

    request.py s3 URL KEY SECRET [BODY]          signed with Signature Version 4
    request.py azure URL ACCOUNT KEY             signed with the account's key
"""
import base64, hashlib, hmac, sys, time, urllib.parse, urllib.request


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def s3(url, key, secret, body):
    parts = urllib.parse.urlsplit(url)
    when = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    digest = hashlib.sha256(body).hexdigest()
    headers = {"host": parts.netloc, "x-amz-content-sha256": digest, "x-amz-date": when}
    names = ";".join(headers)
    canonical = "\n".join(["PUT", parts.path, parts.query, *(f"{n}:{v}" for n, v in headers.items()), "", names, digest])
    scope = f"{when[:8]}/us-east-1/s3/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", when, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    signing = b"AWS4" + secret.encode()
    for step in scope.split("/"):
        signing = mac(signing, step)
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, "
                                f"Signature={mac(signing, text).hex()}")
    return headers


def azure(url, account, key):
    parts = urllib.parse.urlsplit(url)
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
    query = "".join(f"\n{n}:{v}" for n, v in sorted(urllib.parse.parse_qsl(parts.query)))
    text = (f"PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:{when}\nx-ms-version:2021-08-06\n"
            f"/{account}{parts.path}{query}")
    signature = base64.b64encode(mac(base64.b64decode(key), text)).decode()
    return {"x-ms-date": when, "x-ms-version": "2021-08-06", "authorization": f"SharedKey {account}:{signature}"}


kind, url, name, secret, *rest = sys.argv[1:]
content = rest[0].encode() if rest else b""
fields = s3(url, name, secret, content) if kind == "s3" else azure(url, name, secret)
asked = urllib.request.Request(url, data=content, method="PUT", headers=fields)
asked.add_header("Content-Type", "")
urllib.request.urlopen(asked, timeout=20).read()
