"""Gives the demo persons their roles, through the product's own access list, as an operator would.

Dorte is the first operator, by the setting `FIRST_OPERATOR`. A demo person who is not in `local/access.json` has no role.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
import json
import os
from pathlib import Path
import subprocess
import sys

HOME = Path(__file__).parents[2]
PERSONS = HOME / "local" / "broker" / "persons.json"
FIRST_OPERATOR = "dorte"


def uuid(*words: str) -> str:
    """An identifier made of `words` in the same way as the broker's stand-in does (`local/broker/persons.mjs`)."""
    digits = sha256("|".join(words).encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


def identity(person: str) -> str:
    """A demo person's persistent_professional_id."""
    return uuid("professional", person)


def known_by(person: str, settings: Mapping[str, str]) -> dict[str, str]:
    """How the product identifies a demo person, as `ops.access import` takes it: the professional identity, or issuer and subject
    at a broker that does not give it."""
    subjects = {
        "idura": f"{{{uuid('tenant', person)}}}",
        "signicat": b64encode(uuid("signicat", person).replace("-", "").encode()).decode()[:43] + "=",
    }
    subject = subjects.get(settings.get("OIDC_BROKER", ""))
    return {"issuer": settings["OIDC_AUTHORITY"], "subject": subject} if subject else {"identity": identity(person)}


def number(person: str) -> str:
    """The number of a demo person in the access list, at brokers that give the professional identity."""
    return sha256(f"mitid-erhverv/professional|{identity(person)}".encode()).hexdigest()[:16]


def let_in(data: Path, settings: Mapping[str, str]) -> None:
    """Give the roles of `local/access.json` to the persons who are not in the access list yet. The storage must be running.
    `data`: the stack's folder."""
    roles: dict[str, list[str]] = json.loads((HOME / "local" / "access.json").read_text("utf-8"))
    names = {person["id"]: person.get("name", "") for person in json.loads(PERSONS.read_text("utf-8"))}
    people = [{**known_by(id, settings), "name": names[id], "roles": own_roles} for id, own_roles in roles.items()]
    listed, settings_file = data / "access.json", data / "settings.json"
    listed.write_text(json.dumps(people), "utf-8")
    settings_file.write_text(json.dumps({"Values": {"DataStorage": settings["DataStorage"]}}), "utf-8")
    command = (sys.executable, "-m", "ops.access", "--settings", settings_file, "import", listed)
    subprocess.run(
        command, cwd=HOME, env={**os.environ, "PYTHONPATH": str(HOME)}, check=True, stdout=subprocess.DEVNULL
    )
