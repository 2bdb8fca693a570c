"""PySCF behind protocol 1 of xcflow."""

import ctypes
import glob
import importlib.util
import os
import sys

import xcflow_adapter as xa

PYSCF = "PySCF"


def libxc_version():
    """Of the libxc that PySCF brings; loading PySCF itself would take a second."""
    spec = importlib.util.find_spec("pyscf")
    for folder in spec.submodule_search_locations:
        for library in sorted(glob.glob(os.path.join(folder, "lib", "deps", "lib", "libxc.so*"))):
            numbers = (ctypes.c_int * 3)()
            try:
                version = ctypes.CDLL(library).xc_version
                version(*(ctypes.byref(numbers, 4 * i) for i in range(3)))
            except (OSError, AttributeError):
                continue
            return ".".join(map(str, numbers))
    return None


class PySCF(xa.Adapter):
    version = "1"

    def __init__(self):
        self.kept = None

    def hello(self):
        if importlib.util.find_spec("pyscf") is None:
            raise xa.Failure(f"{sys.executable} has no {PYSCF}", "missing",
                             "'xcflow engine install pyscf' installs it, or 'python:' in .xcflow/engines/pyscf.yaml "
                             "names a Python that has it")
        versions = xa.package_versions("pyscf", "numpy", "scipy", "h5py")
        version = versions.pop("pyscf", "unknown")
        if tuple(int(x) for x in version.split(".")[:2] if x.isdigit()) < (2, 3):
            raise xa.Failure(f"{PYSCF} {version} is too old", "missing",
                             "2.3 or newer is needed; 'xcflow engine install pyscf' installs one that is")
        versions["python"] = ".".join(map(str, sys.version_info[:3]))
        libxc = libxc_version()
        if libxc:
            versions["libxc"] = libxc
        return xa.Hello(PYSCF, version, versions)

    def forget(self):
        self.kept = None

    def solve(self, request):
        if request.structure.kind == "crystal":
            from crystals import Crystal as Kind, identity
        else:
            from molecules import Molecule as Kind, identity

        if self.kept is None or self.kept.parts != identity(request):
            self.kept = Kind(request)
        return self.kept.solve(request)


if __name__ == "__main__":
    xa.run(PySCF())
