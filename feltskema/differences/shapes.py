"""Predicts which answers of an old field a new field can take over. The phone decides, in
`static-web/src/form/engine/migration.ts`; this tells authors beforehand, and `tests/pairs` tests that the two agree."""

from __future__ import annotations

from feltskema.differences.pair import values
from shared.domain.fields.base import Field

_TEXTS = frozenset({"text", "long-text"})
_NUMBERS = frozenset({"integer", "decimal"})


def fits(before: Field, after: Field) -> bool:
    """Whether answers of `before` have a type that `after` accepts."""
    return _shape(before) == _shape(after)


def is_cut(before: Field, after: Field) -> bool:
    """Whether answers with decimals are lost, since the new field takes none."""
    return (before.kind, after.kind) == ("decimal", "integer")


def options_gone(before: Field, after: Field) -> dict[str, str]:
    """The options that the new field no longer has: labels in the reader's language, by value."""
    remaining = values(after)
    return {value: label for value, label in values(before).items() if remaining and value not in remaining}


def _shape(field: Field) -> str:
    if field.kind in _TEXTS:
        return "text"
    if field.kind in _NUMBERS:
        return "number"
    if field.kind in ("choice", "choices"):
        return f"{field.kind} {field.entity_app() or ''}"
    if field.kind == "calculated":
        return f"calculated {field.id}"
    return field.kind
