"""The CVR register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.company import Company, CompanyName, UnitPage


class CompanyRegister(Protocol):
    """The CVR register. Raises `DependencyUnavailable("register-unavailable")`."""

    async def company(self, cvr: str) -> Company | None: ...

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        """Search by the beginnings of the words of names and address, or by number; active companies first."""
        ...

    async def units(self, cvr: str, text: str = "", limit: int = 20, after: str | None = None) -> UnitPage:
        """A company's production units that match the text. `after`: `next` of the previous page; raises `ValueError` when it is
        invalid."""
        ...

    async def probe(self) -> None: ...
