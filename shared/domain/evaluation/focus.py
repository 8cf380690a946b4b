"""Writes consumption as FOCUS cost and usage rows, for use together with the municipality's other cloud costs.

FOCUS 1.0 (FinOps Open Cost and Usage Specification): the columns and their allowed values are those of the specification; `x_App`
is a column of our own, with the prefix that the specification prescribes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from shared.domain.evaluation.consumption import Allotment
from shared.domain.evaluation.periods import Period

COLUMNS = tuple(
    """AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart
    ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory
    CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus CommitmentDiscountType ConsumedQuantity ConsumedUnit
    ContractedCost ContractedUnitPrice EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity
    PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName
    SkuId SkuPriceId SubAccountId SubAccountName Tags x_App""".split()  # noqa: SIM905
)

SERVICES: Mapping[str, tuple[str, str]] = {
    "functions": ("Compute", "Azure Functions"),
    "storage": ("Storage", "Azure Storage"),
    "queue": ("Storage", "Queue Storage"),
    "egress": ("Networking", "Bandwidth"),
    "gateway": ("Integration", "API Management"),
    "logs": ("Management and Governance", "Azure Monitor"),
    "pages": ("Web", "Static Web Apps"),
    "network": ("Networking", "Virtual Network"),
    "monitor": ("Management and Governance", "Azure Monitor"),
    "vault": ("Security", "Key Vault"),
}
"""The service of a meter in FOCUS's categories, by the first word of the meter's name."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who pays: the billing account (the municipality's agreement) and the subscription, with region."""

    billing_id: str
    billing_name: str
    subscription_id: str
    subscription_name: str
    region_id: str
    region_name: str


def focus_file(rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as CSV in UTF-8, with a header line."""
    lines = StringIO()
    table = csv.DictWriter(lines, COLUMNS)
    table.writeheader()
    table.writerows(rows)
    return lines.getvalue().encode()


def focus_rows(month: Period, parts: Iterable[Allotment], account: Account) -> Iterable[Mapping[str, str]]:
    """A row for each app's share of each charge; an empty text is FOCUS's null. The billed costs add up to the bill."""
    for part in parts:
        yield dict.fromkeys(COLUMNS, "") | _bill(month, account) | _use(part, account)


def _bill(month: Period, account: Account) -> dict[str, str]:
    return {
        "BillingAccountId": account.billing_id,
        "BillingAccountName": account.billing_name,
        "BillingCurrency": "DKK",
        "BillingPeriodStart": _moment(month.start),
        "BillingPeriodEnd": _moment(month.end),
        "ChargePeriodStart": _moment(month.start),
        "ChargePeriodEnd": _moment(month.end),
        "ChargeCategory": "Usage",
        "ChargeFrequency": "Usage-Based",
        "InvoiceIssuerName": "Microsoft",
        "PricingCategory": "Standard",
        "ProviderName": "Microsoft",
        "PublisherName": "Microsoft",
        "RegionId": account.region_id,
        "RegionName": account.region_name,
        "SubAccountId": account.subscription_id,
        "SubAccountName": account.subscription_name,
        "Tags": "{}",
    }


def _use(part: Allotment, account: Account) -> dict[str, str]:
    rate = part.charge.rate
    category, service = part.charge.service or SERVICES[rate.meter.partition("-")[0]]
    unit_price = f"{rate.price / rate.per:f}"
    return {
        "BilledCost": f"{part.cost:f}",
        "ChargeDescription": f"{service}, {rate.meter}, {part.app}",
        "ConsumedQuantity": f"{part.consumed:f}",
        "ConsumedUnit": rate.unit,
        "ContractedCost": f"{part.cost:f}",
        "ContractedUnitPrice": unit_price,
        "EffectiveCost": f"{part.cost:f}",
        "ListCost": f"{part.cost:f}",
        "ListUnitPrice": unit_price,
        "PricingQuantity": f"{part.consumed:f}",
        "PricingUnit": rate.unit,
        "ResourceId": f"{account.subscription_id}/{service}",
        "ResourceName": service,
        "ResourceType": service,
        "ServiceCategory": category,
        "ServiceName": service,
        "SkuId": rate.meter,
        "SkuPriceId": f"{rate.meter}/{rate.valid_from}",
        "x_App": part.app,
    }


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%SZ}"
