"""Response models of what the trial costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from functions.views.base import Moment, Shown
from shared.domain.evaluation.consumption import Charge, split_sums
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
    `readAt`: when the oldest reading that counts was made; `fault`: what is wrong with the bill, empty for nothing;
    `rateMissing`: the meter whose prices begin later, so that there is no estimate, otherwise empty; `unknown`: the meters that
    could not be read, which an estimate does not count; `unpriced`: those that have a reading and no price."""

    month: str
    basis: Literal["bill", "rates", "none"]
    cost: str | None
    read_at: Moment | None
    fault: str
    rate_missing: str
    unknown: tuple[str, ...]
    unpriced: tuple[str, ...]
    charges: tuple[ShownCharge, ...]
    apps: tuple[ShownAppCost, ...]


class ShownConsumption(Shown):
    """The cost of a period's months, in kroner; `cost`: null where nothing is known of a month that has begun."""

    period: str
    months: tuple[ShownMonthCost, ...]
    cost: str | None
    apps: tuple[ShownAppCost, ...]


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
        cost=shown_kroner(sum((month.cost for month in months), Decimal(0))) if is_complete else None,
        apps=_apps(sums, counts),
    )


def _month(month: MonthCost) -> ShownMonthCost:
    sums = split_sums(month.parts)
    return ShownMonthCost(
        month=month.month.name,
        basis=("bill" if month.billed else "rates") if month.charges else "none",
        cost=shown_kroner(month.cost) if month.charges else None,
        read_at=month.metered.oldest if month.metered else None,
        fault=month.fault,
        rate_missing=month.rate_missing,
        unknown=tuple(month.unknown),
        unpriced=tuple(month.unpriced),
        charges=tuple(_charge(charge) for charge in month.charges),
        apps=_apps(sums, month.accepted),
    )


def _apps(sums: Mapping[str, Decimal], counts: Mapping[str, int]) -> tuple[ShownAppCost, ...]:
    rows = []
    for app, cost in sorted(sums.items()):
        count = counts.get(app, 0)
        share = per_registration(cost, count)
        rows.append(
            ShownAppCost(
                app=app,
                registrations=count,
                cost=shown_kroner(cost),
                per_registration=None if share is None else shown_kroner(share),
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
        cost=shown_kroner(charge.cost),
        source=rate.source,
    )


def shown_kroner(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _quantity(quantity: Decimal) -> str:
    """A quantity with at most three decimals."""
    return f"{quantity.quantize(Decimal('0.001')):f}".rstrip("0").rstrip(".") or "0"
