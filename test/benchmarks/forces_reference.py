#!/usr/bin/env python3
"""Forces and stress of displaced crystals from ABINIT, for tasks/planewave/src/test/resources.

    test/benchmarks/forces_reference.py > displaced-crystals.json

Needs `abinit` in the PATH, built with libxc 5 (Debian: apt-get install abinit). Pseudopotentials, cutoff,
mesh and Fourier grid are those of the test. ABINIT prints forces less their mean. Its stress with
meta-GGAs is left out: it was not compared with the slope of its energy.
"""
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("vs", os.path.join(HERE, "crystals-vs-abinit.py"))
vs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(vs)

FCC = "0 .5 .5 .5 0 .5 .5 .5 0"
CUBIC = "1 0 0 0 1 0 0 0 1"
# id, lattice constant (bohr), lattice, positions, pseudopotentials, cutoff (Ha), mesh, grid, ixc, occupation, bands, more
CASES = [
    ("Si_PBE", 10.2631, FCC, "0 0 0 .26 .25 .245", ["Si-q4", "Si-q4"], 20, 2, 30, 11, "occopt 1", 4, ""),
    ("Si_r2SCAN", 10.2631, FCC, "0 0 0 .26 .25 .245", ["Si-q4", "Si-q4"], 20, 2, 36, -497498, "occopt 1", 4,
     "usekden 1"),
    ("MgO_PBE", 7.959526, FCC, "0 0 0 .51 .48 .495", ["Mg-q2", "O-q6"], 40, 2, 36, 11, "occopt 1", 4, ""),
    ("MgO_LDA", 7.959526, FCC, "0 0 0 .51 .48 .495", ["Mg-q2", "O-q6"], 40, 2, 36, 7, "occopt 1", 4, ""),
    ("Al4_PBE", 7.65, CUBIC, "0 .01 0 .5 .5 .02 .51 0 .5 0 .48 .51", ["Al-q3"] * 4, 12, 2, 25, 11,
     "occopt 4 tsmear 0.02", 12, ""),
    ("O2_PBE", 9, CUBIC, "0 0 0 .16 .13 .12", ["O-q6"] * 2, 30, 1, 48, 11, "occopt 1", 7,
     "nsppol 2 spinmagntarget 2 spinat 0 0 1 0 0 1"),
]


def run(case):
    name, a, rprim, xred, names, cutoff, mesh, grid, ixc, occupation, bands, more = case
    kinds = list(dict.fromkeys(names))
    elements = [vs.GTH[n]["element"] for n in names]
    kgrid = f"ngkpt {mesh} {mesh} {mesh} nshiftk 1 shiftk 0 0 0"
    text = f"""pp_dirpath "."
pseudos "{', '.join(k + '.psp10' for k in kinds)}"
acell 3*{a}
rprim {rprim}
ntypat {len(kinds)} znucl {' '.join(str(vs.NUMBER[vs.GTH[k]['element']]) for k in kinds)}
natom {len(names)} typat {' '.join(str(kinds.index(n) + 1) for n in names)}
xred {xred}
ecut {cutoff} {kgrid}
ixc {ixc} nband {bands} chksymtnons 0 nstep 100 tolvrs 1e-16 ngfft 3*{grid}
{occupation} {more}
prtwf 0 prtden 0 prteig 0 prtgsr 0
"""
    with tempfile.TemporaryDirectory() as directory:
        for kind in kinds:
            open(os.path.join(directory, kind + ".psp10"), "w").write(vs.psp10(kind))
        open(os.path.join(directory, "in.abi"), "w").write(text)
        done = subprocess.run(["abinit", "in.abi"], cwd=directory, capture_output=True, text=True, env={
            **os.environ, "OMP_NUM_THREADS": "1"})
        output = next((f for f in os.listdir(directory) if f.endswith(".abo")), None)
        text = open(os.path.join(directory, output)).read() if output else ""
        if "--- !EnergyTerms" not in text:
            print(f"{name}: left out, ABINIT failed\n{done.stdout[-1500:]}", file=sys.stderr)
            return None
    terms = dict(re.findall(r"^([\w *'-]+?) *: *([-+.\dE]+)$", text.split("--- !EnergyTerms")[1].split("...")[0], re.M))
    terms = {k.strip("' "): float(v) for k, v in terms.items()}
    forces = text.split("cartesian forces (hartree/bohr) at end:")[1].splitlines()[1:len(names) + 1]
    # The same follows in GPa.
    block = text.split("Cartesian components of stress tensor (hartree/bohr^3)")[1].split("Pressure")[0]
    sigma = {ij: float(v) for ij, v in re.findall(r"sigma\((\d \d)\)= +([-+.\dE]+)", block[:400])}
    entry = {
        "id": name, "acell_bohr": a, "rprim": rprim, "elements": elements, "xred": xred,
        "pseudopotentials": dict(zip(elements, names)), "ecut_Ha": cutoff, "kgrid": kgrid, "ixc": ixc, "nband": bands,
        "occ": occupation, "n_irr_k": int(re.search(r"nkpt += +(\d+)", text).group(1)), "ngfft": [grid] * 3,
        "components_Ha": terms, "E_tot_Ha": terms["total_energy"],
        "converged": not re.search(r"not enough SCF|was not enough", text),
        "forces_Ha_bohr": [[float(x) for x in line.split()[1:]] for line in forces],
        "stress_Ha_bohr3": [[sigma[f"{max(i, j)} {min(i, j)}"] for j in (1, 2, 3)] for i in (1, 2, 3)]}
    if "usekden" in more:
        del entry["stress_Ha_bohr3"]
    if more:
        entry["extra"] = more
    return entry


def main():
    version = subprocess.run(["abinit", "--version"], capture_output=True, text=True).stdout.strip()
    entries = [run(case) for case in CASES]
    print(json.dumps({"source": f"ABINIT {version} (Debian, libxc 5.2.3), tolvrs 1e-16; GTH pseudopotentials of this product in"
                      " ABINIT's format 10; made by test/benchmarks/forces_reference.py",
                      "units": "Hartree atomic units; forces less their mean", "entries": [e for e in entries if e]},
                     indent=1))


if __name__ == "__main__":
    main()
