#!/usr/bin/env python3
"""What clients that listen to events cost a run, and the server.

    test/benchmarks/listeners.py pairs [PAIRS [CLIENTS]]      # the same run without and with clients, in the server's process
    test/benchmarks/listeners.py hold [SECONDS [CLIENTS]]     # memory and threads while clients listen to a run

Runs a workflow of 60 commands that keep a processor busy, two at a time. Besides the time by the clock, which whatever else goes on at the
machine disturbs, processor time is measured: of the server and its commands together in pairs, of the server's threads that look for changes and send
them while clients are held. XCFLOW in the environment is the program to use.
"""
import json
import os
import pathlib
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
HERE = pathlib.Path(__file__).resolve().parents[2]
XCFLOW = os.environ.get("XCFLOW", str(HERE / "xcflow"))
WORK = """
name: work
parameters: {round: {type: int, default: 0}, loops: {type: int, default: 4000000}}
steps:
  count:
    uses: shell
    matrix: {part: "${{ range(60) }}"}
    with: {command: "python3 -c 'sum(i * i for i in range(${{ parameters.loops }}))' && echo ${{ matrix.part }} ${{ parameters.round }}"}
"""


class Server:
    def __init__(self, directory):
        self.environment = dict(os.environ, XCFLOW_HOME=str(directory / "home"))
        numbers = ", ".join(map(str, range(60)))
        (directory / "work.yaml").write_text(WORK.replace('"${{ range(60) }}"', f"[{numbers}]"))
        made = subprocess.run([XCFLOW, "serve", "token", "create", "bench", "--scope", "act", "--json"], env=self.environment,
                              check=True, capture_output=True, text=True).stdout
        self.token = json.loads(made)["token"]
        self.log = open(directory / "server.log", "w")
        self.process = subprocess.Popen([XCFLOW, "serve", "--json", "--port", "0", "--jobs", "2", "--directory", str(directory)],
                                        env=self.environment, stdout=self.log, stderr=subprocess.STDOUT)
        while not (found := re.search(r'"address": ?"http://localhost:(\d+)/', (directory / "server.log").read_text())):
            if self.process.poll() is not None:
                sys.exit((directory / "server.log").read_text())
            time.sleep(0.1)
        self.port = int(found.group(1))

    def call(self, path, body=None):
        request = urllib.request.Request(f"http://localhost:{self.port}{path}", method="GET" if body is None else "POST",
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def run(self, number, loops):
        run = self.call("/api/runs", {"file": "work.yaml", "parameters": {"round": number, "loops": loops}})["run"]
        while (seen := self.call(f"/api/runs/{run}")["summary"])["ended"] is None:
            time.sleep(0.5)
        if seen["state"] != "SUCCEEDED":
            sys.exit(f"run {run}: {seen}")
        return seen["seconds"]

    def processor(self):
        """Processor seconds of the server and of the commands that it has waited for."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / TICKS

    def listening(self):
        """Processor seconds of the threads that look for changes, take requests and send events."""
        ticks = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                name, fields = (task / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
            except OSError:
                continue
            if name.startswith(("xcflow-web", "xcflow-watch")):
                ticks += sum(map(int, fields.split()[11:13]))
        return ticks / TICKS

    def usage(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return {name: int(re.search(rf"{name}:\s+(\d+)", status).group(1)) for name in ("VmRSS", "Threads")}

    def end(self):
        self.process.terminate()
        self.process.wait()


class Clients:
    """Connections that take what comes, in this one thread."""

    def __init__(self, port, number):
        self.selector = selectors.DefaultSelector()
        self.received = 0
        self.closed = 0
        for _ in range(number):
            connection = socket.create_connection(("localhost", port))
            connection.sendall(f"GET /api/events?topics=all HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            self.selector.register(connection, selectors.EVENT_READ)

    def take(self, seconds):
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            for key, _ in self.selector.select(left):
                data = key.fileobj.recv(65536)
                self.received += data.count(b"event: ")
                if not data:
                    self.closed += 1
                    self.selector.unregister(key.fileobj)

    def close(self):
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()


def pairs(number, clients):
    with tempfile.TemporaryDirectory() as directory:
        server = Server(pathlib.Path(directory))
        try:
            server.run(-1, 400_000)
            times = {False: [], True: []}
            spent = {False: [], True: []}
            for pair in range(number):
                for listened in ([False, True] if pair % 2 == 0 else [True, False]):
                    helper = subprocess.Popen([sys.executable, __file__, "listen", str(server.port), str(clients)],
                                              stdout=subprocess.PIPE, text=True) if listened else None
                    if helper:
                        helper.stdout.readline()
                    before = server.processor()
                    times[listened].append(server.run(2 * pair + listened, 4_000_000))
                    spent[listened].append(server.processor() - before)
                    if helper:
                        helper.terminate()
                        helper.wait()
                print(f"pair {pair + 1}: {times[False][-1]:.2f} s without, {times[True][-1]:.2f} s with {clients} clients; "
                      f"processor {spent[False][-1]:.2f} s and {spent[True][-1]:.2f} s", flush=True)
            without, heard = (statistics.median(times[listened]) for listened in (False, True))
            print(f"medians: {without:.2f} s without, {heard:.2f} s with: {100 * (heard / without - 1):+.1f} %")
            without, heard = (statistics.median(spent[listened]) for listened in (False, True))
            print(f"processor: {without:.2f} s without, {heard:.2f} s with: {100 * (heard / without - 1):+.1f} %")
        finally:
            server.end()


def hold(seconds, clients):
    with tempfile.TemporaryDirectory() as directory:
        server = Server(pathlib.Path(directory))
        try:
            before = server.usage()
            spent = server.listening()
            listening = Clients(server.port, clients)
            begun = time.monotonic()
            told = 0
            runs = 0
            run = None
            while (passed := time.monotonic() - begun) < seconds:
                if run is None or server.call(f"/api/runs/{run}")["summary"]["ended"] is not None:
                    runs += 1
                    body = {"file": "work.yaml", "parameters": {"round": runs, "loops": 4_000_000}}
                    run = server.call("/api/runs", body)["run"]
                listening.take(min(5, seconds - passed))
                passed = time.monotonic() - begun
                if passed >= min(told + 30, seconds):
                    told = passed
                    now = server.usage()
                    share = (server.listening() - spent) / passed
                    print(f"{passed:4.0f} s: {now['VmRSS'] / 1024:.0f} MB (before: {before['VmRSS'] / 1024:.0f}), "
                          f"{now['Threads']} threads (before: {before['Threads']}), run {runs}, {listening.received} events, "
                          f"{listening.closed} connections lost, {100 * share:.2f} % of a processor", flush=True)
            if server.call(f"/api/runs/{run}")["summary"]["ended"] is None:
                server.call(f"/api/runs/{run}/cancel", {})
            listening.close()
        finally:
            server.end()


def listen(port, clients):
    listening = Clients(port, clients)
    print("listening", flush=True)
    while True:
        listening.take(60)


if __name__ == "__main__":
    what, *rest = sys.argv[1:] or [""]
    defaults = {"pairs": (3, 200), "hold": (600, 200), "listen": (0, 200)}
    if what not in defaults:
        sys.exit(__doc__)
    numbers = [int(value) for value in rest] + list(defaults[what])[len(rest):]
    {"pairs": pairs, "hold": hold, "listen": listen}[what](*numbers)
