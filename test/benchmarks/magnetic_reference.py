#!/usr/bin/env python3
"""Energies and moments of Fe, Ni and NiO from ABINIT, for tasks/planewave/src/test/resources.

    test/benchmarks/magnetic_reference.py [id ...] > magnetic-crystals.json

Needs `abinit` in the PATH, built with libxc 5 (Debian: apt-get install abinit). Pseudopotentials, cutoff,
mesh, Fourier grid, number of bands and Fermi-Dirac smearing are those of the test. PBE is
libxc's: ABINIT's own has constants with fewer digits, which with spin change the energy of Fe by 2e-6 Ha.
Moments of the sites are integrals over spheres of `ratsph`; ABINIT sums over points of the grid, with an
edge that `ratsm` smooths.
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
BCC = "-.5 .5 .5 .5 -.5 .5 .5 .5 -.5"
AFM = "1 .5 .5 .5 1 .5 .5 .5 1"
FE = (BCC, "0 0 0", ["Fe-q16"], [3])
NI = (FCC, "0 0 0", ["Ni-q18"], [1])
NIO = (AFM, "0 0 0 .5 .5 .5 .25 .25 .25 .75 .75 .75", ["Ni-q18", "Ni-q18", "O-q6", "O-q6"], [2, -2, 0, 0])
FE8 = (BCC, "0 0 0", ["Fe-GTH-LDA-q8"], [3])
PBE = -101130
LDA = -1012
# id, structure, lattice constant (bohr), cutoff and its smoothing (Ha), mesh, grid, ixc, smearing (Ha), bands
CASES = [
    ("Fe_small", FE, 5.36, 25, 0, 2, 24, PBE, 0.02, 16),
    ("Fe_r2SCAN", FE, 5.36, 25, 0, 2, 24, -497498, 0.02, 16),
    ("Fe_95", FE, 5.27, 40, 4, 2, 30, PBE, 0.01, 14),
    ("Fe_100", FE, 5.36, 40, 4, 2, 30, PBE, 0.01, 14),
    ("Fe_105", FE, 5.45, 40, 4, 2, 30, PBE, 0.01, 14),
    ("Ni_95", NI, 6.60, 40, 4, 2, 30, PBE, 0.004, 14),
    ("Ni_100", NI, 6.72, 40, 4, 2, 30, PBE, 0.004, 14),
    ("Ni_105", NI, 6.84, 40, 4, 2, 30, PBE, 0.004, 14),
    ("Fe_LDA_98", FE8, 5.10, 40, 4, 2, 30, LDA, 0.01, 10),
    ("Fe_LDA_102", FE8, 5.30, 40, 4, 2, 30, LDA, 0.01, 10),
    ("NiO_AFM", NIO, 7.90, 40, 0, 2, 60, PBE, 0.002, 32),
]


def run(case):
    name, (rprim, xred, names, moments), a, cutoff, smoothing, mesh, grid, ixc, width, bands = case
    kinds = list(dict.fromkeys(names))
    elements = [vs.GTH[n]["element"] for n in names]
    kgrid = f"ngkpt {mesh} {mesh} {mesh} nshiftk 1 shiftk 0 0 0"
    occupation = f"occopt 3 tsmear {width}"
    extra = "nsppol 2 spinat " + " ".join(f"0 0 {m}" for m in moments) if moments else ""
    text = f"""pp_dirpath "."
pseudos "{', '.join(k + '.psp10' for k in kinds)}"
acell 3*{a:.12f}
rprim {rprim}
ntypat {len(kinds)} znucl {' '.join(str(vs.NUMBER[vs.GTH[k]['element']]) for k in kinds)}
natom {len(names)} typat {' '.join(str(kinds.index(n) + 1) for n in names)}
xred {xred}
ecut {cutoff} ecutsm {smoothing} {kgrid} chksymbreak 0
ixc {ixc} {'usekden 1' if ixc == -497498 else ''} nband {bands} nstep 150 tolvrs 1e-12 ngfft 3*{grid} nbdbuf 3
{occupation} {extra}
prtdensph 1 ratsph {' '.join(['1.9'] * len(kinds))} ratsm 0
prtwf 0 prtden 0 prteig 1 prtgsr 0
"""
    with tempfile.TemporaryDirectory() as directory:
        for kind in kinds:
            open(os.path.join(directory, kind + ".psp10"), "w").write(vs.psp10(kind))
        open(os.path.join(directory, "in.abi"), "w").write(text)
        done = subprocess.run(["abinit", "in.abi"], cwd=directory, capture_output=True, text=True, env={
            **os.environ, "OMP_NUM_THREADS": "1"})
        output = next((f for f in os.listdir(directory) if f.endswith(".abo")), None)
        text = open(os.path.join(directory, output)).read() if output else ""
    if os.environ.get("KEEP"):
        open(os.path.join(os.environ["KEEP"], name + ".abo"), "w").write(text)
        open(os.path.join(os.environ["KEEP"], name + ".log"), "w").write(done.stdout)
    if "--- !EnergyTerms" not in text:
        print(f"{name}: left out, ABINIT failed\n{done.stdout[-1500:]}", file=sys.stderr)
        return None
    terms = dict(re.findall(r"^([\w *'-]+?) *: *([-+.\dE]+)$", text.split("--- !EnergyTerms")[1].split("...")[0], re.M))
    terms = {k.strip("' "): float(v) for k, v in terms.items()}
    entry = {
        "id": name, "acell_bohr": f"{a:.12f}", "rprim": rprim, "elements": elements, "xred": xred,
        "pseudopotentials": dict(zip(elements, names)), "ecut_Ha": cutoff, "ecutsm_Ha": smoothing, "kgrid": kgrid, "ixc": ixc, "nband": bands,
        "occ": occupation, "extra": extra, "n_irr_k": int(re.search(r"nkpt += +(\d+)", text).group(1)),
        "ngfft": [grid] * 3, "components_Ha": terms, "E_tot_Ha": terms["total_energy"],
        "converged": not re.search(r"not enough SCF|was not enough", text)}
    if not moments:
        print(name, terms["total_energy"], entry["converged"], file=sys.stderr, flush=True)
        return entry
    table = text.split("up_density")[-1].splitlines()[1:len(names) + 1]
    spheres = [float(line.split()[5]) for line in table]
    moment = float(re.findall(r"agneti[sz]ation.*?=\s*([-+.\dE]+)", done.stdout)[-1])
    entry.update(moment=moment, sphere_radius_bohr=1.9, sphere_moments=spheres)
    print(name, terms["total_energy"], moment, spheres, entry["converged"], file=sys.stderr, flush=True)
    return entry


def main():
    version = subprocess.run(["abinit", "--version"], capture_output=True, text=True).stdout.strip()
    wanted = [c for c in CASES if len(sys.argv) == 1 or c[0] in sys.argv[1:]]
    entries = [run(case) for case in wanted]
    print(json.dumps({"source": f"ABINIT {version} (Debian, libxc 5.2.3), tolvrs 1e-12; GTH pseudopotentials of this product in"
                      " ABINIT's format 10; made by test/benchmarks/magnetic_reference.py",
                      "units": "Hartree atomic units; moments in Bohr magnetons", "entries": [e for e in entries if e]},
                     indent=1))


if __name__ == "__main__":
    main()
