"""The CVR register, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.company import Company, CompanyName
from shared.domain.problems import OutOfReach


class MemoryRegister:
    """Implements `CompanyRegister`."""

    def __init__(self, *companies: Company) -> None:
        self._companies = companies
        self.down = False

    async def company(self, cvr: str) -> Company | None:
        await self.probe()
        return next((one for one in self._companies if one.cvr == cvr), None)

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        await self.probe()
        wanted = text.lower().replace("<", " ").replace(">", " ").split()
        found = [one for one in self._companies if wanted and (one.cvr == text or _holds(one.name, wanted))]
        return [CompanyName(cvr=one.cvr, name=one.name, address=one.address) for one in found[:limit]]

    async def probe(self) -> None:
        if self.down:
            raise OutOfReach("register-unavailable")


def _holds(name: str, wanted: Sequence[str]) -> bool:
    words = name.lower().split()
    return all(any(word.startswith(start) for word in words) for start in wanted)
