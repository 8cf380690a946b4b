"""A month's bill from the cloud provider, line by line, and its total for each meter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from shared.domain.evaluation.consumption import ORE, Charge, Rate, in_ore
from shared.domain.evaluation.focus import Account
from shared.domain.evaluation.periods import Period
from shared.domain.text.time_format import danish_clock


class BillFault(ValueError):
    """A bill cannot be used; the message names the file, the column and the remedy."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """The cost of one meter of one resource: `quantity` units for `cost` kroner, with all decimals that the provider gives; below
    0 for a refund. `category` is FOCUS's."""

    category: str
    service: str
    meter: str
    unit: str
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of a calendar month, which begins at midnight UTC, as the provider bills it. `account` is who pays."""

    lines: Sequence[BillLine]
    account: Account

    @property
    def total(self) -> Decimal:
        """The total in whole øre: the lines are added first, and rounded once."""
        return sum((line.cost for line in self.lines), Decimal(0)).quantize(ORE, ROUND_HALF_EVEN)


def billed_charges(month: Period, bill: Bill) -> tuple[Charge, ...]:
    """A charge for each meter of a bill, by service and meter, in whole øre that add up to the bill's total."""
    groups: dict[tuple[str, str, str, str], list[BillLine]] = {}
    for line in bill.lines:
        groups.setdefault((line.service, line.meter, line.unit, line.category), []).append(line)
    names = {key: f"{key[0]}: {key[1]} ({key[2]})" for key in groups}
    exact: Mapping[str, Decimal] = {
        names[key]: sum((line.cost for line in lines), Decimal(0)) for key, lines in groups.items()
    }
    costs = in_ore(bill.total, exact)
    first = danish_clock(month.start).date()
    charges = []
    for key, lines in sorted(groups.items()):
        service, _, unit, category = key
        quantity = sum((line.quantity for line in lines), Decimal(0))
        price = exact[names[key]] / quantity if quantity else Decimal(0)
        rate = Rate(names[key], unit, first, price, Decimal(1), "the bill")
        charges.append(Charge(rate, quantity, quantity, costs[names[key]], (category, service)))
    return tuple(charges)
