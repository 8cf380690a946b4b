"""A register of invented companies for the preview: those of the local stack, searched by the same code as the real register."""

from __future__ import annotations

from local.cvr.documents import listed_companies
from local.cvr.index import Indices
from shared.adapters.cvr import VirkRegister
from shared.adapters.cvr.index import Found, Search, found_in

EMPLOYER = "64942212"
"""A company of the register. The adapter looks it up to tell a register that finds nothing from one that does not work."""


def made_up_companies() -> VirkRegister:
    """The register over the invented companies."""
    return VirkRegister(_MadeUp(Indices(listed_companies())), EMPLOYER)


class _MadeUp:
    """Implements `Index`."""

    def __init__(self, indices: Indices) -> None:
        self._indices = indices

    async def search(self, search: Search, partial: bool = False) -> Found:
        _, answer = self._indices.search(search.kind.index, search.body(), {})
        return found_in(answer, search, partial)

    async def close(self) -> None: ...
