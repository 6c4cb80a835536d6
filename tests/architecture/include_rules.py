#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom, and which folder alone may include a foreign library's headers.

    include_rules.py ROOT         reports each violation as FILE:LINE: what; exit code 1 when there are any
    include_rules.py --self-test  plants violations in a temporary tree and demands that each is found

The rooms and their directions are those of ARCHITECTURE.md. A folder with no row here may include nothing
of ours but itself, so that a new room needs a row.
"""

import pathlib
import re
import sys
import tempfile

# Room → rooms it may include besides itself. The longest matching row counts.
ROOMS = {
    "shared/core": [],
    "shared/model": ["shared/core"],
    "shared/wire": ["shared/core", "shared/model"],
    "service/http": ["shared/core", "shared/wire"],
    "service/http/filters": ["service/http", "service/access", "shared"],
    "service/access": ["shared"],
    "service/identity/ldap": ["service/access", "shared"],
    "service/identity": ["service/identity/ldap", "service/access", "shared"],
    "service/state": ["shared/core"],
    "service/jobs": ["service/access", "service/state", "shared"],
    "service/rpc/protocol": ["shared/core"],
    "service/rpc/worker": ["service/rpc/protocol", "shared/core"],
    "service/rpc": ["service/rpc/protocol", "service/access", "shared"],
    "service/servers": ["service/rpc", "service/rpc/protocol", "shared"],
    "service/shares": ["service/rpc", "service/rpc/protocol", "shared"],
    "service/status": ["service/rpc", "service/rpc/protocol", "shared"],
    "service/fleet": ["service/state", "shared"],
    "service/notify": ["shared/core"],
    "service/monitoring": ["service/fleet", "service/notify", "service/state", "shared"],
    "service/node": ["service/state", "shared"],
    "service/schedule": ["service/state", "shared"],
    "service/local": ["service/cloudvfs/client", "service/smbconf", "shared"],
    "service/setup": ["service/local", "shared"],
    "service/smbconf": ["shared"],
    "service/cloudvfs/protocol": ["shared/core"],
    "service/cloudvfs/client": ["service/cloudvfs/protocol", "shared/core"],
    "service/cloudvfs/module": ["service/cloudvfs/protocol"],
    "service/cloudvfs/backends": ["shared/core"],
    "service/cloudvfs/mirror": ["service/cloudvfs/backends", "service/state", "shared/core"],
    "service/cloudvfs/formats": ["shared/core"],
    "service/cloudvfs/repository": ["service/cloudvfs/backends", "service/cloudvfs/formats", "shared/core"],
    "service/cloudvfs/journal": ["service/cloudvfs/formats", "service/cloudvfs/protocol", "service/state", "shared/core"],
    "service/cloudvfs/sync": ["service/cloudvfs/formats", "service/cloudvfs/mirror", "service/cloudvfs/repository", "service/cloudvfs/backends", "service/cloudvfs/journal", "service/cloudvfs/client", "service/cloudvfs/protocol",
        "service/state", "shared/core"],
    "service/cloudvfs/main": ["service/cloudvfs/formats", "service/cloudvfs/mirror", "service/cloudvfs/repository", "service/cloudvfs/sync", "service/cloudvfs/client", "service/cloudvfs/backends", "service/cloudvfs/journal", "service/cloudvfs/protocol", "shared/core"],
    "service/volumes/mounting": [],
    "service/volumes/cifs": ["service/volumes/mounting"],
    "service/api/converters": ["shared"],
    "service/api": ["service/api/converters", "service/identity", "service/jobs",
        "service/rpc", "service/rpc/protocol", "service/servers", "service/shares", "service/status", "service/fleet",
        "service/smbconf", "service/local", "service/monitoring", "service/node", "service/notify", "service/schedule", "service/state", "service/access", "service/http", "shared"],
    "service/main": ["service", "shared"],
    "app/platform": ["shared/core"],
    "app/data": ["shared"],
    "app/ctl": ["app/platform", "app/data", "shared"],
    "app/models": ["app/data", "shared"],
    "app/session": ["app/models", "app/platform", "app/data", "shared"],
    "app/charts": ["app/models", "app/data", "shared"],
    "app/render": ["app/charts", "app/models", "app/data", "app/platform", "shared"],
    "app/provisioning": ["app/render", "app/models", "app/data", "shared"],
    "app/shell": ["app/provisioning", "app/render", "app/models", "app/session", "app/data", "app/platform", "shared"],
    "app/main": ["app", "shared"],
    "tests": ["service", "app", "shared"],
}

# Header (a pattern of what stands between the brackets) → the only folders that may include it.
FOREIGN = [
    (r"(ldap|lber|ldap_[a-z]+)\.h|sasl/.*", ["service/identity/ldap", "tests"]),
    (r"boost/beast.*|boost/asio.*", ["service/http", "tests"]),
    (r"(gssapi|krb5|profile)(/.*|\.h)|com_err\.h", ["service/access", "service/identity/ldap", "app/platform", "tests"]),
    (r"sodium\.h", ["service/cloudvfs/formats", "service/volumes"]),
    (r"zstd\.h", ["service/cloudvfs/formats"]),
    (r"curl/.*", ["service/notify", "service/cloudvfs/backends", "tests"]),
    (r"yaml-cpp/.*", ["service/api/converters", "tests"]),
    (r"(samba|ndr|core|dcerpc|tevent|talloc|lib(smbclient|wbclient))(-[^/]*)?(/.*|\.h)", ["service/rpc", "service/cloudvfs/module", "tests"]),
    (r"QtCharts(/.*)?|Q(Chart|ChartView|Legend|LineSeries|ValueAxis)", ["app/charts"]),
    (r"openssl/.*|boost/.*|systemd/.*", ["service", "tests"]),
    # The client is built for other systems too: what is of one system only lives in one folder.
    (r"(unistd|pwd|grp|netdb|poll|fcntl|dlfcn|pthread|syslog|termios|signal|utmp|ifaddrs|dirent|shadow)\.h"
     r"|(sys|linux|arpa|netinet|net|asm)/.*|QtDBus.*|QDBus.*|windows\.h|winsock2\.h|security\.h",
     ["service", "app/platform", "tests"]),
]

# Each with its reason.
EXCEPTIONS = {
    ("shared/core/secret.cpp", "sys/mman.h"): "locks secrets in memory; inside #ifdef Q_OS_LINUX, with a way for the others",
}

SOURCES = {".cpp", ".h", ".c", ".hpp"}
WITH_LICENCE = SOURCES | {".py", ".sh", ".cmake"}
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
SKIPPED = {"build", ".git", "corpus", "__pycache__"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def inside(path, folder):
    return path == folder or path.startswith(folder + "/")


def room_of(path):
    """The longest row that holds the file; without one, its first two folders, with nothing allowed."""
    rows = [room for room in ROOMS if inside(path, room)]
    return max(rows, key=len) if rows else "/".join(path.split("/")[:2])


def files(root):
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not SKIPPED.intersection(parts):
            yield path, "/".join(parts)


def check_include(name, own, foreign):
    if own and re.match(r"(shared|service|app|tests)/", own):
        room, target = room_of(name), room_of(own)
        allowed = [room, *ROOMS.get(room, [])]
        # A room is its folder alone (its sub-folders may be rooms too); "shared", "service" and "app" are all of theirs.
        if not any(target == other or "/" not in other and inside(target, other) for other in allowed):
            return f"{room} must not include {own}"
        return None
    header = own or foreign
    if (name, header) in EXCEPTIONS:
        return None
    for pattern, folders in FOREIGN:
        if re.fullmatch(pattern, header) and not any(inside(name, folder) for folder in folders):
            return f"<{header}> may be included in {', '.join(f for f in folders if f != 'tests')} only"
    return None


def check_file(path, name):
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines()
    script = path.suffix == "" and lines and lines[0].startswith("#!")
    if path.suffix in WITH_LICENCE or path.name == "CMakeLists.txt" or script:
        if not any(LICENCE in line for line in lines[:2]):
            yield 1, f"the line \"{LICENCE}\" is missing"
    if path.suffix in SOURCES:
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            problem = found and check_include(name, found.group(1), found.group(2))
            if problem:
                yield number, problem


def check(root):
    return [f"{name}:{line}: {problem}" for path, name in files(root) for line, problem in check_file(path, name)]


SPDX = f"// {LICENCE}\n"
PLANTED = [  # file, content, what must be said about it (None: nothing)
    ("app/render/a.cpp", SPDX + '#include "service/http/router.h"\n', "app/render must not include"),
    ("service/api/a.cpp", SPDX + '#include "app/data/x.h"\n', "service/api must not include"),
    ("service/http/a.cpp", SPDX + '#include "service/http/filters/x.h"\n', "service/http must not include"),
    ("service/http/b.cpp", SPDX + '#include "service/access/session.h"\n', "service/http must not include"),
    ("service/access/a.cpp", SPDX + '#include "service/identity/realm.h"\n', "service/access must not include"),
    ("service/identity/a.cpp", SPDX + "#include <ldap.h>\n", "<ldap.h> may be included in service/identity/ldap only"),
    ("service/api/b.cpp", SPDX + "#  include <boost/beast/http.hpp>\n", "service/http only"),
    ("service/api/c.cpp", SPDX + "#include <gssapi/gssapi.h>\n", "<gssapi/gssapi.h> may"),
    ("shared/core/a.h", SPDX + '#include "shared/wire/record.h"\n', "shared/core must not include"),
    ("shared/model/a.h", SPDX + '#include "shared/wire/record.h"\n', "shared/model must not include"),
    ("app/shell/a.cpp", SPDX + "#include <unistd.h>\n", "app/platform only"),
    ("shared/core/b.cpp", SPDX + "#include <sys/mman.h>\n", "app/platform only"),
    ("app/data/a.cpp", SPDX + "#include <openssl/ssl.h>\n", "service only"),
    ("service/newroom/a.cpp", SPDX + '#include "service/http/router.h"\n', "service/newroom must not include"),
    ("shared/core/c.cpp", "int x;\n", "is missing"),
    ("tests/x/run_me", "#!/bin/sh\ntrue\n", "is missing"),
    # and what is right
    ("app/platform/ok.cpp", SPDX + "#include <unistd.h>\n", None),
    ("service/identity/ldap/ok.cpp", SPDX + '#include "service/access/credentials.h"\n#include <ldap.h>\n', None),
    ("service/http/filters/ok.cpp", SPDX + '#include "service/http/filter.h"\n#include "shared/wire/problem.h"\n', None),
    ("service/api/ok.cpp", SPDX + '#include "service/identity/realm.h"\n', None),
    ("build/dev/generated.cpp", '#include "service/http/x.h"\n', None),
    ("tests/x/run_me_too", f"#!/bin/sh\n# {LICENCE}\n", None),
]


def self_test():
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, content, _ in PLANTED:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(content, encoding="utf-8")
        said = check(root)
        for name, _, expected in PLANTED:
            about = [line for line in said if line.startswith(name + ":")]
            if expected is None and about or expected is not None and not any(expected in line for line in about):
                failures += 1
                print(f"{name}: expected {expected!r}, was told {about}")
    print(f"{len(PLANTED)} planted files, {failures} judged wrongly")
    return 1 if failures else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    said = check(pathlib.Path(sys.argv[1]))
    print("\n".join(said) if said else "the include rules hold")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
