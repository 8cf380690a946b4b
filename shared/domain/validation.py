"""Answers against a definition's JSON Schema, with faults that name the field.

The phone runs the same schema (`static-web/src/form/validate.ts`); the two must give the same paths and codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
import math
from typing import TYPE_CHECKING, Any

from shared.domain.problems import FieldError

if TYPE_CHECKING:
    import jsonschema_rs

Path = tuple[str | int, ...]
Labels = dict[tuple[str, ...], dict[str, str]]

MOST_FAULTS = 100
"""More than a person can use; an answer with thousands of faults is told of by its first."""

_MOST_READ = 10_000
"""Where the reading of errors stops: what comes after could not be among the first faults of any honest answer."""

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
_RANK = (
    *("not-relevant", "unknown-field", "required", "wrong-type", "decimals", "not-an-option"),
    *("too-short", "too-few", "too-small", "too-long", "too-many", "too-large", "doubles"),
)
"""Of several faults with one answer, the one that is told; those that are not named here come last. Spelt out, since
no two validators find errors in the same order."""


class Validator:
    """A compiled schema. `labels` by path, with `*` for the number of an item."""

    def __init__(self, schema: dict[str, Any], labels: Labels) -> None:
        self._schema = schema
        self._labels = labels
        self._places = {path: place for place, path in enumerate(labels)}

    @cached_property
    def _validator(self) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        from shared.domain.fields import FORMATS

        return jsonschema_rs.Draft202012Validator(self._schema, validate_formats=True, formats=FORMATS)

    def faults(self, answers: dict[str, Any]) -> tuple[FieldError, ...]:
        """One fault a path, in the order of the form; none means that the answers are good."""
        unreadable = list(dict.fromkeys(_unreadable(answers, ())))[:MOST_FAULTS]
        if unreadable:
            return tuple(self._fault(path, "bad-text", None) for path in unreadable)
        if self._validator.is_valid(answers):
            return ()
        found: dict[Path, tuple[str, float | None]] = {}
        errors = islice(self._validator.iter_errors(answers), _MOST_READ)
        for path, code, limit in (one for error in errors for one in _told(error)):
            if path not in found or _rank(code) < _rank(found[path][0]):
                found[path] = code, limit
        first = sorted(_without_hidden(found), key=self._place)[:MOST_FAULTS]
        return tuple(self._fault(path, *found[path]) for path in first)

    def _place(self, path: Path) -> tuple[tuple[int, str], ...]:
        """Where the form has it; what the form does not have stands after what it has, by name."""
        plain = tuple("*" if isinstance(part, int) else part for part in path)
        last = len(self._places)
        return tuple(
            (part, "") if isinstance(part, int) else (self._places.get(plain[: depth + 1], last), part)
            for depth, part in enumerate(path)
        )

    def _fault(self, path: Path, code: str, limit: float | None) -> FieldError:
        plain = tuple("*" if isinstance(part, int) else part for part in path)
        while plain and plain[-1] == "*":
            plain = plain[:-1]
        return FieldError(pointer(path), code, self._labels.get(plain, {}), limit)


def pointer(path: Path) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _rank(code: str) -> int:
    return _RANK.index(code) if code in _RANK else len(_RANK)


def _without_hidden(found: dict[Path, tuple[str, float | None]]) -> Iterable[Path]:
    """A hidden field that was sent is that alone; what else is wrong inside it does not matter."""
    hidden = {path for path, (code, _) in found.items() if code == "not-relevant"}
    return (path for path in found if not any(path[:depth] in hidden for depth in range(len(path))))


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
        case "type" if kind.types == ["integer"] and isinstance(error.instance, float):
            # 1,5 where a whole number is asked: it has the right form, only too many decimals.
            yield path, "decimals", None
        case name:
            yield path, _CODES.get(name, "wrong-type"), None


def _unreadable(value: Any, path: Path) -> Iterable[Path]:
    """Where NUL, a lone surrogate or a number that is none stands: JSON can say them, storage and documents cannot."""
    match value:
        case str():
            if _is_unreadable(value):
                yield path
        case float():
            if not math.isfinite(value):
                yield path
        case dict():
            for name, inner in value.items():
                if _is_unreadable(name):
                    yield path
                else:
                    yield from _unreadable(inner, (*path, name))
        case list():
            for number, inner in enumerate(value):
                yield from _unreadable(inner, (*path, number))


def _is_unreadable(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)
