"""Response models of what the trial does for people, and what they think of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from functions.views.base import Moment, Shown
from functions.views.evaluation_resources import shown_kroner
from shared.domain.evaluation.changes import Changes
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.resource_tables import Resources
from shared.domain.evaluation.survey import SurveyFigures
from shared.domain.text.localized_text import InLanguages


class ShownSpread(Shown):
    """Minutes, or taps, of `count` registrations: half took at most `median`, nine in ten at most `ninetieth`; null where none is
    counted."""

    count: int
    median: int | None
    ninetieth: int | None


class ShownEffect(Shown):
    """What one app did; `app` is empty for all together.

    Minutes are from the visit until the server had the registration (`toAccepted`) and until the last case system had it. Of
    `dated` registrations, which tell when the visit was, `atVisit` were begun within an hour of it. `corrected` were refused and
    sent again; `answered` of `asked` questions are answered; a company is counted once; `repeatsAvoided` were sent again and
    stored once. `taps`, `keys` and `inForm` (minutes) are what the form took, where it is counted; of the registrations of fewer
    than five people they are not shown.
    """

    app: str
    registrations: int
    to_accepted: ShownSpread
    to_case_system: ShownSpread
    dated: int
    at_visit: int
    corrected: int
    refused: int
    asked: int
    answered: int
    companies: int
    repeats_avoided: int
    taps: ShownSpread
    keys: ShownSpread
    in_form: ShownSpread


class ShownMaintenance(Shown):
    """Minutes of work, by kind and by what they were spent on (`platform`, or an app as it was written). `spent`: the cost of
    external consultants, in kroner; `unannounced`: how many of the `registrations` say that users were affected without
    notice."""

    registrations: int
    minutes: int
    by_kind: dict[str, int]
    by_system: dict[str, int]
    spent: str
    unannounced: int


class ShownBefore(Shown):
    """What a task took before there was an app: `value` in `unit` for `task`, read in `source`."""

    id: str
    task: str
    value: int
    unit: str
    source: str
    by: str
    at: Moment


class ShownOpinion(Shown):
    """What people think of an app; `app` is empty for all that are told. `needs` and `easy` are averages of marks from 1 to 5,
    `score` is both from 0 to 100."""

    app: str
    answers: int
    needs: str
    easy: str
    score: int


class ShownOpinions(Shown):
    """`state`: they are shown for whole quarters only (`by-quarter`), a week after the quarter's end (`collecting` until then).
    `tooFew`: the apps with fewer than five answers, which are not shown."""

    state: Literal["by-quarter", "collecting", "counted"]
    apps: tuple[ShownOpinion, ...]
    too_few: tuple[str, ...]


class ShownLiveVersion(Shown):
    """A version of a form that went live. `days`: since its first draft; null where that is unknown."""

    app: str
    version: int
    at: Moment
    days: int | None


class ShownChanges(Shown):
    """How many packages were put into operation, and which versions of forms went live."""

    releases: int
    versions: tuple[ShownLiveVersion, ...]


class ShownEffects(Shown):
    """Effect and maintenance of a period, what people think, and the figures of before. `reckonedAt`: null where it has not been
    calculated yet, which happens each night. `titles`: those of the apps that are served, by app."""

    period: str
    reckoned_at: Moment | None
    apps: tuple[ShownEffect, ...]
    maintenance: ShownMaintenance | None
    opinions: ShownOpinions
    changes: ShownChanges
    before: tuple[ShownBefore, ...]
    titles: dict[str, InLanguages]


def shown_effects(period: Period, resources: Resources) -> ShownEffects:
    record = resources.effect_record
    return ShownEffects(
        period=period.name,
        reckoned_at=record.reckoned_at if record else None,
        apps=tuple(_effect(app, effect) for app, effect in _ordered(record)) if record else (),
        maintenance=_maintenance(record.maintenance) if record else None,
        opinions=_opinions(resources.opinions),
        changes=_changes(resources.changes),
        before=tuple(shown_before(figure) for figure in resources.before),
        titles=dict(resources.titles),
    )


def _changes(changes: Changes) -> ShownChanges:
    return ShownChanges(
        releases=len(changes.releases),
        versions=tuple(
            ShownLiveVersion(app=live.app, version=live.version, at=live.at, days=live.days)
            for live in changes.versions
        ),
    )


def shown_before(figure: BeforeFigure) -> ShownBefore:
    return ShownBefore(
        id=figure.id,
        task=figure.task,
        value=figure.value,
        unit=figure.unit,
        source=figure.source,
        by=figure.by,
        at=figure.at,
    )


def _ordered(record: EffectRecord) -> Sequence[tuple[str, Effect]]:
    return sorted(record.by_app.items(), key=lambda entry: (entry[0] != EVERY_APP, entry[0]))


def _effect(app: str, effect: Effect) -> ShownEffect:
    return ShownEffect(
        app=app,
        registrations=effect.registrations,
        to_accepted=_spread(effect.to_accepted),
        to_case_system=_spread(effect.to_case_system),
        dated=effect.dated,
        at_visit=effect.at_visit,
        corrected=effect.corrected,
        refused=effect.refused,
        asked=effect.asked,
        answered=effect.answered,
        companies=effect.companies,
        repeats_avoided=effect.repeats_avoided,
        taps=_spread(effect.taps),
        keys=_spread(effect.keys),
        in_form=_spread(effect.in_form),
    )


def _spread(spread: Spread) -> ShownSpread:
    return ShownSpread(count=spread.count, median=spread.median, ninetieth=spread.ninetieth)


def _maintenance(hours: Maintenance) -> ShownMaintenance:
    return ShownMaintenance(
        registrations=hours.registrations,
        minutes=hours.minutes,
        by_kind=dict(hours.by_kind),
        by_system=dict(hours.by_system),
        spent=shown_kroner(Decimal(hours.spent) / 100),
        unannounced=hours.unannounced,
    )


def _opinions(figures: SurveyFigures) -> ShownOpinions:
    return ShownOpinions(
        state=figures.state,
        apps=tuple(
            ShownOpinion(
                app=figure.app,
                answers=figure.answers,
                needs=str(figure.needs),
                easy=str(figure.easy),
                score=figure.score,
            )
            for figure in figures.figures
        ),
        too_few=tuple(figures.too_few),
    )
