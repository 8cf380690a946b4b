"""Reads the CSV of an Azure Cost Management export, in the FOCUS layout or that of actual costs.

Columns: Microsoft's pages "FOCUS cost and usage details file schema" and "Cost and usage details file schema" (the Enterprise
Agreement and the Microsoft Customer Agreement have the same names with different capitals).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

from shared.domain.evaluation.bill import Bill, BillFault, BillLine
from shared.domain.evaluation.focus import Account

Row = Mapping[str, str]

CURRENCY = "DKK"

CATEGORIES: Mapping[str, str] = {
    "Azure Functions": "Compute",
    "Functions": "Compute",
    "Storage": "Storage",
    "Bandwidth": "Networking",
    "Virtual Network": "Networking",
    "NAT Gateway": "Networking",
    "API Management": "Integration",
    "Azure Monitor": "Management and Governance",
    "Log Analytics": "Management and Governance",
    "Application Insights": "Management and Governance",
    "Azure App Service": "Web",
    "Key Vault": "Security",
}
"""The FOCUS category of a service, by the meter category in the layout of actual costs; `Other` for the rest."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's column names, in lower case, for each value that is read; the first column with a value is used. A file has this
    layout if it has the `required` columns."""

    required: tuple[str, ...]
    cost: str
    quantity: tuple[str, ...]
    unit: tuple[str, ...]
    service: str
    meter: tuple[str, ...]
    account: tuple[str, ...]
    category: Callable[[Row], str]


FOCUS = Layout(
    required=("billedcost", "billingcurrency", "servicename", "servicecategory", "chargecategory"),
    cost="billedcost",
    quantity=("consumedquantity", "pricingquantity"),
    unit=("consumedunit", "pricingunit"),
    service="servicename",
    meter=("x_skumetername", "skuid", "chargedescription"),
    account=("billingaccountid", "billingaccountname", "subaccountid", "subaccountname", "regionid", "regionname"),
    category=lambda row: row["servicecategory"] or "Other",
)
ACTUAL = Layout(
    required=("costinbillingcurrency", "billingcurrency", "metercategory", "metername", "quantity"),
    cost="costinbillingcurrency",
    quantity=("quantity",),
    unit=("unitofmeasure",),
    service="metercategory",
    meter=("metername", "chargetype"),
    account=(
        *("billingaccountid", "billingaccountname", "subscriptionid", "subscriptionname"),
        *("resourcelocation", "resourcelocation"),
    ),
    category=lambda row: CATEGORIES.get(row["metercategory"], "Other"),
)


def read_export(name: str, content: bytes) -> Bill:
    """The bill in one file. Raises `BillFault`, which names the file, line, column and remedy."""
    try:
        table = csv.DictReader(StringIO(content.decode("utf-8-sig")), strict=True)
        columns = [column.strip().lower() for column in table.fieldnames or ()]
        layout = _layout(name, columns)
        table.fieldnames = columns
        rows = list(table)
    except (UnicodeDecodeError, csv.Error) as error:
        raise BillFault(f"{name}: no CSV in UTF-8 ({error}); export it as CSV from Cost Management") from None
    lines = list(_lines(name, layout, rows))
    values = [next((row[column] for row in rows if row.get(column)), "") for column in layout.account]
    return Bill(lines, Account(*(value or "unknown" for value in values)))


def _layout(name: str, columns: list[str]) -> Layout:
    for layout in (FOCUS, ACTUAL):
        if all(column in columns for column in layout.required):
            return layout
    nearest = max((FOCUS, ACTUAL), key=lambda layout: sum(column in columns for column in layout.required))
    missing = ", ".join(column for column in nearest.required if column not in columns)
    raise BillFault(f"{name}: no column {missing}; export “Cost and usage details (FOCUS)” or “(actual)”")


def _lines(name: str, layout: Layout, rows: list[dict[str, str]]) -> Iterator[BillLine]:
    for number, row in enumerate(rows, 2):
        where = f"{name}, line {number}"
        # A line with more or fewer cells than columns: the file is truncated, or its quotes are wrong.
        if None in row or any(value is None for value in row.values()):
            raise BillFault(f"{where}: not as many cells as columns; export the month again")
        if row["billingcurrency"] != CURRENCY:
            raise BillFault(f"{where}: BillingCurrency is {row['billingcurrency']!r}; only {CURRENCY} is reckoned in")
        yield BillLine(
            category=layout.category(row),
            service=row[layout.service] or "Other",
            meter=_first(row, layout.meter) or "Other",
            unit=_first(row, layout.unit) or "Units",
            quantity=_number(where, layout.quantity[0], _first(row, layout.quantity) or "0"),
            cost=_number(where, layout.cost, row[layout.cost]),
        )


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _number(where: str, column: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BillFault(f"{where}: {column} is {text!r}, which is no number; export the month again")
    return number
