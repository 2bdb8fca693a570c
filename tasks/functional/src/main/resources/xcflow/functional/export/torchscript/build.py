"""Builds @ID@.fun, the functional as a module of TorchScript, and checks it.

    python build.py

needs PyTorch and numpy.
"""

import io
import json
import os
import sys

try:
    import numpy  # noqa: F401
    import torch
except ImportError as e:
    sys.exit(f"@ID@ is built by PyTorch and numpy (pip install torch numpy): {e}")

import check

SETTINGS = {
    "protocol_version": 2,
    "features": ["density", "grad", "grid_weights"],
    "expected_d3_settings": None,
    "metadata": {"name": check.NAME, "sha256": check.DIGEST, "made by": "xcflow"},
}


def build():
    """Writes the module, or nothing if it is wrong."""
    check.verify()
    import functional  # not before it is known to be what was exported

    module = functional.script((check.HERE / "functional.xcf").read_bytes())
    errors, failed = check.deviations(module)
    if failed:
        raise check.Altered("this PyTorch evaluates it wrongly: deviations {}".format(errors))
    content = io.BytesIO()
    torch.jit.save(
        module, content, _extra_files={name: json.dumps(x) for name, x in SETTINGS.items()}
    )
    target = check.FUNCTIONAL
    made = target.with_name(target.name + ".new")
    made.write_bytes(content.getvalue())
    digest = check.digest(made)
    target.with_name(target.name + ".sha256").write_text(f"{digest}  {target.name}\n")
    os.replace(made, target)


def main():
    try:
        build()
    except (check.Altered, OSError) as e:
        print(f"@ID@: {e}", file=sys.stderr)
        return 1
    return check.main()


if __name__ == "__main__":
    sys.exit(main())
