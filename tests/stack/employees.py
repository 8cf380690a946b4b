"""Persons of a test's own, so that none finds what another has done to the demo persons."""

from __future__ import annotations

from dataclasses import dataclass
import json
from pathlib import Path
from typing import Any

from tests.stack.consultant import Consultant


@dataclass(frozen=True)
class Employee:
    """`id` is what the broker's stand-in knows them by; `name` is on its page, and nobody else's."""

    id: str
    name: str


def employ(broker: Path, name: str) -> Employee:
    """One more at the broker whose data lie in this folder: without a role until somebody lets them in."""
    file = broker / "persons.json"
    persons: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else []
    number = len(persons) + 1
    employee = Employee(f"ansat-{number}", f"{name} {number:03}")
    persons.append({"id": employee.id, "name": employee.name, "role": "Ansat af en prøve"})
    # Whole at any moment, since the stand-in reads it whenever it is asked.
    written = file.with_suffix(".new")
    written.write_text(json.dumps(persons), "utf-8")
    written.replace(file)
    return employee


def let_in(operator: Consultant, number: str, *roles: str) -> None:
    """As an operator does by a tap. `number` is the person's, who has signed in and waits."""
    [line] = operator.get(f"/api/access?search={number}").json()["items"]
    body = {"version": line["version"], "roles": list(roles)}
    answer = operator.send("PUT", f"/api/access/{line['key']}", json=body)
    assert answer.status_code == 200, answer.text
