"""Prices what the instance consumed in a month by dated rates, and shares it between the apps, adding up to the øre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
import math

from shared.domain.evaluation.periods import Period
from shared.domain.text.time_format import danish_clock

ORE = Decimal("0.01")
"""Amounts are in kroner, and whole øre."""

EXECUTION_UNITS_PER_GB_SECOND = 1_024_000
"""Azure's metric FunctionExecutionUnits counts MB-milliseconds (Azure Functions, Estimating consumption-based costs)."""


class RateMissing(LookupError):
    """No rate is known for a meter on a day. No bill is made then, rather than an incomplete one."""

    def __init__(self, meter: str, day: date) -> None:
        super().__init__(f"no rate for {meter} on {day}")
        self.meter = meter
        self.day = day


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of a meter from `valid_from` (a Danish day) on: `per` units cost `price` kroner, the first `free` units of a
    month nothing. `source`: where the price was read."""

    meter: str
    unit: str
    valid_from: date
    price: Decimal
    per: Decimal
    source: str
    free: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Usage:
    """The quantity of a meter consumed in a month. `app`: by which app; None: by all together, to be shared."""

    meter: str
    quantity: Decimal
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What one meter cost in a month: `billed` of `consumed` units were beyond the free amount, at `rate`, `cost` kroner in
    total. `service`: FOCUS's category and the service's name, where a bill says so; None: it follows from the meter."""

    rate: Rate
    consumed: Decimal
    billed: Decimal
    cost: Decimal
    service: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Allotment:
    """One app's share of a charge, in kroner; `consumed`: its share of the units."""

    app: str
    charge: Charge
    consumed: Decimal
    cost: Decimal


def rate_on(rates: Iterable[Rate], meter: str, day: date) -> Rate:
    """The rate in force on a day: the latest that has begun. Raises `RateMissing`."""
    begun = [rate for rate in rates if rate.meter == meter and rate.valid_from <= day]
    if not begun:
        raise RateMissing(meter, day)
    return max(begun, key=lambda rate: rate.valid_from)


def monthly_bill(month: Period, usage: Sequence[Usage], rates: Sequence[Rate]) -> tuple[Charge, ...]:
    """A charge for each meter that was used, at the rate in force when the month began, each rounded to whole øre. Azure bills
    each meter separately, and changes prices between months. A meter without any price is left out: whoever deletes its
    prices says that it is not expected. Raises `RateMissing` for a meter whose prices begin later."""
    first = danish_clock(month.start).date()
    charges = []
    for meter in sorted({entry.meter for entry in usage} - {*unpriced_meters(usage, rates)}):
        consumed = sum((entry.quantity for entry in usage if entry.meter == meter), Decimal(0))
        rate = rate_on(rates, meter, first)
        billed = max(Decimal(0), consumed - rate.free)
        cost = (billed * rate.price / rate.per).quantize(ORE, ROUND_HALF_EVEN)
        charges.append(Charge(rate, consumed, billed, cost))
    return tuple(charges)


def unknown_meters(month: Period, usage: Iterable[Usage], rates: Iterable[Rate]) -> tuple[str, ...]:
    """The meters that have a price when the month begins and no reading: what they would cost is unknown, and not 0."""
    first = danish_clock(month.start).date()
    priced = {rate.meter for rate in rates if rate.valid_from <= first}
    return tuple(sorted(priced - {entry.meter for entry in usage}))


def unpriced_meters(usage: Iterable[Usage], rates: Iterable[Rate]) -> tuple[str, ...]:
    """The meters that have a reading and no price at all."""
    return tuple(sorted({entry.meter for entry in usage} - {rate.meter for rate in rates}))


PLATFORM = "platform"
"""Who bears a month in which there is no app."""


def allotments(charges: Iterable[Charge], usage: Sequence[Usage], accepted: Mapping[str, int]) -> tuple[Allotment, ...]:
    """Each app's share of each charge.

    An app bears what it used itself. What all used is shared by the registrations `accepted` in the month, or in equal parts
    where there were none; where there is no app it is `PLATFORM`'s. The shares of a charge add up to the charge, to the last øre
    and unit.
    """
    counts = accepted or {PLATFORM: 0}
    apps = sorted(counts)
    parts = []
    for charge in charges:
        own = {app: Decimal(0) for app in apps}
        for entry in usage:
            if entry.meter == charge.rate.meter and entry.app in own:
                own[entry.app] += entry.quantity
        common = charge.consumed - sum(own.values())
        used = {app: own[app] + common * weight for app, weight in _weights(counts).items()}
        # By registrations where the bill has no quantity, as for a refund.
        costs = split(charge.cost, used if any(used.values()) else _weights(counts))
        parts += [Allotment(app, charge, used[app], costs[app]) for app in apps]
    return tuple(parts)


def split_sums(parts: Iterable[Allotment]) -> Mapping[str, Decimal]:
    """Each app's share of several charges, in kroner."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        sums[part.app] = sums.get(part.app, Decimal(0)) + part.cost
    return sums


def _weights(accepted: Mapping[str, int]) -> Mapping[str, Decimal]:
    total = sum(accepted.values())
    return {app: Decimal(count) / total if total else Decimal(1) / len(accepted) for app, count in accepted.items()}


def split(amount: Decimal, weights: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Share an amount in whole øre by weight, so that the shares add up to it; in equal parts where all weights are 0."""
    total = sum(weights.values(), Decimal(0))
    exact = {
        name: amount * (weight / total if total else Decimal(1) / len(weights)) for name, weight in weights.items()
    }
    return in_ore(amount, exact)


def in_ore(amount: Decimal, exact: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Round exact shares to whole øre that add up to the amount: each is rounded down, and the rest is distributed by the largest
    remainder, then by name. Shares of refunds are below 0."""
    ores = {name: math.floor(value / ORE) for name, value in exact.items()}
    left = int(amount / ORE) - sum(ores.values())
    for name in sorted(exact, key=lambda name: (ores[name] - exact[name] / ORE, name))[:left]:
        ores[name] += 1
    return {name: count * ORE for name, count in ores.items()}
