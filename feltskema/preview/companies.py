"""Made-up companies, those of the stack for one machine: a preview asks no register."""

from __future__ import annotations

from functools import cached_property
import json
from pathlib import Path
from typing import Any

from shared.domain.company import Company, CompanyName, Unit

FILE = Path(__file__).parents[2] / "local" / "cvr" / "companies.json"


class MadeUpCompanies:
    """Implements the look-ups of `CompanyRegister`."""

    @cached_property
    def _known(self) -> dict[str, Company]:
        found = [_company(one) for one in json.loads(FILE.read_text("utf-8"))] if FILE.exists() else []
        return {one.cvr: one for one in found}

    async def company(self, cvr: str) -> Company | None:
        return self._known.get(cvr)

    async def search(self, text: str, limit: int = 10) -> list[CompanyName]:
        word = text.casefold()
        found = [one for one in self._known.values() if word in one.name.casefold() or word == one.cvr]
        return [CompanyName(cvr=one.cvr, name=one.name, address=one.address) for one in found[:limit]]

    async def probe(self) -> None: ...


def _company(raw: dict[str, Any]) -> Company:
    units = tuple(
        Unit(p_number=str(one["p"]), name=one["name"], address=_address(one["address"])) for one in raw.get("units", ())
    )
    code, industry = raw["industry"]
    return Company(
        cvr=f"{raw['cvr']:08d}",
        name=raw["name"],
        address=_address(raw["address"]),
        industry=industry,
        industry_code=code,
        municipality="København",
        ad_protected=False,
        active=True,
        units=units,
    )


def _address(raw: dict[str, Any]) -> str:
    return f"{raw['street']} {raw['house']}{raw.get('letter', '')}, {raw['postcode']:04d} {raw['town']}"
