"""Bills as Azure Cost Management exports them, drawn at random with what they come to."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
import json
from random import Random
from typing import Any

FOCUS_COLUMNS = (
    *(
        "BilledCost",
        "BillingAccountId",
        "BillingAccountName",
        "BillingCurrency",
        "BillingPeriodStart",
        "ChargeCategory",
    ),
    *("ConsumedQuantity", "ConsumedUnit", "PricingQuantity", "PricingUnit", "RegionId", "RegionName", "ResourceId"),
    *("ServiceCategory", "ServiceName", "SubAccountId", "SubAccountName", "Tags", "x_SkuMeterName"),
)
EA_COLUMNS = (
    *("InvoiceSectionName", "BillingAccountId", "BillingAccountName", "SubscriptionId", "SubscriptionName", "Date"),
    *("MeterCategory", "MeterName", "UnitOfMeasure", "Quantity", "CostInBillingCurrency", "BillingCurrency"),
    *("ResourceLocation", "ChargeType", "Tags"),
)
MCA_COLUMNS = tuple(name[0].lower() + name[1:] for name in EA_COLUMNS)

METERS = (
    ("Compute", "Azure Functions", "On Demand Execution Time", "GB Second"),
    ("Compute", "Azure Functions", "On Demand Total Executions", "10"),
    ("Storage", "Storage", "Batch Write Operations", "10K"),
    ("Storage", "Storage", "ZRS Data Stored", "GB/Month"),
    ("Integration", "API Management", "Standard v2 Unit", "Hour"),
    ("Management and Governance", "Log Analytics", "Pay-as-you-go Data Ingestion", "GB"),
    ("Networking", "Bandwidth", "Standard Data Transfer Out", "GB"),
)


@dataclass
class Drawn:
    """`rows` are lines as (category, service, meter, unit, quantity, cost)."""

    rows: list[tuple[str, str, str, str, Decimal, Decimal]]

    @property
    def total(self) -> Decimal:
        """In øre, by whole numbers alone: the lines have 12 decimals."""
        scaled = sum(int(cost * 10**12) for *_, cost in self.rows)
        whole, rest = divmod(scaled, 10**10)
        half = 5 * 10**9
        return Decimal(whole + (rest > half or (rest == half and whole % 2))) / 100


def drawn(random: Random) -> Drawn:
    """Some lines of each meter, many of a part of an øre, now and then a refund."""
    rows = []
    for _ in range(random.randrange(1, 120)):
        category, service, meter, unit = random.choice(METERS)
        refund = random.random() < 0.04
        quantity = Decimal(random.randrange(1, 10**9)) / 10**6
        cost = Decimal(random.randrange(1, 10 ** random.randrange(9, 15))) / 10**12
        rows.append((category, service, meter, unit, -quantity if refund else quantity, -cost if refund else cost))
    return Drawn(rows)


def focus(bill: Drawn, **instead: str) -> bytes:
    """In the FOCUS layout."""
    lines = [
        {
            "BilledCost": f"{cost:f}",
            "BillingAccountId": "/providers/Microsoft.Billing/billingAccounts/1",
            "BillingAccountName": "Prøvekøbing Kommune",
            "BillingCurrency": "DKK",
            "BillingPeriodStart": "2026-11-01T00:00Z",
            "ChargeCategory": "Usage",
            "ConsumedQuantity": f"{quantity:f}",
            "ConsumedUnit": unit,
            "RegionId": "denmarkeast",
            "RegionName": "Denmark East",
            "ServiceCategory": category,
            "ServiceName": service,
            "SubAccountId": "/subscriptions/s",
            "SubAccountName": "Feltskema",
            "Tags": '{"environment":"prod"}',
            "x_SkuMeterName": meter,
            **instead,
        }
        for category, service, meter, unit, quantity, cost in bill.rows
    ]
    return _csv(FOCUS_COLUMNS, lines)


def actual(bill: Drawn, columns: tuple[str, ...]) -> bytes:
    """In the layout of actual costs, of either agreement."""
    lines: list[dict[str, Any]] = []
    for _, service, meter, unit, quantity, cost in bill.rows:
        line = {
            "BillingAccountId": "1",
            "BillingAccountName": "Prøvekøbing Kommune",
            "SubscriptionId": "s",
            "SubscriptionName": "Feltskema",
            "Date": "11/02/2026",
            "MeterCategory": service,
            "MeterName": meter,
            "UnitOfMeasure": unit,
            "Quantity": f"{quantity:f}",
            # As .NET writes numbers of little size.
            "CostInBillingCurrency": f"{cost:E}",
            "BillingCurrency": "DKK",
            "ResourceLocation": "denmarkeast",
            "ChargeType": "Usage",
        }
        lines.append({column: line.get(column[0].upper() + column[1:], "") for column in columns})
    return _csv(columns, lines)


def manifest(blobs: dict[str, bytes]) -> bytes:
    """What lies beside the parts of a run."""
    listed = [{"blobName": name, "byteCount": len(content)} for name, content in blobs.items()]
    return json.dumps({"manifestVersion": "2024-04-01", "blobCount": len(listed), "blobs": listed}).encode()


def _csv(columns: tuple[str, ...], lines: list[dict[str, Any]]) -> bytes:
    text = StringIO()
    table = csv.DictWriter(text, columns, restval="")
    table.writeheader()
    table.writerows(lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
