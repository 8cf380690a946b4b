"""Measures of what the product does for its users: how soon a visit is registered and in the case system, how complete, how
many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_low

from shared.domain.effort import Effort

EVERY_APP = ""
"""The name of the figures of all apps together."""

AT_THE_VISIT = timedelta(hours=1)
"""A registration begun at most this long after the visit began was begun at the visit: most visits last less."""

MIN_PEOPLE = 5
"""So many people's registrations are behind a figure of effort: with fewer it would show how fast somebody works."""


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """What is counted of a registration.

    `begun`: when the phone made its id. `visit`: when the visit was, where the form asks. `accepted`: when the server had it.
    `delivered`: when the last case system had it. `asked`: how many questions were shown; `answered`: how many of them were
    answered. `company`: the CVR number of the visited company. `person`: the key of who registered it. `effort`: what it took to
    write, where that is counted.
    """

    app: str
    begun: datetime
    visit: datetime | None
    accepted: datetime
    delivered: datetime | None = None
    corrected: bool = False
    refused: bool = False
    asked: int = 0
    answered: int = 0
    company: str = ""
    repeated: bool = False
    person: str = ""
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of whole minutes, or taps, over `count` registrations: half of them took at most `median`, nine in ten at most
    `ninetieth` (nearest rank); None where none is counted."""

    count: int = 0
    median: int | None = None
    ninetieth: int | None = None

    @classmethod
    def of(cls, durations: Iterable[timedelta]) -> Spread:
        """The spread of durations. A negative one, of a clock that was ahead, counts as 0."""
        return cls.of_counts(max(0, duration // timedelta(minutes=1)) for duration in durations)

    @classmethod
    def of_counts(cls, counts: Iterable[int]) -> Spread:
        """The spread of numbers from 0 up."""
        ordered = sorted(counts)
        if not ordered:
            return cls()
        return cls(len(ordered), *(ordered[-(-len(ordered) * tenths // 10) - 1] for tenths in (5, 9)))


@dataclass(frozen=True, slots=True)
class Effect:
    """The figures of one app, or of all.

    `to_accepted` and `to_case_system` are from the visit. `dated` registrations tell when the visit was, and `at_visit` of them
    were begun within `AT_THE_VISIT` of it. `corrected` were refused and sent again; `refused` still are. `companies` are counted
    once each; `repeats_avoided` registrations were sent again and stored once. `taps`, `keys` and `in_form` (minutes) are what
    the form took, where that is counted of at least `MIN_PEOPLE` people.
    """

    registrations: int = 0
    to_accepted: Spread = field(default_factory=Spread)
    to_case_system: Spread = field(default_factory=Spread)
    dated: int = 0
    at_visit: int = 0
    corrected: int = 0
    refused: int = 0
    asked: int = 0
    answered: int = 0
    companies: int = 0
    repeats_avoided: int = 0
    taps: Spread = field(default_factory=Spread)
    keys: Spread = field(default_factory=Spread)
    in_form: Spread = field(default_factory=Spread)


def effects(facts: Iterable[RegistrationFacts]) -> Mapping[str, Effect]:
    """The figures by app, and of all together under `EVERY_APP`, where a company reached by several apps counts once."""
    every = list(facts)
    apps = sorted({fact.app for fact in every})
    return {
        EVERY_APP: _effect(every),
        **{app: _effect([fact for fact in every if fact.app == app]) for app in apps},
    }


def _effect(facts: Sequence[RegistrationFacts]) -> Effect:
    dated = [(fact, fact.visit) for fact in facts if fact.visit is not None]
    efforts = _efforts(facts)
    return Effect(
        registrations=len(facts),
        to_accepted=Spread.of(fact.accepted - visit for fact, visit in dated),
        to_case_system=Spread.of(fact.delivered - visit for fact, visit in dated if fact.delivered is not None),
        dated=len(dated),
        at_visit=sum(fact.begun - visit <= AT_THE_VISIT for fact, visit in dated),
        corrected=sum(fact.corrected for fact in facts),
        refused=sum(fact.refused for fact in facts),
        asked=sum(fact.asked for fact in facts),
        answered=sum(fact.answered for fact in facts),
        companies=len({fact.company for fact in facts if fact.company}),
        repeats_avoided=sum(fact.repeated for fact in facts),
        taps=Spread.of_counts(effort.taps for effort in efforts),
        keys=Spread.of_counts(effort.keys for effort in efforts),
        in_form=Spread.of(effort.time for effort in efforts),
    )


def _efforts(facts: Sequence[RegistrationFacts]) -> Sequence[Effort]:
    """What a registration took each person as a rule, each person once: whoever registers most is not the figure. Nothing of
    fewer than `MIN_PEOPLE`."""
    by_person: dict[str, list[Effort]] = {}
    for fact in facts:
        if fact.effort is not None:
            by_person.setdefault(fact.person, []).append(fact.effort)
    return [_as_a_rule(efforts) for efforts in by_person.values()] if len(by_person) >= MIN_PEOPLE else ()


def _as_a_rule(efforts: Sequence[Effort]) -> Effort:
    return Effort(
        taps=median_low(effort.taps for effort in efforts),
        keys=median_low(effort.keys for effort in efforts),
        seconds=median_low(effort.seconds for effort in efforts),
    )
