"""The values that a target takes from the answers, and which field of a definition provides each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition
    from shared.domain.fields.base import Field


@dataclass(frozen=True, slots=True)
class Need:
    """`name`: what a definition maps a field to; `types`: the field types that fit, the usual one first. A target refuses a
    registration that lacks what is `required`."""

    name: str
    types: tuple[str, ...]
    required: bool = True


def field_for(need: Need, target: str, definition: Definition) -> Field | None:
    """The field that provides it: the one that the definition maps; otherwise, for what is required, the one of the same name, or
    the only one of its type. None where there is none, or several to choose among."""
    outermost = {field.id: field for field in definition.written_fields}
    mapped = definition.destinations.get(target, {}).get(need.name)
    if mapped is not None:
        return outermost.get(mapped)
    if not need.required:
        return None
    if need.name in outermost:
        return outermost[need.name]
    fitting = fields_that_fit(need, definition)
    return fitting[0] if len(fitting) == 1 else None


def fields_that_fit(need: Need, definition: Definition) -> list[Field]:
    """The fields outside groups whose type fits."""
    return [field for field in definition.written_fields if field.kind in need.types]
