"""The files of this package, and whether they are those that were exported."""

import hashlib
from pathlib import Path

HERE = Path(__file__).resolve().parent


def read(name):
    return (HERE / "data" / name).read_bytes()


def verify(digest):
    """Refuses to go on with files that are not what MANIFEST says."""
    names = []
    for line in (HERE / "MANIFEST").read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        names.append(name)
        try:
            actual = hashlib.sha256((HERE / name).read_bytes()).hexdigest()
        except FileNotFoundError:
            actual = "nothing"
        if actual != expected:
            raise ImportError(
                f"{HERE.name} is not as it was exported: {name} was altered or lost. "
                "Export it again; results of altered files are not those of the functional."
            )
    own = hashlib.sha256(read("functional.xcf")).hexdigest()
    if own != digest or "data/functional.xcf" not in names:
        raise ImportError(f"{HERE.name} is not as it was exported: its functional is {own}")
