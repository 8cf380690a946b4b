"""The hours that operation and maintenance took, from the registrations of hours (`hours-app` in the rates)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Minutes of work by kind of work, and by what they were spent on: `platform`, or the name of an app as it was written.
    `spent`: the cost of external consultants, in øre; `unannounced`: how many of the `registrations` say that users were affected
    without notice."""

    registrations: int = 0
    minutes: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_system: Mapping[str, int] = field(default_factory=dict)
    spent: int = 0
    unannounced: int = 0


def worked_on(answers: Mapping[str, Any]) -> date | None:
    """The day of the work; None where the answers are no registration of hours."""
    try:
        return date.fromisoformat(answers["dato"])
    except (KeyError, TypeError, ValueError):
        return None


def maintenance(registrations: Iterable[Mapping[str, Any]]) -> Maintenance:
    """Add up the answers of registrations of hours."""
    kinds: dict[str, int] = {}
    systems: dict[str, int] = {}
    count = spent = unannounced = 0
    for answers in registrations:
        count += 1
        system = str(answers.get("app") or answers.get("system", "platform"))
        for work in answers.get("aktiviteter", ()):
            kinds[work["slags"]] = kinds.get(work["slags"], 0) + work["tid"]
            systems[system] = systems.get(system, 0) + work["tid"]
        spent += answers.get("udgift", 0)
        unannounced += answers.get("uvarslet") is True
    return Maintenance(
        count, sum(kinds.values()), dict(sorted(kinds.items())), dict(sorted(systems.items())), spent, unannounced
    )
