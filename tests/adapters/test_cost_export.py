"""Bills as Azure exports them: two years drawn at random come to the øre to what they are, however they are laid out and
shared."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from shared.adapters.cost_export import read_export
from shared.domain.evaluation.bill import BillFault, billed_charges
from shared.domain.evaluation.consumption import allotments, split_sums
from shared.domain.evaluation.focus import COLUMNS, focus_file, focus_rows
from shared.domain.evaluation.periods import month_of
from tests.exported_bills import EA_COLUMNS, MCA_COLUMNS, Drawn, actual, drawn, focus

MONTHS = [(year, month) for year in (2027, 2028) for month in range(1, 13)]
"""With a leap day, and both changes of the clock in each year."""


@pytest.mark.parametrize(("year", "number"), MONTHS)
def test_two_years_of_bills_are_shared_to_the_ore(year: int, number: int) -> None:
    random = Random(year * 100 + number)
    bill, month = drawn(random), month_of(year, number)
    accepted = {f"app-{app}": random.choice((0, random.randrange(900))) for app in range(random.randrange(8))}
    for content in (focus(bill), actual(bill, EA_COLUMNS), actual(bill, MCA_COLUMNS)):
        read = read_export("part.csv", content)
        assert read.total == bill.total
        charges = billed_charges(month, read)
        assert sum(charge.cost for charge in charges) == bill.total
        parts = allotments(charges, (), accepted)
        assert sum(split_sums(parts).values()) == bill.total
        assert set(split_sums(parts)) == (set(accepted) or {"platform"})
        for charge in charges:
            assert sum(part.cost for part in parts if part.charge is charge) == charge.cost
        rows = list(focus_rows(month, parts, read.account))
        assert sum(Decimal(row["BilledCost"]) for row in rows) == bill.total
        assert focus_file(rows).count(b"\r\n") == len(rows) + 1
        assert all(tuple(row) == COLUMNS for row in rows)


def test_a_bill_worked_out_by_hand() -> None:
    """Three lines of 0.004 kr. each are 0.012 kr.: 0.01, and not three times nothing. With 2.995 kr. of storage in all 3.007 kr.:
    3.01. Rounded down they are 0.01 and 2.99; the øre that is left goes to the larger remainder, the storage's 0.5 before the
    functions' 0.2."""
    lines = [
        ("Compute", "Azure Functions", "On Demand Execution Time", "GB Second", Decimal(154), Decimal("0.004")),
        ("Compute", "Azure Functions", "On Demand Execution Time", "GB Second", Decimal(153), Decimal("0.004")),
        ("Compute", "Azure Functions", "On Demand Execution Time", "GB Second", Decimal(155), Decimal("0.004")),
        ("Storage", "Storage", "ZRS Data Stored", "GB/Month", Decimal(5), Decimal("2.995")),
    ]
    bill = read_export("part.csv", focus(Drawn(lines)))
    charges = billed_charges(month_of(2026, 11), bill)
    assert [(charge.rate.meter, str(charge.cost), str(charge.consumed)) for charge in charges] == [
        ("Azure Functions: On Demand Execution Time (GB Second)", "0.01", "462"),
        ("Storage: ZRS Data Stored (GB/Month)", "3.00", "5"),
    ]
    parts = allotments(charges, (), {"visit": 2, "follow-up": 1})
    assert {app: str(cost) for app, cost in split_sums(parts).items()} == {"follow-up": "1.00", "visit": "2.01"}
    assert bill.account.billing_name == "Prøvekøbing Kommune"


def test_what_a_bill_does_not_name_is_told_of_as_other() -> None:
    (charge,) = billed_charges(
        month_of(2026, 11),
        read_export(
            "part.csv", focus(drawn(Random(1)), ServiceName="", x_SkuMeterName="", ConsumedUnit="", ServiceCategory="")
        ),
    )
    assert charge.rate.meter == "Other: Other (Units)"
    assert charge.service == ("Other", "Other")


GOOD = focus(drawn(Random(7)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe", "no CSV in UTF-8"),
        (b"", "no column"),
        (GOOD.replace(b"ServiceName", b"Service", 1), "no column servicename; export"),
        (GOOD.rpartition(b",")[0], "not as many cells as columns"),
        (GOOD.replace(b"DKK", b"EUR", 1), "line 2: BillingCurrency is 'EUR'; only DKK"),
        (focus(drawn(Random(7)), BilledCost="1,5"), "line 2: billedcost is '1,5', which is no number"),
        (focus(drawn(Random(7)), BilledCost="NaN"), "which is no number"),
        (focus(drawn(Random(7)), BilledCost=""), "which is no number"),
    ],
)
def test_a_bill_that_cannot_be_used_is_refused_with_the_place_and_the_remedy(content: bytes, message: str) -> None:
    with pytest.raises(BillFault, match=message) as refused:
        read_export("costs/part.csv", content)
    assert str(refused.value).startswith("costs/part.csv")
