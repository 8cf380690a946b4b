"""Response models of the look-ups in the CVR register."""

from __future__ import annotations

from functions.views.base import Shown
from shared.domain.company import Company, CompanyName, UnitPage

__all__ = ["Company", "CompanyNames", "UnitPage"]


class CompanyNames(Shown):
    """Companies, at most ten."""

    items: tuple[CompanyName, ...]
