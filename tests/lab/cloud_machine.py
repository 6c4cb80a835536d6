# SPDX-License-Identifier: GPL-3.0-or-later
"""smbd and cloudvfsd on the machine of cloud.sh, for scripts: shares of one configuration, with the module or
without."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

FOLDER = pathlib.Path(os.environ["SMC_CLOUD"])
LOGIN = "jo%Passw0rd!lab"
SOCKET = "/run/cloudvfs/socket"


def wait(what, condition, seconds=60, pause=0.1):
    """Until `condition()` says something, which is returned; ends the script when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if said := condition():
            return said
        time.sleep(pause)
    sys.exit(f"{what}: not within {seconds} s")


class Machine:
    """As a context: what was started ends with it."""

    def __init__(self, daemon):
        self.daemon = str(daemon)  # the program
        self.state = FOLDER / "cloudvfs"
        self.configuration = FOLDER / "cloudvfs.conf"
        self.shares = {}  # name: (folder, further lines of smb.conf)
        self.running = {}  # program: its process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(list(self.running)):
            self.stop(program)

    def add_share(self, name, folder, joined, lines=""):
        """`joined`: with cloudvfs as the last of its modules."""
        pathlib.Path(folder).mkdir(exist_ok=True)
        os.chmod(folder, 0o777)
        modules = "acl_xattr streams_xattr" + (" cloudvfs" if joined else "")
        self.shares[name] = (folder, joined)
        with open("/etc/samba/smb.conf", "a", encoding="utf-8") as conf:
            if len(self.shares) == 1:
                conf.write("server role = standalone server\ninterfaces = lo\nbind interfaces only = yes\n"
                           "log file = /var/log/samba/%m.log\n")
            conf.write(f"[{name}]\npath = {folder}\nread only = no\nvfs objects = {modules}\n"
                       f"cloudvfs:state = {self.state}\n{lines}")

    def start_smbd(self):
        log = open(FOLDER / "log" / "smbd.out", "ab")
        # It ends its whole group.
        self.running["smbd"] = subprocess.Popen(["setsid", "--wait", "smbd", "-F", "--no-process-group"], stdout=log,
                                                stderr=log)
        wait("smbd serves", lambda: self.smbclient(next(iter(self.shares)), "ls").returncode == 0)

    def start_daemon(self, endpoint=os.environ["SMC_S3_ENDPOINT"], lines="quiet = 0", share_lines=""):
        key = FOLDER / "key"
        key.touch(mode=0o600)
        key.write_text(f"{os.environ['SMC_S3_KEY']}\n{os.environ['SMC_S3_SECRET']}\n")
        self.configuration.write_text(
            f"[global]\nstate = {self.state}\n{lines}\n[store s3]\nendpoint = {endpoint}\n"
            f"bucket = {os.environ['SMC_S3_BUCKET']}\nkey file = {key}\n"
            + "".join(f"[share {name}]\npath = {folder}\nstore = s3\n{share_lines}\n"
                      for name, (folder, joined) in self.shares.items() if joined))
        log = open(FOLDER / "log" / "cloudvfsd.out", "ab")
        self.running["cloudvfsd"] = subprocess.Popen([self.daemon, "-f", self.configuration], stdout=log, stderr=log)
        wait("cloudvfsd answers", self.status)

    def stop(self, program):
        process = self.running.pop(program)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def ask(self, *words):
        return subprocess.run([self.daemon, "-f", self.configuration, *words], capture_output=True, text=True)

    def status(self):
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(self.ask("status").stdout)

    def is_drained(self):
        status = self.status()
        return status and status["behind"] == 0 and status["files"]["dirty"] == 0 and status["files"]["removals"] == 0

    def smbclient(self, share, commands):
        return subprocess.run(["smbclient", f"//localhost/{share}", "-U", LOGIN, "-c", commands], capture_output=True,
                              text=True)
