"""Compiles `from` and `until` to a condition on the date that the definition names, or else on the day of answering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.domain.calendar import is_date
from shared.domain.expressions.compiler import Formula
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Compiled
from shared.domain.fields.base import Dated, Field
from shared.domain.source.faults import FaultText
from shared.domain.source.node import YamlPath

_SIGNS = {"from": ">=", "until": "<="}


@dataclass(frozen=True, slots=True)
class InForce:
    """`field`: the date, or moment, to which `from` and `until` are compared (`in_force_on`)."""

    field: Field | None = None

    def condition(self, dated: Dated, is_inner: bool) -> Formula | None:
        """The condition that the day is between them, both included; None where it always is."""
        bounds = [[_SIGNS[key], "date", self._day(is_inner), ["date", day]] for key, day in _days(dated).items()]
        if not bounds:
            return None
        return Formula(Kind.YES_NO, bounds[0] if len(bounds) == 1 else ["and", *bounds])

    def _day(self, is_inner: bool) -> Compiled:
        if self.field is None:
            return ["today"]
        answer: Compiled = ["get", "form" if is_inner else "here", self.field.id]
        return ["else", ["day-of", answer] if self.field.kind == "date-time" else answer, ["today"]]

    def field_faults(self, field: Field, earlier: Mapping[str, Field]) -> Iterator[tuple[YamlPath, FaultText]]:
        """The faults in the days of a field, of its options and of its rules, each with its path below the field."""
        yield from (((fault_text.at,), fault_text) for fault_text in self.faults(field, earlier))
        for number, _, _, dated in field.conditional_options():
            yield from ((("options", number, fault.at), fault) for fault in self.faults(dated, earlier))
        for number, validity in enumerate(field.valid_when):
            yield from ((("valid_when", number, fault.at), fault) for fault in self.faults(validity, None))

    def faults(self, dated: Dated, earlier: Mapping[str, Field] | None) -> Iterator[FaultText]:
        """The faults in a pair of days. `earlier`: the form's fields before it, None where it may use any."""
        days = _days(dated)
        for key, day in days.items():
            if not is_date(day):
                yield FaultText("law-date", {"key": key, "value": day}, at=key)
                return
        if len(days) == len(_SIGNS) and days["from"] > days["until"]:
            yield FaultText("law-dates-swapped", {"from": days["from"], "until": days["until"]}, at="from")
        if days and earlier is not None and self.field is not None and self.field.id not in earlier:
            yield FaultText("law-day-later", {"id": self.field.id}, at=next(iter(days)))


def _days(dated: Dated) -> dict[str, str]:
    return {key: day for key, day in (("from", dated.from_), ("until", dated.until)) if day is not None}
