"""A company as the CVR register describes it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Fact(BaseModel):
    """A frozen model, camelCase in JSON."""

    model_config = ConfigDict(frozen=True, defer_build=True, alias_generator=to_camel, populate_by_name=True)


AWAITING = "afventer"
"""Stands for a unit's P-number where the register could not be asked, e.g. offline."""

UNITS_PER_PAGE = 20
"""Production units that are returned with their company; a chain's other ones are searched for."""


class Unit(Fact):
    """A production unit (P-enhed). `p_number` has 10 digits; modulus 11 is not checked, since one series was issued with wrong
    weights. `active`: false when it has ceased."""

    p_number: str
    name: str
    address: str
    active: bool


class UnitPage(Fact):
    """The matching units, active ones first, by number. `total`: the number of all that match; `next`: the cursor of the next
    page, null at the end."""

    items: tuple[Unit, ...]
    total: int
    next: str | None


class CompanyName(Fact):
    """A company in the results of a search.

    `known_as`: another name that matches the search (a unit's, a secondary or a former one); empty where the company's own does.
    `active`: false when it has ceased. `address`: empty, or the town alone, where the register protects it or it is a sole
    proprietor's home.
    """

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
