"""For authors of adapters: protocol 1 between xcflow and a program, see docs/foreign-engines.md.

    import xcflow_adapter as xa

    class Example(xa.Adapter):
        version = "1"

        def hello(self):
            return xa.Hello(program="Example", version="2.0")

        def solve(self, request):
            for n in range(1, 10):
                request.iteration(n, energy=-1.0)
            return xa.Solution(energy=-1.0, iterations=9)

    xa.run(Example())

Python's standard library is all that is needed, and numpy where there are arrays.
"""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
import traceback

from xcflow_messages import Failure, NotConverged, Cancelled, Hello
from xcflow_messages import Solution, Density, Structure, Functional

PROTOCOL = 1
VERSION = "1"
HEARTBEAT_SECONDS = 5.0


class Request:
    """What is asked for: structure, settings, functional; a directory of its own; start: path of a file that the same
    adapter wrote, or None; series: what the volumes of an equation of state share, or {}."""

    def __init__(self, host, parts):
        self._host = host
        self.id = parts["id"]
        self.directory = parts["directory"]
        self.structure = Structure(parts["structure"])
        self.settings = parts["settings"]
        self.functional = Functional(parts["functional"])
        self.start = parts.get("start")
        self.series = parts.get("series", {})

    def check_cancelled(self):
        if self._host.cancelled == self.id:
            raise Cancelled()

    def iteration(self, number, energy, state=""):
        """Tells of an iteration of the self-consistent field. Ends the calculation if it was cancelled."""
        self.check_cancelled()
        self._host.send({"type": "event", "id": self.id, "iteration": int(number), "energy": float(energy),
                         "state": str(state)})

    def log(self, text):
        """A line for the log."""
        self._host.send({"type": "event", "id": self.id, "log": str(text)})

    def path(self, name):
        return os.path.join(self.directory, name)

    def run(self, words, stdin=None, stdout=None, line=None, environment=None):
        """Runs a program in the request's directory, with the functional's environment; gives the exit status.

        stdin, stdout: names of files there; line: called with each line of output as it comes. The program is ended
        when the calculation is cancelled. Its standard error is the adapter's, whose end xcflow shows on failure.
        """
        variables = dict(os.environ)
        variables.update(self.functional.environment)
        variables.update(environment or {})
        given = open(self.path(stdin), "rb") if stdin else subprocess.DEVNULL
        kept = open(self.path(stdout), "wb") if stdout else None
        try:
            process = subprocess.Popen(words, cwd=self.directory, env=variables, stdin=given,
                                       stdout=subprocess.PIPE, stderr=None)
        except OSError as e:
            raise Failure(f"{words[0]} cannot be started: {e}", "missing") from e
        try:
            lines = queue.Queue()
            reader = threading.Thread(target=_read_lines, args=(process.stdout, lines), daemon=True)
            reader.start()
            while True:
                self.check_cancelled()
                try:
                    text = lines.get(timeout=0.1)
                except queue.Empty:
                    continue
                if text is None:
                    break
                if kept:
                    kept.write(text)
                if line:
                    line(text.decode("utf-8", "replace").rstrip("\n"))
            while True:
                self.check_cancelled()
                try:
                    return process.wait(timeout=0.1)
                except subprocess.TimeoutExpired:
                    continue
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=0.5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            if kept:
                kept.close()
            if stdin:
                given.close()


def _read_lines(stream, lines):
    for text in stream:
        lines.put(text)
    lines.put(None)


class Adapter:
    """A program. The object lives as long as the process; requests come one after the other."""

    version = "1"

    def begin(self, greeting):
        """Called first. greeting: engine, threads, program (words that start it, or []), directory."""
        self.greeting = greeting
        self.threads = greeting.get("threads", 1)
        self.program = greeting.get("program", [])

    def hello(self):
        raise NotImplementedError

    def solve(self, request):
        raise NotImplementedError

    def forget(self):
        """Solutions are wanted no more."""


def package_versions(*names):
    """Versions of installed Python packages, without importing them; those that are not there are left out."""
    from importlib import metadata

    versions = {}
    for name in names:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    return versions


class _Host:
    def __init__(self, adapter):
        self.adapter = adapter
        # What programs and libraries print must not get between the messages.
        self.out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        self.lock = threading.Lock()
        self.requests = queue.Queue()
        self.cancelled = None
        self.busy = None
        self.solutions = {}
        self.directories = []

    def send(self, message):
        line = json.dumps(message, allow_nan=False)
        with self.lock:
            self.out.write(line + "\n")
            self.out.flush()

    def listen(self):
        for line in sys.stdin.buffer:
            message = json.loads(line)
            if message["type"] == "cancel":
                self.cancelled = message["id"]
            else:
                self.requests.put(message)
        # xcflow is gone, or wants no more: nothing that is being computed is of use.
        os._exit(0)

    def beat(self):
        while True:
            time.sleep(HEARTBEAT_SECONDS)
            if self.busy is not None:
                self.send({"type": "heartbeat", "id": self.busy})

    def serve(self):
        for work in (self.listen, self.beat):
            threading.Thread(target=work, daemon=True).start()
        while True:
            message = self.requests.get()
            kind, about = message["type"], message.get("id")
            if kind == "forget":
                self.solutions.clear()
                self.adapter.forget()
                # Not whatever is there: the next request's may have been made already.
                while self.directories:
                    shutil.rmtree(self.directories.pop(), ignore_errors=True)
                continue
            if kind not in ("hello", "request"):
                continue
            self.busy = about if about is not None else 0
            try:
                answer = self._hello(message) if kind == "hello" else self._answer(message)
            except Cancelled:
                answer = {"type": "error", "kind": "cancelled", "message": "cancelled"}
            except Failure as e:
                answer = {"type": "error", "kind": e.kind, "message": str(e), "help": e.help}
            except MemoryError:
                answer = {"type": "error", "kind": "crashed", "message": "there is not enough memory"}
            except Exception as e:
                traceback.print_exc()
                answer = {"type": "error", "kind": "crashed", "message": f"{type(e).__name__}: {e}"}
            self.busy = None
            if about is not None:
                answer["id"] = about
            try:
                self.send(answer)
            except (TypeError, ValueError) as e:
                # Numbers that are none, or what JSON has no form for.
                self.send({"type": "error", "id": about, "kind": "crashed",
                           "message": f"the result of the adapter cannot be told: {e}"})

    def _hello(self, message):
        if message.get("protocol") != PROTOCOL:
            raise Failure(f"this adapter speaks protocol {PROTOCOL}, not {message.get('protocol')}")
        self.adapter.begin(message)
        hello = self.adapter.hello()
        return {
            "type": "hello", "protocol": PROTOCOL,
            "adapter": {"version": self.adapter.version, "module": VERSION},
            "program": {"name": hello.program, "version": hello.version},
            "libraries": hello.libraries, "lacks": hello.lacks,
        }

    def _answer(self, message):
        if message["operation"] == "give":
            return self._give(message)
        request = Request(self, message)
        self.directories.append(request.directory)
        solution = self.adapter.solve(request)
        self.solutions[request.id] = (request, solution)
        result = {"type": "result", "energy": float(solution.energy), "iterations": int(solution.iterations),
                  "energies": {k: float(v) for k, v in solution.energies.items()},
                  "details": solution.details, "warnings": solution.warnings,
                  "gives": [what for what in ("density", "start", "forces") if getattr(solution, what)]}
        for key, value in (("spin-squared", solution.spin_squared), ("highest-level", solution.highest_level)):
            if value is not None:
                result[key] = float(value)
        for key, value in (("dipole", solution.dipole), ("orbital-energies", solution.orbital_energies)):
            if value is not None:
                result[key] = _plain(value)
        return result

    def _give(self, message):
        if message["solution"] not in self.solutions:
            raise Failure("the adapter does not have this solution any more", "crashed")
        request, solution = self.solutions[message["solution"]]
        what = message["what"]
        function = getattr(solution, what, None)
        if function is None:
            raise Failure(f"the program does not give: {what}")
        if what == "start":
            path = request.path("written-start")
            function(path)
            return {"type": "result", "file": path}
        if what == "forces":
            return {"type": "result", "forces": _plain(function())}
        density = function()
        path = request.path("density.npz")
        _write(path, density.arrays)
        result = {"type": "result", "file": path}
        for key, value in (("electrons", density.electrons), ("electrons-tolerance", density.electrons_tolerance),
                           ("energy-tolerance", density.energy_tolerance)):
            if value is not None:
                result[key] = float(value)
        return result


def _plain(value):
    return value.tolist() if hasattr(value, "tolist") else [_plain(v) if hasattr(v, "__len__") else float(v)
                                                            for v in value]


def _write(path, arrays):
    import numpy as np

    np.savez(path, **{name: np.ascontiguousarray(np.asarray(values, dtype="<f8").ravel())
                      for name, values in arrays.items()})


def run(adapter):
    """Serves requests until xcflow has no more."""
    if sys.stdin.isatty():
        sys.exit("this is an adapter of xcflow, which starts it: see 'xcflow engine check'")
    _Host(adapter).serve()
