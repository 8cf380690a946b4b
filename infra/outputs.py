"""Prints a deployment's outputs as shell variables, for the commands of the operators' guide:

eval "$(az deployment sub show --name "feltskema-$FELTSKEMA_STAGE" --query properties.outputs -o json | python3 infra/outputs.py)"
"""

from __future__ import annotations

import json
import shlex
import sys


def exported(outputs: dict[str, dict[str, object]]) -> str:
    """A line `export NAME=value` for each output. Names are put in upper case, since Azure changes their case."""
    pairs = sorted((name.upper(), str(output["value"])) for name, output in outputs.items())
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in pairs)


if __name__ == "__main__":
    sys.stdout.write(exported(json.load(sys.stdin)))
