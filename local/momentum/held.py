"""What the stand-in holds: production units, caseworkers, tags, and the tasks that it was given."""

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
Held = dict[str, Any]


def guid(name: str) -> str:
    """The same GUID each time for what has the same name."""
    return str(uuid5(NAMESPACE_URL, f"momentum:{name}"))


@dataclass
class Holdings:
    """`units` by CVR and P-number, `tasks` in the order in which they came, `assignments` of tags by unit."""

    units: dict[tuple[str, str], Held]
    caseworkers: list[Held]
    tags: list[Held]
    tasks: list[Held] = field(default_factory=list)
    assignments: dict[str, list[Held]] = field(default_factory=dict)

    def unit(self, id: str) -> Held | None:
        return next((unit for unit in self.units.values() if unit["id"] == id), None)

    def create(self, asked: Held) -> Held:
        """The task that is made of a body, as it is answered."""
        actors = [caseworker for caseworker in self.caseworkers if caseworker["id"] in asked["assignedActorsId"]]
        task = {
            **{"id": str(uuid4()), "title": asked["title"], "description": asked["description"], "state": "Active"},
            **{"deadline": asked["deadline"], "createdAt": now(), "type": asked["taskType"] or 0},
            **{"assignedActors": [{"id": actor["id"], "displayName": actor["name"]} for actor in actors]},
            **{"reference": asked["reference"], "relatedEntityId": (asked["reference"] or {}).get("id")},
        }
        self.tasks.append(task)
        return task


def holdings(companies: list[Held] | None = None) -> Holdings:
    """With the units of these companies, in the form of `local/cvr/companies.json`; those of that file where none are given."""
    given = json.loads(COMPANIES.read_text("utf-8")) if companies is None else companies
    units = {
        (str(company["cvr"]), str(unit["p"])): {
            "id": guid(f"unit {unit['p']}"),
            # As the real one has it: the name may end in blanks.
            "displayName": f"{unit['name']}  ",
            "cvr": str(company["cvr"]),
            "productionUnitNumber": str(unit["p"]),
        }
        for company in given
        for unit in company["units"]
    }
    caseworkers = [
        {"id": guid(initials), "name": name, "description": f"{initials}@kommunen.dk", "category": "Caseworker"}
        for name, initials in CASEWORKERS
    ]
    return Holdings(units, caseworkers, [{"id": guid(title), "title": title} for title in TAGS])


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
