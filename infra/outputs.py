"""The outputs of a deployment as variables of the shell, for the commands of the operators' guide:

eval "$(az deployment sub show --name "feltskema-$FELTSKEMA_STAGE" --query properties.outputs -o json | python3 infra/outputs.py)"
"""

from __future__ import annotations

import json
import shlex
import sys


def exported(outputs: dict[str, dict[str, object]]) -> str:
    """A line an output. Azure gives names back in a case of its own."""
    pairs = sorted((name.upper(), str(output["value"])) for name, output in outputs.items())
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in pairs)


if __name__ == "__main__":
    sys.stdout.write(exported(json.load(sys.stdin)))
