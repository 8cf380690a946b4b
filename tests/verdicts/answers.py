"""Random answers to a definition: right, nearly right and absurd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from shared.domain.answers.offered import misfit
from shared.domain.attachments import JPEG, PDF, PNG
from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.fields.choice import Choosing
from tests.fields.samples import ONE, SAMPLES, attachment

STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.5, 0.1, 0.07, 0.005, 1e-7, 1e21, 1e300, 123456789.01, 3.0, 2**53 + 1, 10**400, -0.0,
    "", " ", "\u00a0", "\t\r\n", "x", "a\n", "a\rb", "a\u2028b", "\u2003", "😀", "😀" * 9, "e\u0301" * 5, "x" * 201, "ÆØ1",
    "AB12\n", "ÅB٣", "afventer", "1234567890", "12345678", "٦٤٩٤٢٢١٢", "64942212\n", " 64942212", "2024-02-29", "2023-02-29",
    "1900-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-1-1", "2026-W01-1", "2026-11-23T14:05:00Z",
    "2026-11-23t14:05:00z", "2026-11-23T24:00:00Z", "2026-11-23T23:59:60Z", "2026-11-23T14:05:00.1234567Z",
    "2026-11-23T14:05:00.12Z", "2026-11-23T14:05:00+24:00", "0001-01-01T00:00:00+23:59", "0026-12-07", "2101-01-01", "1899-12-31",
    "0026-12-07T14:05:00+01:00", "2101-01-01T00:30:00+01:00", "2100-12-31T23:30:00-08:00", "9998-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    "\u200b", "\ufeff", "\u202a \u202c", "\u2066\u00ad\u2069", "\u200bx", "\u2028", "\v", "\u3000", "info@rødgrød.dk", "a@×.dk",
    "https://www.müller.dk", "https://\u2024a.dk", "+460701234567", "+46701234567", "012.345", "0.500", "100,-", "\u20131",
    "a\0b", "\ud800", "x\udc00y", [], {}, [[]], [{}], [None], ["a", "a"], [1, 1], [True, 1], [1, 1.0], [[1], [1]],
    [{"a": 1, "b": [2]}, {"b": [2], "a": 1}], ["a", "b", 1], {"a/b~c%23#": 1}, {"7": "\0", "b": "\0", "3": {"\0": 1}},
)  # fmt: skip
STRANGE_NAMES = ("ukendt", "toString", "a/b", "m~n", "å %23#?", "😀", "\uffff", "7", "", "a\0", "\udfff", "__proto__")
DAYS = ("2026-11-23", "2026-11-22", "2026-11-24", "2024-02-29", "2025-02-29", "2026-12-01", "2026-01-31")
WORDS = ("navn", "Åse", "x", "ja", "😀 smil", "AB12", "aøb", "xxxxxxx", " Åse ", "a.b", "nej tak")


class Guesser:
    """Answers to one definition. `context` is what `calculated` fields are filled in by."""

    def __init__(self, random: Random, fields: Sequence[CompiledField], context: EvaluationContext) -> None:
        self._random = random
        self._asked = fields
        lists = dict(listed for compiled_field in every(fields) if (listed := compiled_field.field.listed_in()))
        self._context = replace(context, lists=lists)
        self._absurdity = 0.0

    def answers(self, *, sane: bool = False) -> dict[str, Any]:
        """A whole form's; with `sane` such as its controls can give."""
        self._absurdity = 0 if sane else self._random.choice((0, 0, 0.02, 0.1, 0.3))
        form: dict[str, Any] = {}
        return self._object(self._asked, form, form)

    def changed(self, answers: dict[str, Any]) -> dict[str, Any]:
        """The same with up to three changes: one left out, one put in, one that is another."""
        self._absurdity = 0.3
        changed = dict(answers)
        for compiled_field in self._random.sample(list(self._asked), min(len(self._asked), self._random.randrange(4))):
            if compiled_field.field.id in changed and self._chance(0.4):
                del changed[compiled_field.field.id]
            elif compiled_field.field.has_answer or self._chance(0.1):
                changed[compiled_field.field.id] = self._answer(compiled_field, changed, changed)
        return changed

    def _chance(self, of: float) -> bool:
        return self._random.random() < of

    def _object(
        self, fields: Sequence[CompiledField], enclosing: dict[str, Any], form: dict[str, Any]
    ) -> dict[str, Any]:
        for compiled_field in fields:
            if not compiled_field.field.has_answer:
                if self._chance(self._absurdity / 4):
                    enclosing[compiled_field.field.id] = "x"
            elif self._is_shown(compiled_field, enclosing, form) and self._chance(
                0.97 if compiled_field.field.required else 0.7
            ):
                answer = self._answer(compiled_field, enclosing, form)
                if answer is not None or self._chance(self._absurdity):
                    enclosing[compiled_field.field.id] = answer
        if self._chance(self._absurdity / 2):
            enclosing[self._random.choice(STRANGE_NAMES)] = self._random.choice(STRANGE)
        return enclosing

    def _is_shown(self, compiled_field: CompiledField, enclosing: dict[str, Any], form: dict[str, Any]) -> bool:
        if compiled_field.visible is None or self._chance(self._absurdity):
            return True
        return evaluate(compiled_field.visible.compiled, enclosing, form, self._context) is True

    def _answer(self, compiled_field: CompiledField, enclosing: dict[str, Any], form: dict[str, Any]) -> Any:
        if self._chance(self._absurdity):
            nearly = (
                [bad for bad, *_ in SAMPLES[compiled_field.field.type].bad]
                if compiled_field.is_written
                else [False, "ja"]
            )
            return self._random.choice(nearly if nearly and self._chance(0.5) else STRANGE)
        if compiled_field.inner:
            most = getattr(compiled_field.field, "max_items", 3)
            many = self._random.randrange(1, most + 1) if self._chance(0.95) else most + 1
            return [self._object(compiled_field.inner, {}, form) for _ in range(many)]
        return self._good(compiled_field, enclosing, form)

    def _good(self, compiled_field: CompiledField, enclosing: dict[str, Any], form: dict[str, Any]) -> Any:
        type, layout = compiled_field.field.type, compiled_field.field.control()
        if type == "calculated":
            return (
                evaluate(compiled_field.own_expressions[0][1].compiled, enclosing, form, self._context)
                if compiled_field.own_expressions
                else None
            )
        if "minimum" in layout:
            return self._number(layout["minimum"], layout["maximum"], type == "decimal")
        if isinstance(compiled_field.field, Choosing):
            fitting = [
                option.value
                for option in compiled_field.field.all_options
                if misfit(
                    compiled_field,
                    option.value,
                    lambda expression: evaluate(expression, enclosing, form, self._context),
                )
                is None
            ]
            return self._chosen(compiled_field.field, fitting if self._chance(0.8) else (), type == "choices")
        plain: dict[str, Sequence[Any]] = {
            "overruling": (True, True, True, None),
            "text": WORDS,
            "long-text": WORDS,
            "yes-no": (True, False),
            "date": DAYS,
        }
        if type in plain:
            return self._random.choice(plain[type])
        if "maxBytes" in layout:
            kinds = [kind for kind in (PDF, JPEG, PNG) if kind in layout["types"]]
            return [attachment(self._random.choice(kinds)) for _ in range(self._random.randrange(1, 3))]
        return self._random.choice([good for good, *_ in SAMPLES[type].good] or ["x"])

    def _number(self, low: float, high: float, with_decimals: bool) -> float:
        number = self._random.randint(int(low), max(int(low), int(high)))
        other = round(self._random.uniform(low, high), 1) if with_decimals else low
        return self._random.choice((low, high, number, number, other))

    def _chosen(self, field: Choosing, fitting: Sequence[str], many: bool) -> Any:
        values = fitting or [option.value for option in field.all_options] or [ONE, ONE[:-1] + "c"]
        return (
            self._random.sample(values, self._random.randrange(1, len(values) + 1))
            if many
            else self._random.choice(values)
        )


def every(fields: Sequence[CompiledField]) -> Iterator[CompiledField]:
    """These fields and those inside their groups."""
    for compiled_field in fields:
        yield compiled_field
        yield from every(compiled_field.inner)
