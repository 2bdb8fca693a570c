"""Psi4 behind protocol 1 of xcflow. Psi4 runs as a program of its own, with an input that is a program in Python, so that a
functional can stand in place of its libxc's."""

import json
import os
import re

import xcflow_adapter as xa
import xcflow_periodic as xp

PROTOCOLS = {
    "fast": {"basis": "def2-svp", "radial-points": 50, "spherical-points": 194},
    "balanced": {"basis": "def2-tzvp", "radial-points": 75, "spherical-points": 302},
    "precise": {"basis": "def2-qzvp", "radial-points": 99, "spherical-points": 590},
}
METHODS = {
    ("GGA_X_PBE", "GGA_C_PBE"): "pbe", ("GGA_X_PBE_SOL", "GGA_C_PBE_SOL"): "pbesol",
    ("GGA_X_RPBE", "GGA_C_PBE"): "rpbe", ("GGA_X_B88", "GGA_C_LYP"): "blyp", ("GGA_X_PW91", "GGA_C_PW91"): "pw91",
    ("GGA_X_B88", "GGA_C_P86"): "bp86",
}

#: What Psi4 runs after the input's own lines: energies, and the density at the points of its grid.
PROGRAM = '''
import json
import numpy as np
import psi4
kept = dict(energy=energy, xc=wfn.variable("DFT XC ENERGY"), one=wfn.variable("ONE-ELECTRON ENERGY"),
            two=wfn.variable("TWO-ELECTRON ENERGY"), nuclear=wfn.variable("NUCLEAR REPULSION ENERGY"),
            iterations=int(wfn.variable("SCF ITERATIONS")), functions=wfn.basisset().nbf(), nalpha=wfn.nalpha(),
            nbeta=wfn.nbeta())
occupied = [wfn.epsilon_a_subset("AO", "OCC").np, wfn.epsilon_b_subset("AO", "OCC").np]
kept["highest"] = float(max(e.max() for e in occupied if e.size))
overlap = wfn.S().np
ca, cb = wfn.Ca_subset("SO", "OCC").np, wfn.Cb_subset("SO", "OCC").np
sz = (wfn.nalpha() - wfn.nbeta()) / 2
kept["s2"] = float(sz * (sz + 1) + wfn.nbeta() - np.sum((ca.T @ overlap @ cb) ** 2)) if cb.size else sz * (sz + 1)
if True:
    kept["forces"] = (-psi4.core.scfgrad(wfn).np).tolist()
potential = wfn.V_potential()
same = wfn.same_a_b_dens()
properties = potential.properties()[0]
properties.set_ansatz(1)
if same:
    properties.set_pointers(wfn.Da())
else:
    properties.set_pointers(wfn.Da(), wfn.Db())
columns = [[] for _ in range(6)]
for b in range(potential.nblocks()):
    block = potential.get_block(b)
    properties.compute_points(block)
    n = block.npoints()
    value = lambda name: np.array(properties.point_values()[name].np[:n])
    up = value("RHO_A") / (2 if same else 1)
    uu = value("GAMMA_AA") / (4 if same else 1)
    down, ud, dd = (up, uu, uu) if same else (value("RHO_B"), value("GAMMA_AB"), value("GAMMA_BB"))
    for column, values in zip(columns, (np.array(block.w().np[:n]), up, down, uu, ud, dd)):
        column.append(values)
names = ("weight", "rho_a", "rho_b", "sigma_aa", "sigma_ab", "sigma_bb")
np.savez("sampled.npz", **{name: np.concatenate(column) for name, column in zip(names, columns)})
json.dump(kept, open("kept.json", "w"))
'''


class Psi4(xa.Adapter):
    version = "1"

    def hello(self):
        version = xp.output_version(self.program, r"^(\d+\.\d+\S*)")
        if version is None:
            raise xa.Failure(f"{' '.join(self.program)} is no Psi4", "missing",
                             "'program: {executable: …}' in .xcflow/engines/psi4.yaml names it")
        return xa.Hello("Psi4", version, {"xcflow_periodic": xp.VERSION})

    def solve(self, request):
        settings, structure = request.settings, request.structure
        usual = dict(PROTOCOLS[settings["protocol"]])
        usual.update({key: settings[key] for key in usual if settings.get(key) is not None})
        if request.start:
            raise xa.Failure("a start is not passed on to Psi4: begin without one")
        method = "pbe"
        if request.functional.libxc:
            method = METHODS.get(tuple(request.functional.libxc))
            if method is None:
                raise xa.Failure(f"Psi4 has no {request.functional.name} of these parts")
        atoms = "\n".join(s + " " + " ".join(f"{x:.12f}" for x in p) for s, p in zip(structure.symbols, structure.positions))
        reference = "uks" if structure.unpaired else "rks"
        lines = [f"molecule {{\n{structure.charge} {structure.unpaired + 1}\n{atoms}\nunits bohr\nno_com\nno_reorient\n"
                 "symmetry c1\n}",
                 f"set basis {usual['basis']}", f"set reference {reference}",
                 f"set scf_type {'df' if settings['density-fitting'] else 'pk'}",
                 f"set e_convergence {settings['energy-tolerance']:.1e}", "set d_convergence 1e-7",
                 f"set maxiter {settings['max-iterations']}", f"set dft_radial_points {usual['radial-points']}",
                 f"set dft_spherical_points {usual['spherical-points']}",
                 f"energy, wfn = energy('{method}', return_wfn=True)", "exec(open('sample.py').read())"]
        with open(request.path("sample.py"), "w", encoding="ascii") as file:
            file.write(PROGRAM)
        with open(request.path("x.in"), "w", encoding="ascii") as file:
            file.write("\n".join(lines))
        request.log(f"psi4 with {usual['basis']}")
        status = request.run([*self.program, "x.in", "x.out"])
        with open(request.path("x.out"), encoding="utf-8", errors="replace") as file:
            output = file.read()
        steps = re.findall(r"@\S+ iter\s+(\d+):\s+(-?[\d.]+)", output)
        for number, energy in steps:
            request.iteration(int(number), float(energy))
        if "Could not converge SCF" in output or "SCF did not converge" in output:
            raise xa.NotConverged(f"Psi4 did not converge in {len(steps)} iterations")
        if status != 0 or not os.path.exists(request.path("kept.json")):
            raise xa.Failure(f"Psi4 ended with status {status}: {xp.tail(request.path('x.out'))}", "crashed")
        with open(request.path("kept.json"), encoding="ascii") as file:
            kept = json.load(file)
        energies = {"one-electron": kept["one"], "coulomb": kept["two"], "exchange-correlation": kept["xc"],
                    "nuclear-repulsion": kept["nuclear"]}
        energies["other"] = kept["energy"] - sum(energies.values())
        return xa.Solution(
            energy=kept["energy"], iterations=len(steps) or kept["iterations"], energies=energies,
            spin_squared=kept["s2"], highest_level=kept["highest"],
            details={"basis": usual["basis"], "functions": kept["functions"], "protocol": settings["protocol"]},
            density=lambda: self.density(request), forces=lambda: kept["forces"])

    @staticmethod
    def density(request):
        import numpy as np

        with np.load(request.path("sampled.npz")) as arrays:
            return xa.Density(dict(arrays), energy_tolerance=1e-5)


if __name__ == "__main__":
    xa.run(Psi4())
