"""Determines what the register fills in beside a company's number, and where that is missing. The phone's half is
`static-web/src/form/companies.ts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.company import AWAITING, Company, Unit
from shared.domain.fields.base import Field
from shared.domain.fields.cvr import Cvr
from shared.domain.fields.p_number import PNumber
from shared.domain.fields.text import UNIT_ADDRESS, AutofillValue, Text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """A company number that has not been looked up in the register. `place`: the path of the object that contains it; `beside`:
    that object's fields; `answers`: its answers."""

    cvr: str
    field: str
    place: Path
    beside: Sequence[Field]
    answers: dict[str, Any]


def unasked(fields: Sequence[Field], answers: dict[str, Any], place: Path = ()) -> Iterator[Unasked]:
    """The answered company numbers that have fields to be filled in beside them, all of which are empty."""
    for field in fields:
        value = answers.get(field.id)
        if value is None:
            continue
        if isinstance(field, Cvr):
            texts = [
                other.id
                for other in fields
                if isinstance(other, Text) and other.autofill and other.autofill.company == field.id
            ]
            if texts and not answers.keys() & texts:
                yield Unasked(value, field.id, place, fields, answers)
        elif field.inner():
            for number, item in enumerate(value):
                yield from unasked(field.inner(), item, (*place, field.id, number))


def filled_in(number: Unasked, company: Company) -> Iterator[tuple[Path, Any]]:
    """What `company` fills in, by path: texts cut to the length that their fields accept, and the production unit where one is
    awaited and there is only one to choose."""
    field = _unit_field(number)
    unit_number = number.answers.get(field.id) if field else None
    chosen = _only_unit(company) if unit_number == AWAITING else unit_number
    if field and chosen and chosen != unit_number:
        yield (*number.place, field.id), chosen
    unit = next((listed for listed in company.units if listed.p_number == chosen), None)
    for text in number.beside:
        if isinstance(text, Text) and text.autofill and text.autofill.company == number.field:
            fact = _fact(text.autofill.value, company, unit)
            if value := fact.strip()[: text.max_length].strip():
                yield (*number.place, text.id), value


def unit_elsewhere(number: Unasked, company: Company) -> str | None:
    """The chosen P-number, where its unit did not come with the company and one of its facts is to be filled in."""
    field = _unit_field(number)
    unit_number = number.answers.get(field.id) if field else None
    is_asked = any(
        isinstance(field, Text) and field.autofill and field.autofill.value == UNIT_ADDRESS for field in number.beside
    )
    is_among_units = unit_number == AWAITING or any(unit.p_number == unit_number for unit in company.units)
    return unit_number if unit_number and is_asked and not is_among_units else None


def _unit_field(number: Unasked) -> PNumber | None:
    return next(
        (field for field in number.beside if isinstance(field, PNumber) and field.company == number.field), None
    )


def _fact(value: AutofillValue, company: Company, unit: Unit | None) -> str:
    if value == UNIT_ADDRESS:
        return unit.address or unit.name if unit else ""
    fact: str = getattr(company, value)
    return fact


def with_answer(answers: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of the answers with `value` at the path; the items on the path must exist."""
    changed: dict[str, Any] = _changed(answers, path, value)
    return changed


def _changed(old: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, *rest = path
    if isinstance(step, int):
        return [_changed(item, tuple(rest), value) if number == step else item for number, item in enumerate(old)]
    return {**old, step: _changed(old.get(step), tuple(rest), value)}


def _only_unit(company: Company) -> str | None:
    """The P-number of the only active unit; None where a person must choose, or not all units came with the company."""
    if company.unit_count > len(company.units):
        return None
    return _the_one(unit.p_number for unit in company.units if unit.active)


def _the_one(numbers: Iterable[str]) -> str | None:
    distinct = list(numbers)
    return distinct[0] if len(distinct) == 1 else None
