"""ABINIT behind protocol 1 of xcflow: writes its input and GTH pseudopotentials, runs it, reads output and density."""

import os
import re
import shutil

import xcflow_adapter as xa
import xcflow_periodic as xp

PROTOCOLS = {"fast": {"cutoff": 20.0}, "balanced": {"cutoff": 35.0}, "precise": {"cutoff": 55.0}}
SMEARING = {"gaussian": 7, "fermi-dirac": 3, "cold": 4, "marzari-vanderbilt": 4}


class Abinit(xa.Adapter):
    version = "1"

    def hello(self):
        version = xp.output_version(self.program, r"(\d+\.\d+\.\d+)")
        if version is None:
            raise xa.Failure(f"{' '.join(self.program)} is no ABINIT", "missing",
                             "'program: {executable: …}' in .xcflow/engines/abinit.yaml names it")
        libxc = xp.linked_libxc(self.program[-1])
        lacks = {} if libxc else {"exported": f"this ABINIT {version} is not linked with libxc as a shared library, "
                                              "in whose place a functional of xcflow would stand"}
        return xa.Hello("ABINIT", version, {"xcflow_periodic": xp.VERSION, "libxc": libxc or "none"}, lacks)

    def solve(self, request):
        settings = request.settings
        usual = xp.protocol(settings, PROTOCOLS)
        cell = xp.Cell(request, usual)
        grid = xp.fft_divisions(cell.largest, usual["cutoff"])
        names = []
        for symbol in cell.species:
            name, pseudo = xp.gth(symbol, settings)
            xp.write_psp10(request.path(f"{symbol}.psp10"), symbol, xp.NUMBERS[symbol], pseudo)
            names.append(name)
        electrons = xp.valence(cell, settings)
        if request.start:
            shutil.copy(request.start, request.path("xi_DEN"))
        with open(request.path("x.abi"), "w", encoding="ascii") as file:
            file.write(text(request, cell, usual, grid, electrons))
        iterations = [0]

        def line(output):
            found = re.match(r"\s*ETOT\s*(\d+)\s+(-?[\d.]+E?[+-]?\d*)\s+(\S+)", output)
            if found:
                iterations[0] = int(found.group(1))
                request.iteration(iterations[0], float(found.group(2)), f"dE {found.group(3)}")

        status = request.run([*self.program, "x.abi"], stdout="log", line=line)
        if not os.path.exists(request.path("x.abo")):
            raise xa.Failure(f"ABINIT ended with status {status}: {xp.tail(request.path('log'))}", "crashed")
        with open(request.path("x.abo"), encoding="utf-8", errors="replace") as file:
            output = file.read()
        if re.search(r"was\s+not\s+enough\s+SCF\s+cycles\s+to\s+converge|nstep=\s*\d+ was not enough", output):
            raise xa.NotConverged(f"ABINIT did not converge in {iterations[0]} iterations")
        if status != 0 or "Calculation completed" not in output:
            raise xa.Failure(f"ABINIT ended with status {status}: {xp.tail(request.path('log'))}", "crashed")
        energies = read_energies(output)
        details = {"pseudopotentials": ", ".join(names), "cutoff": usual["cutoff"], "grid": grid,
                   "kpoints": cell.kpoints, "electrons": electrons, "protocol": settings["protocol"]}
        return xa.Solution(
            energy=energies.pop("total"), iterations=iterations[0], energies=energies,
            spin_squared=xp.spin_squared(cell), details=details,
            density=lambda: density(request, cell, grid, electrons),
            start=lambda path: shutil.copy(request.path("xo_DEN"), path), forces=lambda: forces(output, cell))


def text(request, cell, usual, grid, electrons):
    settings = request.settings
    ids = [xp.LIBXC[p] for p in request.functional.libxc] if request.functional.libxc else [101, 130]
    rows = "\n  ".join(" ".join(f"{x:.12f}" for x in row) for row in cell.lattice)
    atoms = "\n  ".join(" ".join(f"{x:.14f}" for x in f) for f in cell.fractional)
    spins = 2 if cell.unpaired else 1
    bands = int((electrons + cell.unpaired + 1) // 2)
    bands += max(2, bands // 4) if cell.smearing or cell.molecule else 0
    pseudos = ", ".join(f"{s}.psp10" for s in cell.species)
    lines = [
        f"ecut {usual['cutoff']}", "acell 3*1.0", f"rprim\n  {rows}", f"ngfft {' '.join(map(str, grid))}",
        "boxcutmin 1.9", f"ntypat {len(cell.species)}", f"znucl {' '.join(str(xp.NUMBERS[s]) for s in cell.species)}",
        f"natom {len(cell.symbols)}", f"typat {' '.join(str(cell.species.index(s) + 1) for s in cell.symbols)}",
        f"xred\n  {atoms}", f'pseudos "{pseudos}"', f"ixc -{ids[0] * 1000 + (ids[1] if len(ids) > 1 else 0)}",
        f"nsppol {spins}", f"nband {' '.join([str(bands)] * (spins if cell.unpaired else 1))}", f"toldfe {settings['energy-tolerance']:.3e}",
        f"nstep {settings['max-iterations']}", "prtden 1", "prtwf 0", "prteig 0", "prtgsr 0", "prtebands 0", "iomode 0",
        "optforces 1", "optstress 0", f"charge {cell.charge}", "usexcnhat 0", "chksymbreak 0", "tolsym 1.0e-9",
        'indata_prefix "xi"', 'outdata_prefix "xo"', 'tmpdata_prefix "xt"',
    ]
    if cell.molecule:
        lines += ["kptopt 0", "nkpt 1", "kpt 0 0 0", "nsym 1"]
    else:
        lines += ["kptopt 1", f"ngkpt {' '.join(map(str, cell.kpoints))}", "nshiftk 1", "shiftk 0 0 0"]
    if request.start:
        lines += ["getden_filepath \"xi_DEN\""]
    if cell.unpaired:
        # An integer moment in a box without smearing: the occupation is given.
        up, down = int((electrons + cell.unpaired) // 2), int((electrons - cell.unpaired) // 2)
        lines += ["occopt 2", "occ " + " ".join(["1.0"] * up + ["0.0"] * (bands - up) + ["1.0"] * down
                                              + ["0.0"] * (bands - down))]
        share = cell.unpaired / len(cell.symbols)
        lines += ["spinat " + " ".join(f"0 0 {share:.4f}" for _ in cell.symbols), f"spinmagntarget {cell.unpaired}"]
    elif cell.smearing:
        lines += [f"occopt {SMEARING[cell.smearing]}", f"tsmear {cell.width}"]
    else:
        lines += ["occopt 1"]
    return "\n".join(lines) + "\n"


def read_energies(output):
    """Parts in Ha; ABINIT's own sum is checked by xcflow."""
    start = output.rfind("--- !EnergyTerms")
    part = output[start:output.find("\n...", start)]
    values = {key.strip(): float(value) for key, value in re.findall(r"^([\w '*-]+?)\s*:\s*(-?[\d.]+E[+-]\d+)\s*$", part, re.M)}
    if "total_energy" not in values:
        raise xa.Failure("ABINIT's output has no energies", "crashed")
    total = values["total_energy"]
    names = {"kinetic": "kinetic", "hartree": "hartree", "xc": "exchange-correlation", "Ewald energy": "ewald",
             "psp_core": "pseudopotential-core", "local_psp": "local-pseudopotential",
             "non_local_psp": "non-local-pseudopotential", "'-kT*entropy'": "entropy"}
    energies = {ours: values[theirs] for theirs, ours in names.items() if theirs in values}
    energies["other"] = total - sum(energies.values())
    energies["total"] = total
    return energies


def forces(output, cell):
    found = re.search(r"cartesian_forces: # hartree/bohr\n((?:- \[.*\]\n)+)", output)
    if not found:
        raise xa.Failure("ABINIT's output has no forces", "crashed")
    return [[float(x) for x in re.findall(r"-?[\d.]+E[+-]\d+", row)] for row in found.group(1).splitlines()]


def density(request, cell, grid, electrons):
    """The last records of the DEN file: the total density, then that of spin up, of both spins."""
    import numpy as np

    with open(request.path("xo_DEN"), "rb") as file:
        content = file.read()
    points = grid[0] * grid[1] * grid[2]
    spins = 2 if cell.unpaired else 1
    end, records = len(content), []
    for _ in range(spins):
        size = int(np.frombuffer(content, "<i4", 1, end - 4)[0])
        if size != 8 * points:
            raise xa.Failure(f"ABINIT's density has {size} bytes instead of {8 * points}", "crashed")
        records.insert(0, np.frombuffer(content, "<f8", points, end - 4 - size))
        end -= size + 8
    values = [r.reshape(grid[::-1]).transpose(2, 1, 0) for r in records]
    up, down = (values[0], None) if spins == 1 else (values[1], values[0] - values[1])
    return xp.density(cell.lattice, up, down, electrons, 2e-4)


if __name__ == "__main__":
    xa.run(Abinit())
