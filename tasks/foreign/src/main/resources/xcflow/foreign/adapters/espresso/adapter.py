"""Quantum ESPRESSO behind protocol 1 of xcflow: pw.x for the energy, pp.x for the density."""

import os
import re
import shutil
import tarfile

import xcflow_adapter as xa
import xcflow_periodic as xp

PROTOCOLS = {"fast": {"cutoff": 20.0}, "balanced": {"cutoff": 35.0}, "precise": {"cutoff": 55.0}}
SMEARING = {"gaussian": "gaussian", "fermi-dirac": "fermi-dirac", "cold": "marzari-vanderbilt",
            "marzari-vanderbilt": "marzari-vanderbilt"}
FUNCTIONALS = {
    ("GGA_X_PBE", "GGA_C_PBE"): "pbe", ("GGA_X_PBE_SOL", "GGA_C_PBE_SOL"): "pbesol",
    ("GGA_X_PBE_R", "GGA_C_PBE"): "revpbe", ("GGA_X_B88", "GGA_C_LYP"): "blyp", ("GGA_X_PW91", "GGA_C_PW91"): "pw91",
    ("LDA_X", "LDA_C_PZ"): "pz",
}


class Espresso(xa.Adapter):
    version = "1"

    def hello(self):
        version = xp.output_version(self.program, r"PWSCF v\.(\S+)", arguments=(), cwd=self.greeting["directory"])
        if version is None:
            raise xa.Failure(f"{' '.join(self.program)} is no pw.x of Quantum ESPRESSO", "missing",
                             "'program: {executable: …}' in .xcflow/engines/espresso.yaml names it")
        for name in ("CRASH", "input_tmp.in"):
            if os.path.exists(os.path.join(self.greeting["directory"], name)):
                os.remove(os.path.join(self.greeting["directory"], name))
        self.libxc = xp.linked_libxc(self.program[-1])
        lacks = {}
        if not self.libxc:
            lacks["exported"] = (f"this Quantum ESPRESSO {version} is built without libxc, in whose place a functional of "
                                 "xcflow would stand: build it with libxc as a shared library, or take another engine")
        return xa.Hello("Quantum ESPRESSO", version, {"xcflow_periodic": xp.VERSION, "libxc": self.libxc or "none"}, lacks)

    def solve(self, request):
        settings = request.settings
        usual = xp.protocol(settings, PROTOCOLS)
        cell = xp.Cell(request, usual)
        pseudos = {s: pseudopotential(request, s) for s in cell.species}
        electrons = sum(pseudos[s][1] for s in cell.symbols) - cell.charge
        grid = xp.fft_divisions(cell.largest, usual["cutoff"])
        with open(request.path("pw.in"), "w", encoding="ascii") as file:
            file.write(text(request, cell, usual, grid, {s: p[0] for s, p in pseudos.items()}))
        if request.start:
            with tarfile.open(request.start) as tar:
                for member in ("charge-density.dat", "data-file-schema.xml"):
                    tar.extract(member, request.path("x.save"), filter="data")
        iterations, energy = [0], [0.0]

        def line(output):
            found = re.match(r"\s+iteration #\s*(\d+)", output)
            if found:
                iterations[0] = int(found.group(1))
            found = re.match(r"!?\s+total energy\s+=\s+(-?[\d.]+) Ry", output)
            if found:
                request.iteration(iterations[0], float(found.group(1)) / 2)

        status = request.run(self.program, stdin="pw.in", stdout="pw.out", line=line)
        with open(request.path("pw.out"), encoding="utf-8", errors="replace") as file:
            output = file.read()
        if "convergence NOT achieved" in output:
            raise xa.NotConverged(f"Quantum ESPRESSO did not converge in {iterations[0]} iterations")
        if "convergence has been achieved" not in output:
            error = re.search(r"%{20,}\n(.*?)%{20,}", output, re.S)
            said = " ".join(error.group(1).split()) if error else xp.tail(request.path("pw.out"))
            raise xa.Failure(f"Quantum ESPRESSO ended with status {status}: {said}", "crashed")
        energies = read_energies(output)
        return xa.Solution(
            energy=energies.pop("total"), iterations=iterations[0], energies=energies,
            spin_squared=xp.spin_squared(cell),
            details={"pseudopotentials": ", ".join(p[2] for p in pseudos.values()), "cutoff": usual["cutoff"],
                     "grid": grid, "kpoints": cell.kpoints, "electrons": electrons, "protocol": settings["protocol"]},
            density=lambda: self.density(request, cell, electrons), start=lambda path: save(request, path),
            forces=lambda: forces(output, len(cell.symbols)))

    def density(self, request, cell, electrons):
        total = self.plotted(request, 0)
        difference = self.plotted(request, 6) if cell.unpaired else None
        up, down = xp.spins(total, difference)
        # Partial cores of pseudopotentials are not in it.
        return xp.density(cell.lattice, up, down, electrons, 1e-3)

    def plotted(self, request, quantity):
        name = f"density-{quantity}"
        with open(request.path(name + ".in"), "w", encoding="ascii") as file:
            file.write(f"&inputpp prefix='x', outdir='.', filplot='{name}.plot', plot_num={quantity} /\n"
                       f"&plot nfile=1, filepp(1)='{name}.plot', weight(1)=1.0, iflag=3, output_format=6, "
                       f"fileout='{name}.cube' /\n")
        words = [re.sub(r"pw\.x$", "pp.x", word) for word in self.program]
        status = request.run(words, stdin=name + ".in", stdout=name + ".out")
        if status != 0 or not os.path.exists(request.path(name + ".cube")):
            raise xa.Failure(f"pp.x ended with status {status}: {xp.tail(request.path(name + '.out'))}", "crashed")
        return xp.read_cube(request.path(name + ".cube"))[0]


def pseudopotential(request, symbol):
    """File beside the input, valence electrons and what to call it."""
    given = (request.settings.get("pseudopotentials") or {}).get(symbol)
    if isinstance(given, dict):
        with open(given["file"], encoding="utf-8", errors="replace") as file:
            text = file.read()
        charge = re.search(r'z_valence\s*=\s*"\s*([\dEe.+-]+)', text) or re.search(r"([\d.]+)\s+Z valence", text)
        if not charge:
            raise xa.Failure(f"{given['name']} is no UPF file: it does not say its valence electrons")
        if re.search(r'pseudo_type\s*=\s*"\s*(US|PAW)', text):
            raise xa.Failure(f"{given['name']} is ultrasoft or PAW: give a norm-conserving one")
        shutil.copy(given["file"], request.path(f"{symbol}.upf"))
        return f"{symbol}.upf", float(charge.group(1)), f"{given['name']} {given['sha256'][:8]}"
    settings = {"pseudopotentials": {symbol: given}} if given else {}
    name, pseudo = xp.gth(symbol, settings)
    xp.write_psp10(request.path(f"{symbol}.gth"), symbol, xp.NUMBERS[symbol], pseudo)
    return f"{symbol}.gth", pseudo["valence_electrons"], name


def text(request, cell, usual, grid, files):
    settings = request.settings
    system = ["ibrav=0", f"nat={len(cell.symbols)}", f"ntyp={len(cell.species)}", f"ecutwfc={2 * usual['cutoff']}",
              f"ecutrho={8 * usual['cutoff']}", f"tot_charge={float(cell.charge)}"]
    system += [f"nr{i + 1}={n}" for i, n in enumerate(grid)]
    if cell.molecule:
        system += ["nosym=.true."]
    if request.functional.libxc:
        parts = tuple(request.functional.libxc)
        if parts not in FUNCTIONALS:
            raise xa.Failure(f"Quantum ESPRESSO has no {request.functional.name}")
        system += [f"input_dft='{FUNCTIONALS[parts]}'"]
    else:
        system += ["input_dft='XC-000I-000I-101L-130L-000I-000I'"]
    if cell.unpaired:
        system += ["nspin=2", f"tot_magnetization={cell.unpaired}"]
        system += [f"starting_magnetization({i + 1})=0.5" for i in range(len(cell.species))]
        # Open shells of equal energy: the narrowest smearing that keeps the iterations steady.
        system += ["occupations='smearing'", "smearing='gaussian'", "degauss=0.0002"]
    elif cell.smearing:
        system += ["occupations='smearing'", f"smearing='{SMEARING[cell.smearing]}'", f"degauss={2 * cell.width}"]
    else:
        system += ["occupations='fixed'"]
    start = "startingpot='file'" if request.start else "startingpot='atomic'"
    lines = ["&control", "calculation='scf', prefix='x', outdir='.', pseudo_dir='.', tprnfor=.true., verbosity='high',",
             "disk_io='low'", "/", "&system", ", ".join(system), "/", "&electrons",
             f"conv_thr={2 * settings['energy-tolerance']:.3e}, electron_maxstep={settings['max-iterations']}, {start}",
             "/", "ATOMIC_SPECIES"]
    lines += [f"{s} 1.0 {files[s]}" for s in cell.species]
    lines += ["CELL_PARAMETERS bohr"] + [" ".join(f"{x:.12f}" for x in row) for row in cell.lattice]
    lines += ["ATOMIC_POSITIONS crystal"]
    lines += [s + " " + " ".join(f"{x:.14f}" for x in f) for s, f in zip(cell.symbols, cell.fractional)]
    lines += ["K_POINTS gamma"] if cell.molecule else ["K_POINTS automatic", " ".join(map(str, cell.kpoints)) + " 0 0 0"]
    return "\n".join(lines) + "\n"


def read_energies(output):
    def last(pattern):
        found = re.findall(pattern + r"\s+=\s+(-?[\d.]+) Ry", output)
        return float(found[-1]) / 2 if found else 0.0

    total = last(r"!\s+total energy")
    energies = {"one-electron": last("one-electron contribution"), "hartree": last("hartree contribution"),
                "exchange-correlation": last("xc contribution"), "ewald": last("ewald contribution"),
                "entropy": last(r"smearing contrib. \(-TS\)")}
    energies["other"] = total - sum(energies.values())
    energies["total"] = total
    return energies


def forces(output, atoms):
    start = output.rfind("Forces acting on atoms")
    rows = re.findall(r"atom\s+\d+ type\s+\d+\s+force =\s+(\S+)\s+(\S+)\s+(\S+)", output[start:])[:atoms]
    if start < 0 or len(rows) != atoms:
        raise xa.Failure("Quantum ESPRESSO's output has no forces", "crashed")
    return [[float(x) / 2 for x in row] for row in rows]


def save(request, path):
    with tarfile.open(path, "w") as tar:
        for member in ("charge-density.dat", "data-file-schema.xml"):
            tar.add(request.path(os.path.join("x.save", member)), member)


if __name__ == "__main__":
    xa.run(Espresso())
