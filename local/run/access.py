"""Who of the demo persons has which roles: in the product's own access list, as an operator would have put them there.

Dorte is the first operator by her number in the settings; who stands neither here nor there has no role yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
import json
import os
from pathlib import Path
import subprocess
import sys

from local.run.ports import Ports

HOME = Path(__file__).parents[2]
FIRST_OPERATOR = "dorte"


def issuer(ports: Ports) -> str:
    return f"https://localhost:{ports.broker}/op"


def person_key(ports: Ports, person: str) -> str:
    """The key of a demo person, as the product makes it."""
    return sha256(f"{issuer(ports)}|{person}".encode()).hexdigest()[:32]


def let_in(ports: Ports, data: Path, settings: Mapping[str, str]) -> None:
    """Give the roles of `local/access.json` to those who have no line yet. Takes the storage."""
    roles: dict[str, list[str]] = json.loads((HOME / "local" / "access.json").read_text("utf-8"))
    names = {
        one["id"]: one["name"] for one in json.loads((HOME / "local" / "broker" / "persons.json").read_text("utf-8"))
    }
    people = [
        {"issuer": issuer(ports), "subject": person, "name": names[person], "roles": given}
        for person, given in roles.items()
    ]
    listed, known = data / "access.json", data / "settings.json"
    listed.write_text(json.dumps(people), "utf-8")
    known.write_text(json.dumps({"Values": {"DataStorage": settings["DataStorage"]}}), "utf-8")
    command = (sys.executable, "-m", "ops.access", "--settings", known, "import", listed)
    subprocess.run(
        command, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}, check=True, stdout=subprocess.DEVNULL
    )
