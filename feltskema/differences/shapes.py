"""What an old field's answers would be in a new one: the phone decides, in `static-web/src/form/engine/migration.ts`, and this
says the same to authors beforehand. `tests/pairs` holds the two together."""

from __future__ import annotations

from feltskema.differences.pair import values
from shared.domain.fields.base import Field

_TEXTS = frozenset({"text", "long-text"})
_NUMBERS = frozenset({"integer", "decimal"})


def fits(before: Field, after: Field) -> bool:
    """Whether answers of the one can come along to the other, as far as their shape goes."""
    return _shape(before) == _shape(after)


def is_cut(before: Field, after: Field) -> bool:
    """Whether some answers are left behind since the new field takes no decimals."""
    return (before.kind, after.kind) == ("decimal", "integer")


def options_gone(before: Field, after: Field) -> dict[str, str]:
    """The options that the new field does not have any more, in the reader's language."""
    kept = values(after)
    return {value: label for value, label in values(before).items() if kept and value not in kept}


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
