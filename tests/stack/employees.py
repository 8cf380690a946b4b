"""Makes persons for single tests, so that no test meets what another did to the demo persons."""

from __future__ import annotations

from dataclasses import dataclass
import json
from pathlib import Path
from typing import Any

from tests.stack.consultant import Consultant


@dataclass(frozen=True)
class Employee:
    """A person of a test. `id`: at the broker's stand-in; `name`: on its page, and unique there."""

    id: str
    name: str


def employ(broker: Path, name: str) -> Employee:
    """Add a person to the broker's stand-in whose data is in the folder `broker`. They have no role until `let_in`."""
    file = broker / "persons.json"
    persons: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else []
    number = len(persons) + 1
    employee = Employee(f"ansat-{number}", f"{name} {number:03}")
    persons.append({"id": employee.id, "name": employee.name, "role": "Ansat af en prøve"})
    # Replaced in one step, since the stand-in may read the file at any time.
    temporary = file.with_suffix(".new")
    temporary.write_text(json.dumps(persons), "utf-8")
    temporary.replace(file)
    return employee


def let_in(operator: Consultant, number: str, *roles: str) -> None:
    """Give roles to a person who has signed in and waits, as an operator does. `number`: the person's, on the waiting page."""
    [line] = operator.get(f"/api/access?search={number}").json()["items"]
    body = {"version": line["version"], "roles": list(roles)}
    answer = operator.send("PUT", f"/api/access/{line['key']}", json=body)
    assert answer.status_code == 200, answer.text
