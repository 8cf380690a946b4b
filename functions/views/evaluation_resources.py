"""Response models of what the trial costs, and what it does for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from functions.views.base import Moment, Shown
from shared.domain.evaluation.consumption import Charge, split_sums
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, KeptEffect
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.evaluation.periods import Period
from shared.services.consumption_report import MonthCost, per_registration


class ShownCharge(Shown):
    """The reading and cost of one meter, in kroner: `billed` of `consumed` units were beyond the free amount. `source`: where the
    price is from, the bill or a price list."""

    meter: str
    unit: str
    consumed: str
    billed: str
    cost: str
    source: str


class ShownAppCost(Shown):
    """One app's share of the cost, in kroner; the shares add up to the total. `perRegistration`: null where there was none."""

    app: str
    registrations: int
    cost: str
    per_registration: str | None


class ShownMonthCost(Shown):
    """A month's cost in kroner. `basis`: the provider's bill, an estimate by the rates, or nothing is known of the month.
    `readAt`: when the meters were last read; `fault`: what is wrong with the bill or the rates, empty for nothing."""

    month: str
    basis: Literal["bill", "rates", "none"]
    cost: str | None
    read_at: Moment | None
    fault: str
    charges: tuple[ShownCharge, ...]
    apps: tuple[ShownAppCost, ...]


class ShownConsumption(Shown):
    """The cost of a period's months, in kroner; `cost`: null where nothing is known of a month that has begun."""

    period: str
    months: tuple[ShownMonthCost, ...]
    cost: str | None
    apps: tuple[ShownAppCost, ...]


class ShownSpread(Shown):
    """Minutes of `count` registrations: half took at most `median`, nine in ten at most `ninetieth`; null where none is
    counted."""

    count: int
    median: int | None
    ninetieth: int | None


class ShownEffect(Shown):
    """What one app did; `app` is empty for all together.

    Minutes are from the visit until the server had the registration (`toAccepted`) and until the last case system had it. Of
    `dated` registrations, which tell when the visit was, `atVisit` were begun within an hour of it. `corrected` were refused and
    sent again; `answered` of `asked` questions are answered; a company is counted once; `repeatsAvoided` were sent again and
    stored once.
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


class ShownEffects(Shown):
    """Effect and maintenance of a period, with the figures of before. `reckonedAt`: null where it has not been calculated yet,
    which happens each night."""

    period: str
    reckoned_at: Moment | None
    apps: tuple[ShownEffect, ...]
    maintenance: ShownMaintenance | None
    before: tuple[ShownBefore, ...]


def shown_consumption(period: Period, months: Sequence[MonthCost]) -> ShownConsumption:
    is_complete = bool(months) and all(month.charges for month in months)
    sums = split_sums(part for month in months for part in month.parts)
    counts: dict[str, int] = dict.fromkeys(sums, 0)
    for month in months:
        for app, count in month.accepted.items():
            counts[app] = counts.get(app, 0) + count
    return ShownConsumption(
        period=period.name,
        months=tuple(_month(month) for month in months),
        cost=_kroner(sum((month.cost for month in months), Decimal(0))) if is_complete else None,
        apps=_apps(sums, counts),
    )


def _month(month: MonthCost) -> ShownMonthCost:
    sums = split_sums(month.parts)
    return ShownMonthCost(
        month=month.month.name,
        basis=("bill" if month.billed else "rates") if month.charges else "none",
        cost=_kroner(month.cost) if month.charges else None,
        read_at=month.metered.read_at if month.metered else None,
        fault=month.fault,
        charges=tuple(_charge(charge) for charge in month.charges),
        apps=_apps(sums, month.accepted),
    )


def _apps(sums: Mapping[str, Decimal], counts: Mapping[str, int]) -> tuple[ShownAppCost, ...]:
    rows = []
    for app, cost in sorted(sums.items()):
        count = counts.get(app, 0)
        each = per_registration(cost, count)
        rows.append(
            ShownAppCost(
                app=app,
                registrations=count,
                cost=_kroner(cost),
                per_registration=None if each is None else _kroner(each),
            )
        )
    return tuple(rows)


def _charge(charge: Charge) -> ShownCharge:
    rate = charge.rate
    return ShownCharge(
        meter=rate.meter,
        unit=rate.unit,
        consumed=_quantity(charge.consumed),
        billed=_quantity(charge.billed),
        cost=_kroner(charge.cost),
        source=rate.source,
    )


def shown_effects(period: Period, kept: KeptEffect | None, before: Sequence[BeforeFigure]) -> ShownEffects:
    return ShownEffects(
        period=period.name,
        reckoned_at=kept.reckoned_at if kept else None,
        apps=tuple(_effect(app, effect) for app, effect in _ordered(kept)) if kept else (),
        maintenance=_maintenance(kept.maintenance) if kept else None,
        before=tuple(shown_before(figure) for figure in before),
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


def _ordered(kept: KeptEffect) -> Sequence[tuple[str, Effect]]:
    return sorted(kept.by_app.items(), key=lambda entry: (entry[0] != EVERY_APP, entry[0]))


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
    )


def _spread(spread: Spread) -> ShownSpread:
    return ShownSpread(count=spread.count, median=spread.median, ninetieth=spread.ninetieth)


def _maintenance(hours: Maintenance) -> ShownMaintenance:
    return ShownMaintenance(
        registrations=hours.registrations,
        minutes=hours.minutes,
        by_kind=dict(hours.by_kind),
        by_system=dict(hours.by_system),
        spent=_kroner(Decimal(hours.spent) / 100),
        unannounced=hours.unannounced,
    )


def _kroner(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _quantity(quantity: Decimal) -> str:
    """A quantity with at most three decimals."""
    return f"{quantity.quantize(Decimal('0.001')):f}".rstrip("0").rstrip(".") or "0"
