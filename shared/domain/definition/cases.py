"""Determines which case a registration belongs to, so that registrations of one case are delivered in the order of their
receipt."""

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
    """The case of these answers: the company's, identified by a hash of its number (16 hex digits), since the outbox holds no
    other answer. Empty where the form asks for no company, or it is not answered."""
    fields = fields_that_fit(COMPANY, definition)
    number = next((answers[field.id] for field in fields if field.id in answers), "")
    return sha256(str(number).encode()).hexdigest()[:CASE_LENGTH] if number else ""
