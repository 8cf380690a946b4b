"""Validates answers against a definition: its JSON Schema, then its rules; every fault names the field.

The phone's counterpart is `static-web/src/form/engine/validate.ts`; the two give the same paths and codes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
import re
import sys
from typing import TYPE_CHECKING, Any

from shared.domain.answers.rules import broken, by_path
from shared.domain.answers.verdict import HIDDEN, KEYWORD_CODES, LIMIT_CODES, MAX_FAULTS, OTHER_CODE, rank
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.problems import FieldError

if TYPE_CHECKING:
    import jsonschema_rs

    from shared.domain.compiling.compiled_fields import CompiledField
    from shared.domain.fields.base import Field

Path = tuple[str | int, ...]
Fields = dict[tuple[str, ...], "Field"]

_EXACT = 2**53
"""Integers beyond this are rounded to doubles, as the phone reads them."""

_UNREADABLE = re.compile("[\0\ud800-\udfff]")

_MOST_READ = 10_000
"""How many schema errors are read: later ones could not be among the first faults of any honest answer."""

FaultFacts = tuple[str, float | str | None, Mapping[str, str] | None]
"""Code, limit, and the definition's own message."""


class Validator:
    """A compiled schema and rules. `fields` by path, with `*` for the index of an item."""

    def __init__(
        self,
        schema: dict[str, Any],
        rules: Sequence[Mapping[str, Any]],
        compiled_fields: Sequence[CompiledField],
        fields: Fields,
    ) -> None:
        self._schema = schema
        self._rules = rules
        self._fields_by_path = by_path(compiled_fields)
        self._fields = fields
        self._lists = dict(listed for field in fields.values() if (listed := field.listed_in()))
        self._places = {path: place for place, path in enumerate(fields)}
        self._max_items = {
            path: most
            for path, field in fields.items()
            if field.has_answer and (most := field.json_schema().get("maxItems"))
        }

    @cached_property
    def _validator(self) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        from shared.domain.fields import FORMATS

        return jsonschema_rs.Draft202012Validator(self._schema, validate_formats=True, formats=FORMATS)

    def faults(self, answers: dict[str, Any], context: EvaluationContext) -> tuple[FieldError, ...]:
        """Every fault, at most one a path, in the order of the form.

        Where texts contain unreadable characters, only those are reported; otherwise the schema's faults, and those of the rules
        where the path has none yet. An empty result means that the answers are valid.
        """
        # Sorted by path: JSON parsers differ in the order of an object's names.
        unreadable = sorted(set(_unreadable(answers, ())), key=json_pointer)[:MAX_FAULTS]
        if unreadable:
            return tuple(self._fault(path, ("bad-text", None, None), {}) for path in unreadable)
        ill_formed = self._schema_faults(_as_doubles(answers))
        facts = dict(ill_formed)
        context = replace(context, lists=self._lists)
        for breach in islice(broken(self._rules, self._fields_by_path, answers, context), _MOST_READ):
            if breach.code == HIDDEN or breach.path not in facts:
                facts[breach.path] = breach.code, breach.limit, breach.message
        if not facts:
            return ()
        first = sorted(_without_hidden(facts), key=self._place)[:MAX_FAULTS]
        fit = _without(answers, ill_formed) if len(ill_formed) < _MOST_READ else {}
        return tuple(self._fault(path, facts[path], fit) for path in first)

    def overlong(self, answers: dict[str, Any]) -> tuple[FieldError, ...]:
        """A fault for each list that is longer than its field allows, without looking at its items. Call it before `faults`,
        whose work grows with the number of items."""
        facts = islice(self._overlong(answers, ()), MAX_FAULTS)
        return tuple(self._fault(path, ("too-many", most, None), {}) for path, most in facts)

    def _overlong(self, answers: dict[str, Any], before: Path) -> Iterator[tuple[Path, int]]:
        pattern_path = tuple("*" if isinstance(part, int) else part for part in before)
        for name, value in answers.items():
            if not isinstance(value, list) or (most := self._max_items.get((*pattern_path, name))) is None:
                continue
            path = (*before, name)
            if len(value) > most:
                yield path, most
                continue
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    yield from self._overlong(item, (*path, number))

    def _schema_faults(self, answers: dict[str, Any]) -> dict[Path, FaultFacts]:
        facts: dict[Path, FaultFacts] = {}
        if self._validator.is_valid(answers):
            return facts
        errors = islice(self._validator.iter_errors(answers), _MOST_READ)
        for path, code, limit in (breach for error in errors for breach in _violations(error)):
            if path not in facts or rank(code) < rank(facts[path][0]):
                facts[path] = code, limit, None
        return facts

    def _place(self, path: Path) -> tuple[tuple[int, str], ...]:
        """The sort key: the field's position in the form; unknown fields come last, by name."""
        pattern_path = tuple("*" if isinstance(part, int) else part for part in path)
        last = len(self._places)
        return tuple(
            (part, "") if isinstance(part, int) else (self._places.get(pattern_path[: depth + 1], last), part)
            for depth, part in enumerate(path)
        )

    def _fault(self, path: Path, facts: FaultFacts, fit: Mapping[str, Any]) -> FieldError:
        """`fit`: the answers that texts may show, which are those of the right type."""
        code, limit, message = facts
        pattern_path = tuple("*" if isinstance(part, int) else part for part in path)
        while pattern_path and pattern_path[-1] == "*":
            pattern_path = pattern_path[:-1]
        field = self._fields.get(pattern_path)
        if field is None:
            return FieldError(json_pointer(path), code, self._part_label(pattern_path), limit)
        message = message or _own_words(field, code)
        shown = {} if limit is None else {language: field.show_limit(limit, language) for language in ("da", "en")}
        label, message = self._worded(path, fit, field.label.in_both(), message)
        return FieldError(json_pointer(path), code, dict(label), limit, shown, dict(message or {}))

    def _worded(self, path: Path, fit: Mapping[str, Any], label: Any, message: Any) -> tuple[Any, Any]:
        """Label and message with the answers that they name filled in."""
        from shared.domain.text.value_texts import has_values

        if not any(map(has_values, (*label.values(), *(message or {}).values()))):
            return label, message
        from shared.domain.fields.worded import Wording

        form = [field for place, field in self._fields.items() if len(place) == 1]
        wording = Wording.of_form(form, fit).at(path)
        return wording.in_both(label), message and wording.in_both(message)

    def _part_label(self, path: tuple[str, ...]) -> dict[str, str]:
        """The label of a part of an answer that is an object, e.g. the postcode of an address."""
        owner = self._fields.get(path[:-1])
        words = owner.part_labels().get(path[-1]) if owner else None
        return words.model_dump() if words else {}


def _own_words(field: Field, code: str) -> Mapping[str, str] | None:
    """The field's own message for such a fault: `pattern_help` of a text."""
    words = field.own_words(code)
    return words.model_dump() if words else None


def json_pointer(path: Path) -> str:
    """Write a path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _without_hidden(facts: Mapping[Path, FaultFacts]) -> Iterable[Path]:
    """The faults without those inside a hidden field that was sent: that it was sent is the only fault reported."""
    hidden = {path for path, (code, *_) in facts.items() if code == HIDDEN}
    return (path for path in facts if not any(path[:depth] in hidden for depth in range(len(path))))


def _without(value: Any, faulty: Container[Path], path: Path = ()) -> Any:
    """The answers without the faulty ones."""
    match value:
        case dict():
            inner = ((name, (*path, name)) for name in value)
            return {name: _without(value[name], faulty, place) for name, place in inner if place not in faulty}
        case list():
            return [_without(item, faulty, (*path, number)) for number, item in enumerate(value)]
    return value


def _violations(error: jsonschema_rs.ValidationError) -> Iterator[tuple[Path, str, float | None]]:
    path: Path = tuple(error.instance_path)
    kind: Any = error.kind
    match kind.name:
        case "required":
            yield (*path, kind.property), "required", None
        case "additionalProperties":
            # They are reported by name in the order of the form, so that those beyond the first could not be.
            yield from (((*path, name), "unknown-field", None) for name in sorted(kind.unexpected)[:MAX_FAULTS])
        case "format":
            yield path, kind.format, None
        case name if name in LIMIT_CODES:
            yield path, LIMIT_CODES[name], kind.limit
        case "type" if kind.types == ["integer"] and isinstance(error.instance, float):
            # 1,5 where an integer is required: the type is right, it only has too many decimals.
            yield path, "decimals", None
        case name:
            yield path, KEYWORD_CODES.get(name, OTHER_CODE), None


def _as_doubles(value: Any) -> Any:
    """The same answers, with integers that the phone cannot represent exactly rounded as it rounds them."""
    match value:
        case int() if not -_EXACT <= value <= _EXACT:
            return float(value)
        case dict():
            return {name: _as_doubles(inner) for name, inner in value.items()}
        case list():
            return [_as_doubles(inner) for inner in value]
    return value


def _unreadable(value: Any, path: Path) -> Iterable[Path]:
    """The paths of NUL, lone surrogates and numbers that no double can be: JSON can express them, phones and storage cannot."""
    match value:
        case dict():
            for name, inner in value.items():
                if _is_unreadable(name):
                    yield path
                else:
                    yield from _unreadable(inner, (*path, name))
        case list():
            for number, inner in enumerate(value):
                yield from _unreadable(inner, (*path, number))
        case _:
            if _is_unreadable(value):
                yield path


def _is_unreadable(value: Any) -> bool:
    if isinstance(value, str):
        return _UNREADABLE.search(value) is not None
    # Also an integer that is too large for a double: the phone would read it as infinite.
    return isinstance(value, int | float) and not -sys.float_info.max <= value <= sys.float_info.max
