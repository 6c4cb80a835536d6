# SPDX-License-Identifier: GPL-3.0-or-later
"""What all benchmarks share: the lab they run in, the real smcd with a session, and the table."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LAB = HERE.parent / "lab" / "lab"
AT_END = []  # what is to be stopped, last in, first out


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def secret_file(path, text):
    path.touch(mode=0o600)
    path.write_text(text)
    return path


class Service:
    """The real smcd with a session of an administrator."""

    def __init__(self, build, folder, configuration="", address="127.0.0.1"):
        env = os.environ
        self.folder = folder
        self.host, self.port = "localhost", free_port()
        config = folder / "smcd.conf"
        config.write_text(f"""[global]
port = {self.port}
address = {address}
names = localhost
resources = {HERE.parent.parent}/resources
descriptors = {folder}/descriptors
state_dir = {folder}/state

[tls]
certificate = {env['SMC_LAB_CERT']}
key = {env['SMC_LAB_KEY']}

[realm {env['SMC_LAB_REALM']}]
uris = {env['SMC_LAB_URIS']}
base = {env['SMC_LAB_BASE']}
ca = {env['SMC_LAB_CA']}
account = {env['SMC_LAB_SERVICE_PRINCIPAL']}
keytab = {env['SMC_LAB_KEYTAB']}
{configuration}""")
        self.log = open(folder / "smcd.log", "wb")
        self.tls = ssl.create_default_context(cafile=env["SMC_LAB_CA"])
        begin = time.monotonic()
        AT_END.append(self.stop)
        self.process = subprocess.Popen([build / "bin" / "smcd", "-f", config], stdout=self.log, stderr=self.log)
        self.wait_until_ready(begin)
        self.seconds_to_ready = time.monotonic() - begin
        self.token = self.call("POST", "/auth/login", {"realm": env["SMC_LAB_REALM"], "user": env["SMC_LAB_ADMIN"],
                                                       "password": env["SMC_LAB_PASSWORD"], "token": True})["token"]
        self.token_file = secret_file(folder / "token", self.token)

    def wait_until_ready(self, begin):
        while time.monotonic() < begin + 120:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPSConnection(self.host, self.port, context=self.tls, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            time.sleep(0.02)
        sys.exit("smcd is not ready; its log:\n" + (self.folder / "smcd.log").read_text(errors="replace")[-3000:])

    def call(self, method, target, body=None):
        text = self.fetch(method, target, body)
        return json.loads(text) if text else None

    def fetch(self, method, target, body=None):
        """The body of the answer as it came."""
        connection = http.client.HTTPSConnection(self.host, self.port, context=self.tls, timeout=300)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if hasattr(self, "token"):
            headers["Authorization"] = f"Bearer {self.token}"
        connection.request(method, target, json.dumps(body) if body is not None else None, headers)
        reply = connection.getresponse()
        text = reply.read()
        if reply.status >= 300:
            sys.exit(f"{method} {target}: {reply.status} {text.decode(errors='replace')[:2000]}")
        return text

    def memory_mb(self):
        for line in open(f"/proc/{self.process.pid}/status", encoding="ascii"):
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Table:
    """Lines of medians: our program, and what it is compared with. The ratio says how many times better ours is."""

    def __init__(self, ours="smcd"):
        self.results = []
        self.ours = ours
        print(f"\n{'':<44}{'reference':>10}{'':<24}{ours:>10}      {'ratio':>8}  wanted   (ratio: times better than the reference)")

    def record(self, workload, unit, smcd, reference=None, name=None, wanted="", more_is_better=False):
        """One line of the table: lists of values, one for each run."""
        def entry(system, values, ratio):
            self.results.append({"workload": workload, "system": system, "value": round(statistics.median(values), 4),
                                 "unit": unit, "ratio": ratio, "runs": len(values),
                                 "min": round(min(values), 4), "max": round(max(values), 4)})
        ours, ratio = statistics.median(smcd), None
        if reference:
            theirs = statistics.median(reference)
            ratio = round(ours / theirs if more_is_better else theirs / ours, 3)
            entry(name, reference, 1)
        entry(self.ours, smcd, ratio)
        left = f"{statistics.median(reference):10.2f}  {name:<22}" if reference else " " * 34
        print(f"{workload:<44}{left}{ours:10.2f} {unit:<5}{f'{ratio:8.2f}' if ratio else ' ' * 8}  {wanted}", flush=True)


def run(script, nodes, scale, measure):
    """Brings the lab up, goes on inside it as a machine outside the domain, and calls measure(build, folder),
    whose results are written."""
    build, result = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    if "SMC_BENCH_INSIDE" not in os.environ:
        os.environ.setdefault("SMC_LAB_ID", "bench")
        os.environ.update(SMC_LAB_NODES=nodes, SMC_LAB_SCALE=str(scale))
        subprocess.run([LAB, "up", "--fresh"], check=True)
        os.execv(LAB, [LAB, "client", "env", "SMC_BENCH_INSIDE=1", sys.executable, script, *sys.argv[1:]])
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=build))  # which the nodes of the lab see, too
    try:
        results = measure(build, folder)
        result.parent.mkdir(parents=True, exist_ok=True)
        result.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
        print(f"\nwritten: {result}")
    finally:
        for end in reversed(AT_END):
            end()
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([LAB, "down"], check=False, stdout=subprocess.DEVNULL)
