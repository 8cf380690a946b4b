"""A company as the CVR register tells it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Fact(BaseModel):
    """Frozen, and camelCase in JSON."""

    model_config = ConfigDict(frozen=True, defer_build=True, alias_generator=to_camel, populate_by_name=True)


class Unit(Fact):
    """A production unit (P-enhed). `p_number` has 10 digits; never checked by modulus 11, since one series was issued
    with wrong weights."""

    p_number: str
    name: str
    address: str


class CompanyName(Fact):
    """What a search shows."""

    cvr: str
    name: str
    address: str


class Company(CompanyName):
    """`ad_protected` = reklamebeskyttet (must be respected, CVR-loven § 19); `active` false when it has ceased."""

    industry: str
    industry_code: str
    municipality: str
    ad_protected: bool
    active: bool
    units: tuple[Unit, ...]
