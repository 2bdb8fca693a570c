"""Compares @ID@.fun with the values that were exported together with the functional.

    python check.py
"""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
FUNCTIONAL = HERE / "@ID@.fun"
NAME, DIGEST = "@NAME@", "@DIGEST@"
EXTRA = ("protocol_version", "features", "metadata", "expected_d3_settings")
TOLERANCES = (1e-12, 1e-9, 1e-9)  # of the energy per particle, derivatives by densities, gradients
GRADIENT = 4 * (3 * np.pi**2) ** (2 / 3)


class Altered(Exception):
    """A file is not what was exported, and the message says which."""


def verify():
    """Refuses to go on with files that are not what SHA256SUMS says."""
    names = set()
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        expected, name = line.split(maxsplit=1)
        names.add(name)
        if not (HERE / name).is_file() or digest(HERE / name) != expected:
            raise Altered(f"{name} is not as it was exported")
    if "functional.xcf" not in names or digest(HERE / "functional.xcf") != DIGEST:
        raise Altered("functional.xcf is not as it was exported")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load():
    """The module as programs load it, with the entries of the protocol."""
    built = FUNCTIONAL.with_name(FUNCTIONAL.name + ".sha256")
    if built.is_file() and digest(FUNCTIONAL) != built.read_text(encoding="utf-8").split()[0]:
        raise Altered(f"{FUNCTIONAL.name} is not as it was built")
    warnings.filterwarnings("ignore", message=".*torch.jit.*deprecated")
    extra = {name: b"" for name in EXTRA}
    try:
        module = torch.jit.load(str(FUNCTIONAL), _extra_files=extra)
        entries = {name: json.loads(content) for name, content in extra.items()}
    except (RuntimeError, ValueError) as e:
        raise Altered(f"{FUNCTIONAL.name} cannot be read: {e}") from e
    if entries["protocol_version"] != 2 or entries["metadata"].get("sha256") != DIGEST:
        raise Altered(f"{FUNCTIONAL.name} is not this functional in protocol 2")
    return module, entries


def points(polarised):
    """Features of the exported points, and the values there: exc and derivatives by features."""
    name = "polarised.txt" if polarised else "unpolarised.txt"
    table = np.loadtxt(HERE / name).T
    if not polarised:
        half, gradient = table[0] / 2, np.sqrt(table[1]) / 2
        rho, first, along, across = np.stack([half, half]), gradient, gradient, 0 * gradient
        exc, vrho = table[2], np.stack([table[3], table[3]])
        # as of two densities whose three squares of gradients enter by their sum alone
        vsigma = np.stack([table[4], 2 * table[4], table[4]])
    else:
        rho, (uu, ud, dd) = table[:2], table[2:5]
        first = np.sqrt(uu)
        along = ud / np.where(first > 0, first, 1)
        across = np.sqrt(np.maximum(dd - along**2, 0))
        exc, vrho, vsigma = table[5], table[6:8], table[8:11]
    none = np.zeros_like(first)
    grad = np.stack([np.stack([first, none, none]), np.stack([along, across, none])])
    vgrad = np.stack(
        [
            2 * vsigma[0] * grad[0] + vsigma[1] * grad[1],
            2 * vsigma[2] * grad[1] + vsigma[1] * grad[0],
        ]
    )
    return rho, grad, exc, vrho, vgrad


def deviations(module):
    """Largest deviations of energies and of derivatives, and whether one is too large.

    They are relative to the numbers, or to those of the uniform gas' exchange where these are
    larger: energies go through zero.
    """
    worst, failed = np.zeros(3), False
    for polarised in (False, True, False, True):  # torch rewrites a module that it knows
        rho, grad, *expected = points(polarised)
        total = rho.sum(axis=0)
        unit = 0.75 * np.cbrt(3 / np.pi * total)
        length = np.sqrt((grad**2).sum(axis=(0, 1)))
        units = unit, unit, 2 * unit / (GRADIENT * np.cbrt(total) ** 5) * length
        found = evaluate(module, rho, grad)
        for k, (one, other) in enumerate(zip(found, expected)):
            size = np.maximum(np.abs(other), np.maximum(units[k], 1e-300))
            error = np.abs(one - other) / size
            # not a number is wrong too
            failed |= not np.all(error <= TOLERANCES[k])
            worst[k] = max(worst[k], np.max(error))
    return worst, failed


def evaluate(module, rho, grad):
    """Energies per particle, derivatives of the energies per volume by densities and gradients."""
    density = torch.tensor(rho, requires_grad=True)
    gradient = torch.tensor(grad, requires_grad=True)
    weights = torch.ones(rho.shape[1], dtype=torch.float64)
    mol = {"density": density, "grad": gradient, "grid_weights": weights}
    energy = module.get_exc_density(mol)
    by = torch.autograd.grad(module.get_exc(mol), (density, gradient))
    return energy.detach().numpy() / rho.sum(axis=0), by[0].numpy(), by[1].numpy()


def main():
    try:
        verify()
        module, entries = load()
    except (Altered, OSError) as e:
        print(f"@ID@: {e}. Export and build it again.", file=sys.stderr)
        return 1
    errors, failed = deviations(module)
    print(f"{NAME}\n{DIGEST}\nfiles: as they were exported")
    print("features: " + ", ".join(entries["features"]))
    print(
        "largest deviations: energy {:.1e}, by density {:.1e}, by gradient {:.1e}: ".format(*errors)
        + ("WRONG" if failed else "as it should be")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
