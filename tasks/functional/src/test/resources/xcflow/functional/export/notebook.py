"""Runs the cells of a notebook, with this functional for the one that it is written for."""

import json
import re
import sys

cells = [c for c in json.load(open(sys.argv[1]))["cells"] if c["cell_type"] == "code"]
space = {}
for cell in cells:
    exec(re.sub(r"\bxcf_\w+", "IDENTIFIER", "".join(cell["source"])), space)
print(len(cells), "cells ran")
