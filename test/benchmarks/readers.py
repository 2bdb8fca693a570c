#!/usr/bin/env python3
"""Structure and basis set files read by xcflow and by ASE, pymatgen and the Basis Set Exchange.

    test/benchmarks/readers.py [--verbose] [directory ...]

Reads every CIF, POSCAR and XYZ file below the directories (default: what the installed Python packages
ship), structures of ASE and pymatgen in the files that their writers make, and each basis set of the Basis
Set Exchange. Each file is the same in both (species, lattice and positions within 1e-8, contractions equal),
refused by xcflow with a sentence, or misread. The exit code is 1 if one is misread.

Needs ase, pymatgen and basis_set_exchange, and compiled tests:
mvn -o -q -Dquick test-compile -pl tasks/experiments -am
"""
import collections
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
EXACT, SNAPPED = 1e-8, 0.05  # Å
warnings.filterwarnings("ignore")


def xcflow(kind, files):
    """What xcflow reads, in the order of the files."""
    classes = [os.path.join(HOME, "tasks", m, "target", d) for m in
               ("experiments", "structure", "gaussian", "planewave", "functional", "numerics", "spi") for d in ("test-classes", "classes")]
    jars = os.environ.get("READERS_CLASSPATH") or ":".join(
        os.path.join(HOME, "target", "current", jar) for jar in
        open(os.path.join(HOME, "target", "current", "classpath")).read().strip().split(":"))
    done = subprocess.run(["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", ":".join(classes + [jars]), "xcflow.experiments.input.Readings"],
                          input="".join(f"{kind}\t{f}\n" for f in files), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Structure:
    """Species, lattice (3 × 3, Å) or None, positions (Å)."""

    def __init__(self, species, lattice, positions):
        self.species, self.positions = list(species), np.array(positions, float).reshape(-1, 3)
        self.lattice = None if lattice is None else np.array(lattice, float)

    @staticmethod
    def of_ase(atoms):
        return Structure(atoms.get_chemical_symbols(), atoms.cell[:] if atoms.pbc.any() else None, atoms.positions)

    @staticmethod
    def of_pymatgen(s):
        names = ["H" if (n := site.specie.symbol) in "DT" else n for site in s]
        return Structure(names, getattr(getattr(s, "lattice", None), "matrix", None), s.cart_coords)

    @staticmethod
    def of_xcflow(found):
        if "lattice" not in found:
            return Structure(found["species"], None, found["positions"])
        lattice = np.array(found["lattice"])
        return Structure(found["species"], lattice, np.array(found["fractional"]) @ lattice)

    def difference(self, other, ordered):
        """Greatest distance of an atom from that of the other, Å; inf if they are different structures.

        Lattices may be turned against each other, atoms may be in another order if ordered is false.
        """
        if sorted(self.species) != sorted(other.species) or (self.lattice is None) != (other.lattice is None):
            return np.inf
        if self.lattice is None:
            same = self.species == other.species
            return np.abs(self.positions - other.positions).max() if same else np.inf
        if np.abs(self.lattice @ self.lattice.T - other.lattice @ other.lattice.T).max() > 1e-7:
            return np.inf
        mine, theirs = (s.positions @ np.linalg.inv(s.lattice) for s in (self, other))
        if ordered and self.species != other.species:
            return np.inf
        worst, free = 0, list(range(len(theirs)))
        for i, r in enumerate(mine):
            candidates = [i] if ordered else [k for k in free if other.species[k] == self.species[i]]
            d = theirs[candidates] - r
            lengths = np.linalg.norm((d - np.rint(d)) @ self.lattice, axis=1)
            worst = max(worst, lengths.min())
            free.remove(candidates[lengths.argmin()])
        return worst


def by_others(kind, file):
    """What other programs read: name → structure, or None if they refuse."""
    import ase.io
    from pymatgen.core import Molecule
    from pymatgen.core import Structure as Crystal
    from pymatgen.io.cif import CifParser
    from pymatgen.io.vasp import Poscar
    if kind == "poscar":
        readers = {"ase": lambda: Structure.of_ase(ase.io.read(file, format="vasp")),
                   "pymatgen": lambda: Structure.of_pymatgen(Poscar.from_file(file, check_for_potcar=False).structure)}
    elif kind == "cif":
        readers = {"ase": lambda: Structure.of_ase(ase.io.read(file, format="cif")),
                   "pymatgen": lambda: Structure.of_pymatgen(CifParser(file).parse_structures(primitive=False)[0])}
    else:
        readers = {"ase": lambda: Structure.of_ase(ase.io.read(file, format="extxyz")),
                   "ase, plain": lambda: Structure.of_ase(ase.io.read(file, format="xyz"))}
        if kind == "molecule":
            readers["pymatgen"] = lambda: Structure.of_pymatgen(Molecule.from_file(file))
    found = {}
    for name, read in readers.items():
        try:
            found[name] = read()
        except BaseException:  # other programs end in many ways
            found[name] = None
    return found


def outcome(kind, file, answer):
    if "broken" in answer:
        return "broken", answer["broken"]
    if "refused" in answer:
        return "refused", reason(answer["refused"])
    mine = Structure.of_xcflow(answer)
    others = {n: s for n, s in by_others(kind, file).items() if s is not None}
    if not others:
        return "read by xcflow alone", ""
    least = min(mine.difference(s, kind != "cif") for s in others.values())
    if least < EXACT:
        return "same", ""
    return ("same after special positions", f"{least:.1e} Å") if kind == "cif" and least < SNAPPED else ("misread", f"{least:.1e}")


def reason(message):
    """A message without file, place, numbers and quotations, so that equal reasons are counted together."""
    text = re.sub(r"^.*?(:\d+)+: ", "", message.split("\n")[0]) if re.search(r":\d+: ", message) else message
    text = re.sub(r"\(.*?\)", "(…)", re.sub(r"'[^']*'", "'…'", text))
    text = re.sub(r"operations .*", "operations …", re.sub(r"formula is .*?, but.*", "formula is not that of the cell", text))
    return re.sub(r"[-+]?\d[\d.]*", "n", re.sub(r"/\S+", "FILE", text))[:110]


def shipped(directories):
    """Kind and path of each structure file below some directories."""
    for directory in directories:
        for path in sorted(glob.glob(os.path.join(directory, "**", "*"), recursive=True)):
            name = os.path.basename(path).lower()
            if not os.path.isfile(path) or name.endswith((".py", ".pyc", ".md", ".gz", ".xz", ".bz2", ".yaml", ".in")):
                continue
            if name.endswith(".cif"):
                yield "cif", path
            elif name.endswith((".xyz", ".extxyz")):
                yield "molecule" if not re.search("lattice=", open(path, errors="replace").read(5000), re.I) else "extxyz", path
            elif name.startswith(("poscar", "contcar")) or name.endswith((".poscar", ".vasp")) or "poscar" in name:
                yield "poscar", path


def written(directory):
    """Structures of ASE and pymatgen in the files that they write."""
    import ase.build
    import ase.io
    from ase.collections import g2, s22
    from pymatgen.core import Structure as Crystal
    from pymatgen.io.cif import CifWriter
    from pymatgen.io.vasp import Poscar
    count = 0

    def path(suffix):
        nonlocal count
        count += 1
        return os.path.join(directory, f"{count:05d}{suffix}")

    for collection in (g2, s22):
        for name in collection.names:
            atoms = collection[name]
            for kind, options in (("xyz", {}), ("extxyz", {}), ("extxyz", {"columns": ["symbols", "numbers", "positions"]})):
                file = path(".xyz")
                ase.io.write(file, atoms, format=kind, **options)
                yield "molecule", file
    crystals = [ase.build.bulk(n) for n in "Al Na Li Cu Si C Ge Mg Ti Zn Fe W Po Be Sc".split()]
    crystals += [ase.build.bulk(n, s, a=a) for n, s, a in (("NaCl", "rocksalt", 5.64), ("GaAs", "zincblende", 5.65),
                 ("CsCl", "cesiumchloride", 4.12), ("ZnO", "wurtzite", 3.25), ("CaF2", "fluorite", 5.46))]
    crystals += [c.repeat((2, 1, 1)) for c in crystals] + [ase.build.bulk("NaCl", "rocksalt", a=5.64, cubic=True)]
    for atoms in crystals:
        moved = atoms.copy()
        moved.rattle(0.03, seed=1)
        for a in (atoms, moved):
            for suffix, options in ((".vasp", {"direct": True}), (".vasp", {"direct": False}), (".vasp", {"vasp5": False}),
                                    (".vasp", {"sort": True}), (".cif", {}), (".xyz", {"format": "extxyz"})):
                file = path(suffix)
                ase.io.write(file, a, **options)
                yield {".vasp": "poscar", ".cif": "cif", ".xyz": "extxyz"}[suffix], file
    import pymatgen.analysis
    for base in pymatgen.analysis.__path__:
        for source in glob.glob(os.path.join(base, "**", "aflow_prototypes.json*"), recursive=True):
            from monty.serialization import loadfn
            for entry in loadfn(source):
                crystal = entry["snl"].structure
                if len(crystal) > 120 or not crystal.is_ordered:
                    continue
                velocities = crystal.copy(site_properties={"velocities": [[0.1, 0, -0.2]] * len(crystal)})
                for p in (Poscar(crystal), Poscar(crystal, selective_dynamics=[[True, False, True]] * len(crystal)), Poscar(velocities)):
                    file = path(".vasp")
                    open(file, "w").write(p.get_str(direct=count % 2 == 0, significant_figures=12))
                    yield "poscar", file
                for precision in (None, 0.01):
                    try:
                        text = str(CifWriter(crystal, symprec=precision, significant_figures=12))
                    except Exception:
                        continue
                    file = path(".cif")
                    open(file, "w").write(text)
                    yield "cif", file


def basis_sets(directory):
    """Name, file and elements of each orbital basis set of the Basis Set Exchange in Gaussian's format."""
    import basis_set_exchange as bse
    metadata = bse.get_metadata()
    for name in bse.get_all_basis_names():
        entry = metadata[bse.misc.transform_basis_name(name)]
        if entry["role"] != "orbital":
            continue
        file = os.path.join(directory, re.sub(r"\W", "_", name) + ".gbs")
        open(file, "w").write(bse.get_basis(name, fmt="gaussian94"))
        yield name, file, bse.get_basis(name)["elements"]


def contractions(shells):
    """(l, exponents, coefficients) of an element, without zero coefficients."""
    for shell in shells:
        momenta = shell["angular_momentum"]
        for i, column in enumerate(shell["coefficients"]):
            pairs = [(float(e), float(c)) for e, c in zip(shell["exponents"], column) if float(c)]
            yield momenta[i] if len(momenta) > 1 else momenta[0], tuple(sorted(pairs))


def compare_basis_sets(counts, verbose):
    with tempfile.TemporaryDirectory() as directory:
        sets = list(basis_sets(directory))
        import basis_set_exchange as bse
        for (name, file, elements), answer in zip(sets, xcflow("basis", [s[1] for s in sets])):
            if "basis" not in answer:
                counts["refused", reason(answer.get("refused", answer.get("broken")))] += 1
                print(f"  {name}: {answer}" if verbose else "", end="\n" if verbose else "")
                continue
            for number, element in elements.items():
                mine = answer["basis"].get(bse.lut.element_sym_from_Z(number, normalize=True))
                if "electron_shells" not in element:
                    continue
                if isinstance(mine, str):
                    counts["element refused", re.sub(" of [A-Z][a-z]?\\b", " of X", reason(re.sub("basis set .*? (replaces|cannot|has)", r"basis set … \1", mine)))] += 1
                    continue
                theirs = collections.Counter(contractions(element["electron_shells"]))
                ours = collections.Counter((c["l"], tuple(sorted(zip(c["exponents"], c["coefficients"])))) for c in mine or [])
                counts["element same" if ours == theirs else "element misread", "" if ours == theirs else name + " " + number] += 1


def main():
    arguments = [a for a in sys.argv[1:] if a != "--verbose"]
    verbose = "--verbose" in sys.argv
    if not arguments:
        import ase
        arguments = [os.path.dirname(os.path.dirname(ase.__file__))]
    bad = 0
    with tempfile.TemporaryDirectory() as directory:
        for title, files in (("shipped", list(shipped(arguments))), ("written by ASE and pymatgen", list(written(directory)))):
            for kind in ("poscar", "cif", "extxyz", "molecule"):
                paths = [f for k, f in files if k == kind]
                counts = collections.Counter()
                for path, answer in zip(paths, xcflow("molecule" if kind == "molecule" else "crystal", paths)):
                    result = outcome(kind, path, answer)
                    counts[(result[0], result[1] if result[0] == "refused" else "")] += 1
                    if verbose and result[0] != "same" or result[0] in ("misread", "broken"):
                        print("  ", path, *result, answer.get("refused", ""))
                show(f"{kind} files, {title}", counts)
                bad += sum(n for (what, _), n in counts.items() if what in ("misread", "broken"))
    counts = collections.Counter()
    compare_basis_sets(counts, verbose)
    show("basis sets of the Basis Set Exchange", counts)
    return 1 if bad or any(what == "element misread" for what, _ in counts) else 0


def show(title, counts):
    print(f"{title}: {sum(counts.values())}")
    for (what, why), n in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"  {n:6d} {what}{': ' + why if why else ''}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
