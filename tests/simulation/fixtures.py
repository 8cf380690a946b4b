"""The settings, forms, companies and people of every run."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, timedelta
from functools import cache
import json
from pathlib import Path
from typing import Any

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.memory.companies import MemoryRegister
from shared.domain.access.person import Person, person_key
from shared.domain.company import Company, Unit
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import NoSession
from shared.services.session import Sessions
from shared.settings import Settings, read
from tests.functions.edge import SETTINGS
from tests.keys import private
from tests.simulation import fasit, momentum

PUBLIC = "https://app.example"
COMPANIES: tuple[dict[str, Any], ...] = tuple(
    {"cvr": cvr, "units": [{"p": 1000000000 + 10 * number + unit, "name": f"Enhed {number}"} for unit in (1, 2)]}
    for number, cvr in enumerate((64942212, 10150817, 24256790))
)
ROLES = ("konsulent",)


@cache
def settings(uncertain: str) -> Settings:
    return read({**SETTINGS, **fasit.SETTINGS, **momentum.SETTINGS, "PUBLIC_URL": PUBLIC, "FASIT_UNCERTAIN": uncertain})


class Forms(DefinitionFiles):
    """Definitions whose files do not change during a run, so each is read once."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._got, self._withdrawn = cache(super().get), cache(super().withdrawn)

    def get(self, app: str, version: int | None = None) -> Compiled:
        return self._got(app, version)

    def withdrawn(self, app: str) -> date | None:
        return self._withdrawn(app)


@cache
def definitions() -> DefinitionFiles:
    return Forms(Path(__file__).parent / "definitions")


class Unsigned(Sessions):
    """Sessions whose tokens have no signature: signing would take longer than the rest of a call, and nobody forges tokens here.
    When a session ends is checked as in the product."""

    def _signed(self, claims: dict[str, Any]) -> str:
        return urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    def _claims(self, token: str) -> dict[str, Any]:
        if not token:
            raise NoSession
        claims: dict[str, Any] = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return claims


@cache
def sessions() -> Sessions:
    return Unsigned(PUBLIC, private("now"), "", timedelta(minutes=60), timedelta(hours=10))


def person(name: str, *roles: str) -> Person:
    return Person(key=person_key("https://broker.example", name), name=name, cvr="64942212", roles=roles or ROLES)


def register() -> MemoryRegister:
    """The CVR register, with the companies that are visited."""
    made = []
    for each in COMPANIES:
        units = tuple(Unit(p_number=str(u["p"]), name=u["name"], address="Vej 1", active=True) for u in each["units"])
        named: dict[str, Any] = {
            "cvr": str(each["cvr"]),
            "name": f"Firma {each['cvr']}",
            "known_as": "",
            "address": "Vej 1",
        }
        facts: dict[str, Any] = {
            "industry": "Drift",
            "industry_code": "1",
            "municipality": "101",
            "ad_protected": False,
        }
        made.append(Company(**named, **facts, active=True, units=units, unit_count=len(units)))
    return MemoryRegister(*made)
