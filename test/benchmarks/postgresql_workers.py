#!/usr/bin/env python3
"""Work by way of PostgreSQL: tasks per second with several workers, a chain, the size of a plan, the memory of a worker.

    test/benchmarks/postgresql_workers.py [PART…]     # parts: rate chain plan many; all of them without a name

Starts a PostgreSQL server of its own (.ci/postgresql, with fsync), and in front of it a proxy that holds back what it passes on by
1 ms in each direction. Workers are processes of one thread that are there before the run begins; times are those of the records.
Prints a Markdown table.
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
XCFLOW = os.environ.get("XCFLOW", str(ROOT / "xcflow"))
# Each with inputs of its own: what was executed once would be answered from the cache.
MANY = """
name: many
steps:
  part:
    uses: assert
    matrix: {n: "${{ range(COUNT) }}"}
    with: {that: "${{ matrix.n >= 0 }}", message: "number ${{ matrix.n }}"}
"""


async def delayed(listen, target, seconds):
    """Passes connections on, each piece some time after it came."""

    async def pass_on(reader, writer):
        pieces = asyncio.Queue()
        clock = asyncio.get_running_loop()

        async def deliver():
            while True:
                due, piece = await pieces.get()
                await asyncio.sleep(max(0.0, due - clock.time()))
                if not piece:
                    writer.close()
                    return
                writer.write(piece)

        delivery = asyncio.create_task(deliver())
        piece = b"."
        while piece:
            try:
                piece = await reader.read(1 << 16)
            except ConnectionError:
                piece = b""
            await pieces.put((clock.time() + seconds, piece))
        await delivery

    async def connected(reader, writer):
        there = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer), return_exceptions=True)

    async with await asyncio.start_server(connected, "127.0.0.1", listen) as server:
        await server.serve_forever()


class Project:
    def __init__(self, port):
        url = urlsplit(os.environ["XCFLOW_TEST_POSTGRESQL"][len("jdbc:"):])
        login = parse_qs(url.query)
        self.user, self.password, self.server = login["user"][0], login["password"][0], url.port
        self.directory = Path(tempfile.mkdtemp(prefix="xcflow-workers."))
        self.home = self.directory / "home"
        self.home.mkdir()
        self.database = f"bench_{time.time_ns()}"
        self.psql(f"create database {self.database}", "postgres")
        self.secret = self.home / "password"
        self.secret.touch(0o600)
        self.secret.write_text(self.password + "\n")
        self.url = f"jdbc:postgresql://127.0.0.1:{port}/{self.database}"
        (self.home / "config.yaml").write_text(
            f"store: {{database: {{url: '{self.url}', user: {self.user}, password-file: {self.secret}}}}}\nqueue: database\n")
        self.processes = []
        self.xcflow("runs")

    def psql(self, statement, database=None):
        return subprocess.run(["psql", "-qAt", "-h", "127.0.0.1", "-p", str(self.server), "-U", self.user, database or self.database,
                               "-c", statement], env=dict(os.environ, PGPASSWORD=self.password), check=True, capture_output=True,
                              text=True).stdout.strip()

    def xcflow(self, *words):
        return subprocess.run([XCFLOW, *words, "--home", str(self.home)], env=dict(os.environ, XCFLOW_NO_BUILD="1"),
                              capture_output=True, text=True, check=True).stdout

    def start(self, *words):
        log = open(self.directory / "log", "ab")
        self.processes.append(subprocess.Popen([XCFLOW, *words, "--home", str(self.home)], env=dict(os.environ, XCFLOW_NO_BUILD="1"),
                                               stdout=log, stderr=log))
        return self.processes[-1]

    def workers(self, count):
        for _ in range(count):
            self.start("worker", "--threads", "1")
        while self.psql("select count(*) from presences") != str(count):
            time.sleep(0.2)
        time.sleep(1)

    def file(self, text):
        file = self.directory / "run.yaml"
        file.write_text(text)
        return str(file)

    def many(self, count):
        return self.file(MANY.replace("COUNT", str(count)))

    def seconds(self):
        return float(self.psql("select extract(epoch from max(ended) - min(started)) from executions"))

    def memory(self):
        """MB of the largest worker."""
        return max(int(line.split()[1]) for process in self.processes if process.poll() is None
                   for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")) // 1024

    def close(self):
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(30)
        shutil.rmtree(self.directory)


def rate(ports):
    """The first tasks, as many for each worker whatever their number, are for the workers' compilers."""
    memory = 0
    for delay, port in ports:
        cells = []
        for workers, count in ((1, 600), (4, 2000), (16, 4000)):
            count = count if not delay else count // 4
            project = Project(port)
            try:
                project.workers(workers)
                project.xcflow("run", project.many(600 * workers), "--conduct-only")
                last = project.psql("select max(id) from executions")
                project.xcflow("run", project.file(MANY.replace("COUNT", str(count)).replace("number", "again")), "--conduct-only")
                cells.append(float(project.psql("select count(*) / extract(epoch from max(ended) - min(started)) from executions "
                                                f"where id > {last}")))
                memory = max(memory, project.memory())
            finally:
                project.close()
        print(f"| tasks/s, {delay} ms, 1 / 4 / 16 workers | {' / '.join(f'{cell:.0f}' for cell in cells)} |", flush=True)
    print(f"| memory of the largest worker, MB | {memory} |", flush=True)


def chain(ports):
    # Different commands: what was executed once would be answered from the cache.
    steps = ["  s0: {uses: shell, with: {command: 'true 0'}}"]
    steps += [f"  s{n}: {{uses: shell, needs: [s{n - 1}], with: {{command: 'true {n}'}}}}" for n in range(1, 200)]
    for delay, port in ports:
        project = Project(port)
        try:
            project.workers(2)
            project.xcflow("run", project.file("name: chain\nsteps:\n" + "\n".join(steps) + "\n"), "--conduct-only")
            print(f"| chain of 200, {delay} ms, 2 workers, s | {project.seconds():.1f} |", flush=True)
        finally:
            project.close()


def plan(ports):
    for delay, port in ports:
        project = Project(port)
        try:
            file = project.many(100000)
            begin = time.time()
            project.xcflow("plan", file)
            planned = time.time() - begin
            begin = time.time()
            conductor = project.start("run", file, "--conduct-only")
            while project.psql("select count(*) from instances") != "100000" and time.time() - begin < 180:
                if conductor.poll() is not None:
                    raise RuntimeError((project.directory / "log").read_text()[-2000:])
                time.sleep(0.5)
            print(f"| 100 000 instances, {delay} ms: planned / recorded, s | {planned:.1f} / {time.time() - begin:.1f} |", flush=True)
            conductor.kill()
        finally:
            project.close()


def many(ports):
    for delay, port in ports:
        project = Project(port)
        try:
            build = (ROOT / "runner/target/current").resolve()
            print(f"| {delay} ms | " + subprocess.run(
                ["java", "-Xmx1g", "-cp", f"{build}/lib/*:{ROOT}/test/target/test-classes", "xcflow.test.benchmark.WorkersAtScale",
                 project.url, project.user, str(project.secret), "1000", "10", "50"],
                capture_output=True, text=True, check=True).stdout.strip() + " |", flush=True)
        finally:
            project.close()


def main():
    if sys.argv[1:2] == ["--proxy"]:
        asyncio.run(delayed(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]) / 1000))
    if "XCFLOW_TEST_POSTGRESQL" not in os.environ:
        environment = dict(os.environ, XCFLOW_POSTGRESQL_FSYNC="on")
        return subprocess.run([str(ROOT / ".ci/postgresql"), sys.executable, __file__, *sys.argv[1:]], env=environment).returncode
    server = urlsplit(os.environ["XCFLOW_TEST_POSTGRESQL"][len("jdbc:"):]).port
    proxy = subprocess.Popen([sys.executable, __file__, "--proxy", str(server + 1), str(server), "1"])
    try:
        parts = {"rate": rate, "chain": chain, "plan": plan, "many": many}
        print("| what | figure |\n| --- | --- |")
        for name in sys.argv[1:] or parts:
            parts[name]([(0, server), (1, server + 1)])
    finally:
        proxy.terminate()
        proxy.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
