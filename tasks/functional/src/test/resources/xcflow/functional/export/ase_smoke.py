"""Energies, and forces that are their derivatives."""

from ase import Atoms

import IDENTIFIER as functional

atoms = Atoms("LiH", [(0, 0, 0), (0, 0, 1.6)])
atoms.calc = functional.ase(basis="sto-3g")
force = atoms.get_forces()[1, 2]
energies = []
for shift in (-1e-3, 1e-3):
    other = Atoms("LiH", [(0, 0, 0), (0, 0, 1.6 + shift)])
    other.calc = functional.ase(basis="sto-3g")
    energies.append(other.get_potential_energy())
assert abs((energies[0] - energies[1]) / 2e-3 - force) < 1e-3, (energies, force)

periodic = Atoms("H", cell=[3, 3, 3], pbc=True)
periodic.calc = functional.ase()
try:
    periodic.get_potential_energy()
except ValueError as e:
    assert "molecules" in str(e)
else:
    raise AssertionError("a crystal was taken for a molecule")
