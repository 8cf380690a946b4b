"""The CVR register, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.company import Company, CompanyName, UnitPage
from shared.domain.fields.cvr import number_in
from shared.domain.problems import DependencyUnavailable


class MemoryRegister:
    """Implements `CompanyRegister`."""

    def __init__(self, *companies: Company) -> None:
        self._companies = companies
        self.down = False

    async def company(self, cvr: str) -> Company | None:
        await self.probe()
        match = next((company for company in self._companies if company.cvr == cvr), None)
        return match.model_copy(update={"units": (await self.units(cvr)).items}) if match else None

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        await self.probe()
        words = [word for word in text.lower().split() if any(character.isalnum() for character in word)]
        ordered = sorted(self._companies, key=lambda company: not company.active)
        matches = [
            company for company in ordered if words and (company.cvr == number_in(text) or _holds(company.name, words))
        ]
        return [
            CompanyName(**{name: getattr(company, name) for name in CompanyName.model_fields})
            for company in matches[:limit]
        ]

    async def units(self, cvr: str, text: str = "", limit: int = 20, after: str | None = None) -> UnitPage:
        await self.probe()
        start = int(after or 0)
        units = next((company.units for company in self._companies if company.cvr == cvr), ())
        words = text.lower().split()
        matching = [unit for unit in units if _holds(f"{unit.name} {unit.address} {unit.p_number}", words)]
        ordered = sorted(matching, key=lambda unit: (not unit.active, unit.p_number))
        further = str(start + limit) if start + limit < len(ordered) else None
        return UnitPage(items=tuple(ordered[start : start + limit]), total=len(ordered), next=further)

    async def probe(self) -> None:
        if self.down:
            raise DependencyUnavailable("register-unavailable")


def _holds(name: str, words: Sequence[str]) -> bool:
    """Whether a name has all the words: a number as a whole word, any other as the beginning of one."""
    name_words = name.lower().replace(",", " ").split()
    return all(
        start in name_words or any(word.startswith(start) and not start.isdigit() for word in name_words)
        for start in words
    )
