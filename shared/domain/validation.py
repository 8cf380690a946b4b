"""Answers against a definition's JSON Schema, with faults that name the field.

The phone runs the same schema (`static-web/src/form/validate.ts`); the two must give the same paths and codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
import math
from typing import TYPE_CHECKING, Any

from shared.domain.problems import FieldError

if TYPE_CHECKING:
    import jsonschema_rs

Path = tuple[str | int, ...]
Labels = dict[tuple[str, ...], dict[str, str]]

MOST_FAULTS = 100
"""More than a person can use; an answer with thousands of faults is told of by its first."""

_CODES = {
    "type": "wrong-type",
    "enum": "not-an-option",
    "uniqueItems": "doubles",
    "pattern": "pattern",
    "multipleOf": "decimals",
    "falseSchema": "not-relevant",
}
_LIMITED = {
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few",
    "maxItems": "too-many",
    "minimum": "too-small",
    "maximum": "too-large",
}


class Validator:
    """A compiled schema. `labels` by path, with `*` for the number of an item."""

    def __init__(self, schema: dict[str, Any], labels: Labels) -> None:
        self._schema = schema
        self._labels = labels

    @cached_property
    def _validator(self) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        from shared.domain.fields import FORMATS

        return jsonschema_rs.Draft202012Validator(self._schema, validate_formats=True, formats=FORMATS)

    def faults(self, answers: dict[str, Any]) -> tuple[FieldError, ...]:
        """One fault a path, in the order of the schema; none means that the answers are good."""
        unreadable = [self._fault(path, "bad-text", None) for path in _unreadable(answers, ())]
        if unreadable:
            return tuple(unreadable[:MOST_FAULTS])
        if self._validator.is_valid(answers):
            return ()
        found: dict[str, FieldError] = {}
        told = (one for error in self._validator.iter_errors(answers) for one in _told(error))
        for path, code, limit in told:
            fault = self._fault(path, code, limit)
            # A hidden field that was sent is that first; what else is wrong with it does not matter.
            if fault.path not in found or code == "not-relevant":
                found[fault.path] = fault
            if len(found) == MOST_FAULTS:
                break
        return tuple(found.values())

    def _fault(self, path: Path, code: str, limit: float | None) -> FieldError:
        plain = tuple("*" if isinstance(part, int) else part for part in path)
        while plain and plain[-1] == "*":
            plain = plain[:-1]
        return FieldError(pointer(path), code, self._labels.get(plain, {}), limit)


def pointer(path: Path) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[Path, str, float | None]]:
    path: Path = tuple(error.instance_path)
    kind: Any = error.kind
    match kind.name:
        case "required":
            yield (*path, kind.property), "required", None
        case "additionalProperties":
            yield from (((*path, name), "unknown-field", None) for name in kind.unexpected)
        case "format":
            yield path, kind.format, None
        case name if name in _LIMITED:
            yield path, _LIMITED[name], kind.limit
        case name:
            yield path, _CODES.get(name, "wrong-type"), None


def _unreadable(value: Any, path: Path) -> Iterable[Path]:
    """Where NUL, a lone surrogate or a number that is none stands: JSON can say them, storage and documents cannot."""
    match value:
        case str():
            if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
                yield path
        case float():
            if not math.isfinite(value):
                yield path
        case dict():
            for name, inner in value.items():
                if any(_unreadable(name, ())):
                    yield path
                else:
                    yield from _unreadable(inner, (*path, name))
        case list():
            for number, inner in enumerate(value):
                yield from _unreadable(inner, (*path, number))
