"""The stand-in's data: production units, caseworkers, tags, and the tasks that it has received."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

COMPANIES = Path(__file__).parents[1] / "cvr" / "companies.json"
CASEWORKERS = (
    ("Karen Kofoed", "kakof"),
    ("Mehmet Yilmaz", "meyil"),
    ("Frans Formholt", "frfor"),
    ("Kaj Kofoed", "kakof2"),
)
TAGS = ("Besøgt af virksomhedskonsulent", "Passiv virksomhedsbank")
Record = dict[str, Any]


def guid(name: str) -> str:
    """A GUID made from `name`: the same each time."""
    return str(uuid5(NAMESPACE_URL, f"momentum:{name}"))


@dataclass
class Holdings:
    """`units` by CVR and P-number, `tasks` in the order of their arrival, `assignments` of tags by the unit's id."""

    units: dict[tuple[str, str], Record]
    caseworkers: list[Record]
    tags: list[Record]
    tasks: list[Record] = field(default_factory=list)
    assignments: dict[str, list[Record]] = field(default_factory=dict)

    def unit(self, id: str) -> Record | None:
        return next((unit for unit in self.units.values() if unit["id"] == id), None)

    def create(self, body: Record) -> Record:
        """Store the task of a checked body, and return it as the service answers it."""
        actors = [caseworker for caseworker in self.caseworkers if caseworker["id"] in body["assignedActorsId"]]
        task = {
            **{"id": str(uuid4()), "title": body["title"], "description": body["description"], "state": "Active"},
            **{"deadline": body["deadline"], "createdAt": now(), "type": body["taskType"] or 0},
            **{"assignedActors": [{"id": actor["id"], "displayName": actor["name"]} for actor in actors]},
            **{"reference": body["reference"], "relatedEntityId": (body["reference"] or {}).get("id")},
        }
        self.tasks.append(task)
        return task


def stocked_holdings(companies: list[Record] | None = None) -> Holdings:
    """Holdings with the units of `companies`, in the format of `local/cvr/companies.json`; without `companies`, of that file."""
    entries = json.loads(COMPANIES.read_text("utf-8")) if companies is None else companies
    units = {
        (str(company["cvr"]), str(unit["p"])): {
            "id": guid(f"unit {unit['p']}"),
            # In the real service a name may end in blanks.
            "displayName": f"{unit['name']}  ",
            "cvr": str(company["cvr"]),
            "productionUnitNumber": str(unit["p"]),
        }
        for company in entries
        for unit in company["units"]
    }
    caseworkers = [
        {"id": guid(initials), "name": name, "description": f"{initials}@kommunen.dk", "category": "Caseworker"}
        for name, initials in CASEWORKERS
    ]
    return Holdings(units, caseworkers, [{"id": guid(title), "title": title} for title in TAGS])


def now() -> str:
    """The current time in UTC, written as the real service does."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
