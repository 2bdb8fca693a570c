#!/usr/bin/env python3
"""Total energies with the bundled pseudopotentials of other functionals from ABINIT.

    test/benchmarks/pseudopotential_sets_reference.py > pseudopotential-sets.json

For tasks/planewave/src/test/resources. Needs `abinit` in the PATH, built with libxc 5 (Debian: apt-get
install abinit). Cutoffs are low: both programs use the same basis. Barium has projectors with l = 3.
"""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import magnetic_reference as abinit  # noqa: E402

LDA, BLYP = -1012, -106131
abinit.vs.NUMBER.update({"Ba": 56})
DIAMOND = "0 0 0 .25 .25 .25"
# id, structure, lattice constant (bohr), cutoff and its smoothing (Ha), mesh, grid, ixc, smearing (Ha), bands
CASES = [
    ("Si_LDA", (abinit.FCC, DIAMOND, ["Si-GTH-LDA-q4"] * 2, None), 10.2, 20, 0, 2, 30, LDA, 0.002, 6),
    ("C_BLYP", (abinit.FCC, DIAMOND, ["C-GTH-BLYP-q4"] * 2, None), 6.74, 30, 0, 2, 25, BLYP, 0.002, 6),
    ("Ba_LDA", (abinit.BCC, "0 0 0", ["Ba-GTH-LDA-q10"], None), 9.5, 12, 0, 2, 25, LDA, 0.01, 9),
    ("Au_LDA", (abinit.FCC, "0 0 0", ["Au-GTH-LDA-q11"], None), 7.7, 15, 0, 2, 25, LDA, 0.01, 10),
]


def main():
    entries = [abinit.run(case) for case in CASES]
    print(json.dumps({"source": "ABINIT 9.6.2 (Debian, libxc 5.2.3), tolvrs 1e-12; GTH pseudopotentials of this product in"
                      " ABINIT's format 10; made by test/benchmarks/pseudopotential_sets_reference.py",
                      "units": "Hartree atomic units", "entries": [e for e in entries if e]}, indent=1))


if __name__ == "__main__":
    main()
