"""Finds the answers that a target needs of a registration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shared.domain.definition.needs import field_for

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition
    from shared.domain.ports import Target
    from shared.domain.registration import Registration


def mapped_answers(target: Target, name: str, registration: Registration, definition: Definition) -> Mapping[str, Any]:
    """The answers that the target needs, keyed by the name of the need; without those that were not given. `name` is the target's
    in the definition."""
    fields = {need.name: field_for(need, name, definition) for need in target.needs}
    answers = registration.answers
    return {need: answers[field.id] for need, field in fields.items() if field is not None and field.id in answers}
