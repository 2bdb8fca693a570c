"""Checks the files against their digests and the functional against its conformance vectors."""

import sys

from . import DIGEST, NAME, check, evaluation


def main():
    print(f"{NAME}\n{DIGEST}\nfiles: as they were exported")
    passed = True
    for name, evaluate in evaluation.ways():
        errors, failed = check.deviations(evaluate)
        passed &= not failed
        print(f"{name}: {check.in_words(errors)}: {'WRONG' if failed else 'as it should be'}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
