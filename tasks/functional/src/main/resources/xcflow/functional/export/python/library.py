"""The C library of the functional, built once per machine into a cache directory."""

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from . import files

SOURCE = "@ID@.c"
FLAGS = ["-O2", "-shared", "-fPIC"]


class Unavailable(Exception):
    """There is no library, and the message says why."""


def load():
    """A function (rho [n][spin], sigma [n][2 spin - 1], order) -> list of arrays."""
    path = _path()
    if not path.exists():
        _build(path)
    try:
        function = ctypes.CDLL(str(path)).@ID@_eval
    except OSError as e:
        raise Unavailable(f"{path} cannot be loaded: {e}") from e
    function.argtypes = [ctypes.c_size_t, ctypes.c_int] + 9 * [ctypes.c_void_p]
    function.restype = ctypes.c_int

    def evaluate(rho, sigma, order=1):
        rho, sigma = np.ascontiguousarray(rho), np.ascontiguousarray(sigma)
        n, spin = rho.shape
        columns = [1, spin, 2 * spin - 1]
        if order > 1:
            columns += [1, 1, 1] if spin == 1 else [3, 6, 6]
        out = [np.empty((n, c)) for c in columns]
        pointers = [x.ctypes.data for x in out] + [None] * (6 - len(out))
        if function(n, spin, rho.ctypes.data, sigma.ctypes.data, None, *pointers):
            raise ValueError("impossible arguments")
        out[0] = out[0][:, 0]
        return out

    return evaluate


def _path():
    content = files.read(SOURCE) + " ".join(FLAGS + [platform.machine()]).encode()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "xcflow" / f"@ID@-{hashlib.sha256(content).hexdigest()[:16]}.so"


def _build(path):
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        raise Unavailable("there is no C compiler (cc, gcc or clang)")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            # The compiler reads the verified source; the library appears whole or not at all.
            source, made = Path(scratch) / SOURCE, Path(scratch) / "made.so"
            source.write_bytes(files.read(SOURCE))
            command = [*compiler.split(), *FLAGS, "-o", str(made), str(source), "-lm"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Unavailable(f"the compiler said: {done.stderr.strip()[-500:]}")
            os.replace(made, path)
    except OSError as e:
        raise Unavailable(str(e)) from e
