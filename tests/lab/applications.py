#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What applications do to files all day, in a folder, until they are told to stop: a database that is written in
place with a journal beside it, logs that are appended to, opened anew for each line or kept open, and an editor that
writes another file and renames it over the first.

    applications.py FOLDER              works until its standard input ends; then says what is to be there, as JSON
    applications.py --check FOLDER      says what is there, in the same words
"""

import errno
import hashlib
import json
import os
import sqlite3
import sys
import threading
import time

TABLE = "CREATE TABLE IF NOT EXISTS ledger (id INTEGER PRIMARY KEY, account INTEGER, amount INTEGER, words TEXT)"
WORK, REST = 1.5, 3.0  # seconds, in turns: what nobody writes to for a while can be put away
LINE = "2026-11-27T12:00:00Z host program[4711]: line {} of this log\n"


def pause(stop, seconds):
    """Before the next change; until the end of a rest, when it is one."""
    left = WORK + REST - time.monotonic() % (WORK + REST)
    stop.wait(left if left < REST else seconds)


def database(folder, stop, done):
    db = sqlite3.connect(folder + "/ledger.db", timeout=30)
    # A FUSE file system hears of a close when it is over, so that a file may still be open when it is to be removed,
    # which SMB refuses.
    db.execute("PRAGMA journal_mode = TRUNCATE")
    db.execute(TABLE)
    db.commit()
    while not stop.is_set():
        with db:  # one transaction: double entry, and a row of before is changed in place
            number = done.get("transactions", 0)
            for sign in 1, -1:
                db.execute("INSERT INTO ledger (account, amount, words) VALUES (?, ?, ?)",
                           (number % 7, sign * number, "x" * (number % 900)))
            db.execute("UPDATE ledger SET words = ? WHERE id = ?", ("changed", 1 + number // 2))
        done["transactions"] = number + 1
        pause(stop, 0)
    db.close()


def at_end(path):
    """A file to append to. libsmbclient, and so a mount by it, does not know O_APPEND."""
    log = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+", encoding="ascii")
    log.seek(0, os.SEEK_END)
    return log


def opened_for_each(folder, stop, done):
    while not stop.is_set():
        number = done.get("each.log", 0)
        with at_end(folder + "/each.log") as log:
            log.write(LINE.format(number))
        done["each.log"] = number + 1
        pause(stop, 0.02)


def kept_open(folder, stop, done):
    with at_end(folder + "/open.log") as log:
        while not stop.is_set():
            number = done.get("open.log", 0)
            log.write(LINE.format(number))
            log.flush()
            os.fsync(log.fileno())
            done["open.log"] = number + 1
            pause(stop, 0.02)


def replace(new, old):
    """As a database's journal (above), what is to be renamed may be open for a moment longer."""
    end = time.monotonic() + 10
    while True:
        try:
            return os.replace(new, old)
        except OSError as problem:
            if problem.errno != errno.EBUSY or time.monotonic() > end:
                raise
            time.sleep(0.05)


def editor(folder, stop, done):
    while not stop.is_set():
        number = done.get("saves", 0)
        with open(folder + "/~letter.tmp", "w", encoding="ascii") as file:
            file.write(f"version {number}\n" * (number % 500 + 1))
            file.flush()
            os.fsync(file.fileno())
        replace(folder + "/~letter.tmp", folder + "/letter.txt")
        done["saves"] = number + 1
        pause(stop, 0.05)


def work(folder):
    stop = threading.Event()
    done = {}
    problems = []

    def guarded(application):
        try:
            application(folder, stop, done)
        except Exception as problem:  # whatever it is: an application saw it
            problems.append(f"{application.__name__}: {problem!r} {getattr(problem, 'sqlite_errorname', '')}")

    threads = [threading.Thread(target=guarded, args=(application,))
               for application in (database, opened_for_each, kept_open, editor)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()
    if problems:
        sys.exit("\n".join(problems))
    print(json.dumps({"problems": []} | told(done)))


def told(done):
    number = done["saves"] - 1
    letter = (f"version {number}\n" * (number % 500 + 1)).encode()
    return {"transactions": done["transactions"], "balance": 0, "each.log": done["each.log"],
            "open.log": done["open.log"], "letter": hashlib.sha256(letter).hexdigest()}


def lines(path):
    """How many lines, when each is the one that belongs there."""
    with open(path, encoding="ascii") as log:
        for number, line in enumerate(log):
            if line != LINE.format(number):
                return f"line {number} is {line!r}"
    return number + 1


def check(folder):
    db = sqlite3.connect(f"file:{folder}/ledger.db?mode=ro&immutable=1", uri=True)
    problems = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    problems += [f"{name} is there" for name in os.listdir(folder)
                 if name.endswith(("-journal", ".tmp")) and os.path.getsize(f"{folder}/{name}") > 0]
    count, balance = db.execute("SELECT count(*), sum(amount) FROM ledger").fetchone()
    with open(folder + "/letter.txt", "rb") as letter:
        digest = hashlib.sha256(letter.read()).hexdigest()
    if count % 2:
        problems.append("half a transaction is there")
    print(json.dumps({"problems": problems, "transactions": count // 2, "balance": balance,
                      "each.log": lines(folder + "/each.log"), "open.log": lines(folder + "/open.log"),
                      "letter": digest}))


if sys.argv[1] == "--check":
    check(sys.argv[2])
else:
    work(sys.argv[1])
