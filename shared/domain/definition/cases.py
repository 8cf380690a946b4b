"""Tells which case a registration belongs to, so that those of one case go out in the order that they were received in."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shared.domain.definition.needs import Need, fields_that_fit

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition

COMPANY = Need("cvr", ("cvr",))
CASE_LENGTH = 16


def case_of(definition: Definition, answers: Mapping[str, Any]) -> str:
    """Which case these answers belong to: the company's, by its number, of which a hash is kept (16 hex digits), since it stands
    in the outbox beside no other answer. Empty where the form asks for none, or it is not answered."""
    fields = fields_that_fit(COMPANY, definition)
    number = next((answers[field.id] for field in fields if field.id in answers), "")
    return sha256(str(number).encode()).hexdigest()[:CASE_LENGTH] if number else ""
