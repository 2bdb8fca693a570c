"""Builds the wheel with Python's standard library alone; the same files give the same bytes."""

import base64
import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

NAME, VERSION = "@ID@", "1+d@SHORT@"
INFO = f"{NAME}-{VERSION}.dist-info"
METADATA = f"""Metadata-Version: 2.1
Name: {NAME}
Version: {VERSION}
Summary: The exchange-correlation functional @NAME@ (SHA-256 @DIGEST@)
Requires-Python: >=3.8
Requires-Dist: numpy>=1.20
Provides-Extra: pyscf
Requires-Dist: pyscf>=2.3; extra == "pyscf"
"""
WHEEL = "Wheel-Version: 1.0\nGenerator: xcflow\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    contents = {
        path.relative_to("src").as_posix(): path.read_bytes()
        for path in sorted(Path("src").rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    contents[f"{INFO}/METADATA"] = METADATA.encode()
    contents[f"{INFO}/WHEEL"] = WHEEL.encode()
    record = "".join(f"{name},{_digest(data)},{len(data)}\n" for name, data in contents.items())
    contents[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n".encode()
    name = f"{NAME}-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w") as wheel:
        for entry, data in contents.items():
            info = zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(info, data)
    return name


def build_sdist(sdist_directory, config_settings=None):
    base = f"{NAME}-{VERSION}"
    with tarfile.open(Path(sdist_directory) / f"{base}.tar.gz", "w:gz") as archive:
        archive.add(".", base, filter=lambda x: None if "__pycache__" in x.name else x)
        info = tarfile.TarInfo(f"{base}/PKG-INFO")
        info.size = len(METADATA.encode())
        archive.addfile(info, io.BytesIO(METADATA.encode()))
    return f"{base}.tar.gz"


def _digest(data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
