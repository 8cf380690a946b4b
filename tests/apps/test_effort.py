"""What an app's example costs the thumb with nothing remembered, reckoned from its form: the taps and keys of each control.

The visit's own six registrations are counted in a browser (`tests/e2e/test_effort.py`); there chips and what is remembered help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.apps.examples import APPS, compiled, example
from tests.e2e.filling import GROUP
from tests.e2e.form_fields import FormField, sections


@dataclass(frozen=True)
class Effort:
    taps: int = 0
    keys: int = 0

    def __add__(self, other: Effort) -> Effort:
        return Effort(self.taps + other.taps, self.keys + other.keys)


TO_AND_FROM = Effort(3)
"""New registration, the app, and send."""
LETTERS = 4
"""Typed into a search before the one that is meant is among the hits."""


def typed(text: object) -> Effort:
    return Effort(1, len(str(text)))


def searched(answer: Any) -> Effort:
    """The box, and the hit, for each."""
    chosen = len(answer) if isinstance(answer, list) else 1
    return Effort(2 * chosen, LETTERS * chosen)


def _total(efforts: Iterable[Effort]) -> Effort:
    return sum(efforts, Effort())


COST: Mapping[str, Callable[[Any], Effort]] = {
    **dict.fromkeys(("yes-no", "radio", "p-number", "position", "signature"), lambda answer: Effort(1)),
    "checkboxes": lambda answer: Effort(len(answer)),
    "select": lambda answer: Effort(2),
    **dict.fromkeys(("search", "entity"), searched),
    # A chip or the phone's own calendar: open, choose, done. "Now" is one.
    "date": lambda answer: Effort(3),
    "date-time": lambda answer: Effort(1),
    "money": lambda answer: typed(answer // 100),
    "address": lambda answer: _total(typed(part) for part in answer.values()),
    # To the camera or the files, and the picture.
    **dict.fromkeys(("photo", "file"), lambda answer: Effort(2 * len(answer))),
    "calculated": lambda answer: Effort(),
}
"""By control; of every other it is what is typed."""


def effort(field: FormField, answer: Any) -> Effort:
    if field.layout.get("autofill"):
        return Effort()
    if field.control == GROUP:
        # The first card stands there.
        return _total(_of(field.inner(), item) for item in answer) + Effort(len(answer) - 1)
    return COST.get(field.control, typed)(answer)


def _of(fields: Sequence[FormField], answers: Mapping[str, Any]) -> Effort:
    return _total(effort(field, answers[field.id]) for field in fields if field.id in answers)


BUDGETS = {
    "boliganvisning": Effort(40, 200),
    "forberedende-virksomhedstjek": Effort(45, 300),
    "huslejenaevn-besigtigelse": Effort(40, 350),
    "indgangsportal": Effort(20, 250),
    "jobkonsulent-opfoelgning": Effort(40, 300),
    "kandidat": Effort(35, 200),
    "kandidatbehov": Effort(30, 200),
    "ny-sag": Effort(25, 200),
    "rekrutteringsanmodning": Effort(35, 400),
    "vedligeholdelsestimer": Effort(20, 150),
    "virksomhedsbesoeg": Effort(50, 400),
}
"""What an app's whole example may cost. Whoever adds a question to a form finds out here what it costs everybody."""


@pytest.mark.parametrize("app", APPS)
def test_its_example_costs_no_more_than_it_may(app: str) -> None:
    cost = TO_AND_FROM + _of([field for _, fields in sections(compiled(app)) for field in fields], example(app))
    most = BUDGETS[app]
    assert cost.taps <= most.taps, f"{cost.taps} taps"
    assert cost.keys <= most.keys, f"{cost.keys} keys"
