"""Bills drawn at random add up to the øre, however they are shared; the rate is the one in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from shared.domain.evaluation.consumption import (
    ORE,
    Rate,
    RateMissing,
    Usage,
    allotments,
    monthly_bill,
    rate_on,
    split,
)
from shared.domain.evaluation.focus import COLUMNS, Account, focus_rows
from shared.domain.evaluation.periods import month_of

METERS = ("functions-executions", "functions-gb-seconds", "storage-operations", "egress-gb", "gateway-calls", "logs-gb")


def rate(meter: str, valid_from: date, price: str, per: str = "1", free: str = "0") -> Rate:
    return Rate(meter, "Units", valid_from, Decimal(price), Decimal(per), "drawn", Decimal(free))


@pytest.mark.parametrize("seed", range(40))
def test_the_apps_parts_add_up_to_the_bill_to_the_ore_and_the_unit(seed: int) -> None:
    random = Random(seed)
    apps = [f"app-{number}" for number in range(random.randrange(1, 9))]
    rates = [
        rate(meter, date(2025, 1, 1), f"{random.randrange(1, 99999)}e-4", random.choice(("1", "1000")))
        for meter in METERS
    ]
    usage = [
        Usage(random.choice(METERS), Decimal(random.randrange(10**7)), random.choice((None, *apps)))
        for _ in range(random.randrange(1, 60))
    ]
    accepted = {app: random.choice((0, random.randrange(5000))) for app in apps}
    month = month_of(2026, 11)
    bill = monthly_bill(month, usage, rates)
    parts = allotments(bill, usage, accepted)
    for charge in bill:
        own = [part for part in parts if part.charge is charge]
        assert sum(part.cost for part in own) == charge.cost
        assert abs(sum(part.consumed for part in own) - charge.consumed) < Decimal("1e-12")
        assert all(part.cost >= 0 for part in own)
    rows = list(
        focus_rows(month, parts, Account("agreement/1", "Kommune", "subscription/1", "Feltskema", "denmarkeast", "DK"))
    )
    assert sum(Decimal(row["BilledCost"]) for row in rows) == sum(charge.cost for charge in bill)
    assert all(tuple(row) == COLUMNS for row in rows)


def test_a_month_reckoned_by_hand() -> None:
    """Two apps, 300 and 100 registrations. 2,500,000 executions, 1,000,000 of them free, at 1.40 a million; 60,000 GB-s, of which
    20,000 are app b's own, at 0.10 a thousand."""
    rates = [
        rate("functions-executions", date(2026, 1, 1), "1.40", "1000000", "1000000"),
        rate("functions-gb-seconds", date(2026, 1, 1), "0.10", "1000"),
    ]
    usage = [
        Usage("functions-executions", Decimal(2_500_000)),
        Usage("functions-gb-seconds", Decimal(40_000)),
        Usage("functions-gb-seconds", Decimal(20_000), "b"),
    ]
    bill = monthly_bill(month_of(2026, 11), usage, rates)
    assert [str(charge.cost) for charge in bill] == ["2.10", "6.00"]
    assert [(part.app, str(part.cost)) for part in allotments(bill, usage, {"a": 300, "b": 100})] == [
        ("a", "1.58"),  # 1.575 and 0.525: the last øre goes to the larger remainder, here equal, so by name
        ("b", "0.52"),
        ("a", "3.00"),  # 30,000 of 60,000
        ("b", "3.00"),  # 10,000 + 20,000
    ]


def test_the_rate_in_force_when_the_month_begins_is_used() -> None:
    rates = [rate("logs-gb", date(2026, 1, 1), "20"), rate("logs-gb", date(2026, 11, 2), "30")]
    usage = [Usage("logs-gb", Decimal(1))]
    assert monthly_bill(month_of(2026, 11), usage, rates)[0].cost == 20
    assert monthly_bill(month_of(2026, 12), usage, rates)[0].cost == 30


def test_a_meter_without_a_rate_stops_the_bill_by_name() -> None:
    with pytest.raises(RateMissing, match="no rate for logs-gb on 2026-11-01"):
        rate_on([rate("logs-gb", date(2026, 12, 1), "1")], "logs-gb", date(2026, 11, 1))


def test_what_nobody_used_is_shared_in_equal_parts() -> None:
    assert split(Decimal("1.00"), {"a": Decimal(0), "b": Decimal(0), "c": Decimal(0)}) == {
        "a": 34 * ORE,
        "b": 33 * ORE,
        "c": 33 * ORE,
    }
    assert split(Decimal("1.00"), {}) == {}
