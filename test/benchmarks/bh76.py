#!/usr/bin/env python3
"""Compares the bundled BH76 with a folder of GMTKN55, number by number.

    test/benchmarks/bh76.py GMTKN55/BH76

The folder has .res and a folder for each system with struc.xyz, .CHRG and .UHF. Prints the digests that
BundledSetsTest expects, and ends with 1 if anything differs from bh76.json.
"""
import hashlib
import json
import os
import sys

BUNDLED = os.path.join(
    os.path.dirname(os.path.abspath(__file__)),
    "../../tasks/structure/src/main/resources/xcflow/structure/molecule/bh76.json")


def number(path):
    if not os.path.exists(path):
        return 0
    with open(path) as file:
        return int(file.read())


def systems(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not os.path.isdir(path):
            continue
        with open(os.path.join(path, "struc.xyz")) as file:
            lines = file.read().splitlines()
        atoms = [line.split() for line in lines[2:2 + int(lines[0])]]
        found[name] = (
            number(os.path.join(path, ".CHRG")), number(os.path.join(path, ".UHF")),
            [(a[0].capitalize(), float(a[1]), float(a[2]), float(a[3])) for a in atoms])
    return found


def reactions(folder):
    found = []
    with open(os.path.join(folder, ".res")) as file:
        for line in file:
            words = line.split()
            if not words or not words[0].startswith("$tmer"):
                continue
            times, value = words.index("x"), words.index("$w")
            coefficients = {}
            for word, count in zip(words[1:times], words[times + 1:value]):
                name = word.removesuffix("/$f")
                coefficients[name] = coefficients.get(name, 0) + int(count)
            found.append((coefficients, float(words[value + 1])))
    return found


def side(coefficients, sign):
    terms = [(name, sign * count) for name, count in coefficients.items() if sign * count > 0]
    return " + ".join(name if count == 1 else f"{count} {name}" for name, count in terms)


def digest(lines):
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(BUNDLED) as file:
        bundled = json.load(file)
    theirs = systems(sys.argv[1])
    ours = {
        name: (s["charge"], s["unpaired_electrons"], [tuple([a[0]] + [float(x) for x in a[1:]]) for a in s["atoms"]])
        for name, s in bundled["systems"].items()}
    their_reactions = reactions(sys.argv[1])
    our_reactions = [(r["coefficients"], r["barrier"]) for r in bundled["reactions"]]
    differing = sorted(name for name in set(theirs) | set(ours) if theirs.get(name) != ours.get(name))
    lines = []
    for name in sorted(theirs):
        charge, unpaired, atoms = theirs[name]
        line = f"{name} {charge} {unpaired}" + "".join(
            f" {symbol} {x:.6f} {y:.6f} {z:.6f}" for symbol, x, y, z in atoms)
        lines.append(line.replace("-0.000000", "0.000000") + "\n")
    print("reactions", digest(
        f"{side(c, -1)} -> {side(c, 1)} {value:.1f}\n" for c, value in their_reactions))
    print("systems  ", digest(lines))
    print(f"{len(theirs)} systems, {len(their_reactions)} reactions; differing systems: {differing or 'none'};"
          f" reactions {'equal' if their_reactions == our_reactions else 'DIFFER'}")
    sys.exit(bool(differing) or their_reactions != our_reactions)


if __name__ == "__main__":
    main()
