"""A company as the CVR register describes it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Fact(BaseModel):
    """Frozen, and camelCase in JSON."""

    model_config = ConfigDict(frozen=True, defer_build=True, alias_generator=to_camel, populate_by_name=True)


UNITS_PER_PAGE = 20
"""As many production units as come with their company; a chain's other ones are searched for."""


class Unit(Fact):
    """A production unit (P-enhed). `p_number` has 10 digits; never checked by modulus 11, since one series was issued
    with wrong weights. `active` is false when it has ceased."""

    p_number: str
    name: str
    address: str
    active: bool


class UnitPage(Fact):
    """The units that fit, those in being first, by number. `total` counts all that fit; `next` is the cursor of the next page,
    null at the end."""

    items: tuple[Unit, ...]
    total: int
    next: str | None


class CompanyName(Fact):
    """What a search shows. `known_as` is the other name that fits what was searched for: over a unit's door, a secondary or a
    former one; empty where the company's own does. `active` is false when it has ceased.

    `address` is empty, or the town alone, where the register protects it or it is a sole proprietor's home."""

    cvr: str
    name: str
    known_as: str
    address: str
    active: bool


class Company(CompanyName):
    """`ad_protected` = reklamebeskyttet (must be respected, CVR-loven § 19). `units` are the first of `unit_count`."""

    industry: str
    industry_code: str
    municipality: str
    ad_protected: bool
    units: tuple[Unit, ...]
    unit_count: int
