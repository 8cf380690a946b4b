"""Calculates what the product consumed and cost, by month, and how much of it each app accounts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
import logging

from shared.domain.evaluation.bill import Bill, BillFault, billed_charges
from shared.domain.evaluation.consumption import (
    ORE,
    Allotment,
    Charge,
    RateMissing,
    Usage,
    allotments,
    monthly_bill,
    unknown_meters,
    unpriced_meters,
)
from shared.domain.evaluation.focus import Account, focus_rows
from shared.domain.evaluation.periods import Period
from shared.domain.failures import OurFault, Unavailable
from shared.domain.ports import (
    Bills,
    ConsumptionRecords,
    EffectRecords,
    MeteredMonth,
    MeterReadings,
    Patience,
    Rates,
    UsageMeters,
)

log = logging.getLogger("feltskema.consumption")

SETTLES_AFTER = timedelta(days=5)
"""How long after the end of a month its meters are read again: metrics arrive late, and bills are corrected."""


@dataclass(frozen=True, slots=True)
class ConsumptionSources:
    """Where the figures come from. `account`: who pays, where there is no bill that says so."""

    bills: Bills
    records: ConsumptionRecords
    effects: EffectRecords
    rates: Rates
    account: Account


@dataclass(frozen=True, slots=True)
class MonthCost:
    """The cost of a month.

    `charges` are from the bill (`billed`), or an estimate by the rates; empty where nothing is known of the month. `fault`: what
    is wrong with the bill; `rate_missing`: the meter whose prices begin later, so that there is no estimate. `accepted`: the
    number of registrations that share the cost, by app. `unknown`: the meters that an estimate does not count, since they could
    not be read; `unpriced`: those that have a reading and no price.
    """

    month: Period
    charges: Sequence[Charge]
    parts: Sequence[Allotment]
    accepted: Mapping[str, int]
    metered: MeteredMonth | None
    billed: bool
    account: Account
    fault: str = ""
    unknown: Sequence[str] = ()
    unpriced: Sequence[str] = ()
    rate_missing: str = ""

    @property
    def cost(self) -> Decimal:
        """In kroner."""
        return sum((charge.cost for charge in self.charges), Decimal(0))


def per_registration(cost: Decimal, registrations: int) -> Decimal | None:
    """The cost of one registration in whole øre; None where there was none."""
    return (cost / registrations).quantize(ORE, ROUND_HALF_EVEN) if registrations else None


async def consumption_report(period: Period, sources: ConsumptionSources, now: datetime) -> Sequence[MonthCost]:
    """The costs of those months of a period that have begun. Raises `DependencyUnavailable`."""
    months = [month for month in period.months() if month.start < now]
    bills = await sources.bills.of(months)
    return [await _month(month, bills.get(month.name), sources) for month in months]


async def collect_usage(
    meters: UsageMeters, records: ConsumptionRecords, now: datetime, months: Sequence[Period], patience: Patience
) -> None:
    """Read the meters of the months that are not settled yet, and store the readings; of a meter that cannot be read now, what
    was stored stays.

    Raises `OurFault`, after all is stored, where some of the meters could not be read.
    """
    faults = dict[str, None]()
    for month in months:
        if not month.start < now < month.end + SETTLES_AFTER:
            continue
        try:
            readings = await meters.read(month, now, patience)
        except Unavailable as failure:
            readings = MeterReadings(faults=[failure.message])
        for fault in readings.faults:
            log.error("a meter of %s could not be read: %s", month.name, fault)
        faults |= dict.fromkeys(readings.faults)
        if readings.usage:
            await records.save(month.name, _with_earlier(readings, await records.of(month.name), now))
    if faults:
        raise OurFault("unavailable", "; ".join(faults))


def _with_earlier(readings: MeterReadings, stored: MeteredMonth | None, now: datetime) -> MeteredMonth:
    """What was read now, and what is stored of the meters that were not."""
    if stored is None:
        return MeteredMonth(readings.usage, now)
    read = {entry.meter for entry in readings.usage}
    unread = [entry for entry in stored.usage if entry.meter not in read]
    earlier = {entry.meter: stored.earlier.get(entry.meter, stored.read_at) for entry in unread}
    return MeteredMonth([*readings.usage, *unread], now, earlier)


async def _month(month: Period, billed: Bill | BillFault | None, sources: ConsumptionSources) -> MonthCost:
    metered, effects = await sources.records.of(month.name), await sources.effects.of(month.name)
    accepted = {app: effect.registrations for app, effect in effects.by_app.items() if app} if effects else {}
    bill, fault = (None, str(billed)) if isinstance(billed, BillFault) else (billed, "")
    charges: Sequence[Charge] = ()
    usage: Sequence[Usage] = ()
    unknown: Sequence[str] = ()
    unpriced: Sequence[str] = ()
    rate_missing = ""
    if bill is not None:
        charges = billed_charges(month, bill)
    elif metered is not None:
        standing = [Usage(meter, Decimal(quantity)) for meter, quantity in sources.rates.standing.items()]
        usage = [*metered.usage, *standing]
        try:
            charges = monthly_bill(month, usage, sources.rates.rates)
            unknown = unknown_meters(month, usage, sources.rates.rates)
            unpriced = unpriced_meters(usage, sources.rates.rates)
        except RateMissing as missing:
            rate_missing = missing.meter
    parts = allotments(charges, usage, accepted)
    account = bill.account if bill is not None else sources.account
    figures = (month, charges, parts, accepted, metered, bill is not None, account)
    return MonthCost(*figures, fault, unknown, unpriced, rate_missing)


def focus_rows_of(months: Sequence[MonthCost]) -> Sequence[Mapping[str, str]]:
    """The months as rows of FOCUS, the open format for cloud costs."""
    return [row for month in months for row in focus_rows(month.month, month.parts, month.account)]
