"""The dated prices: those that are shipped, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
import re

import pytest

from local.run.parts import HOME
from shared.adapters.azure_metrics import METRICS
from shared.adapters.rates_file import RatesFault, read_rates
from shared.domain.evaluation.consumption import rate_on
from shared.texts import evaluation_text
from tests.apps.examples import APPS

RATE = "{meter: logs-gb, unit: GB, from: 2026-01-01, price: 15.9, per: 1, source: list}"


def test_every_meter_with_a_price_has_a_name_and_so_has_its_unit() -> None:
    rates = read_rates().rates
    names = {meter: evaluation_text(f"meter.{meter}") for meter in {rate.meter for rate in rates}}
    assert len(set(names.values())) == len(names)
    assert all(evaluation_text(f"unit.{rate.unit}") for rate in rates)


def test_every_meter_that_is_read_has_a_price_and_its_source() -> None:
    shipped = read_rates()
    assert shipped.hours_app in APPS
    read = {metric.meter for metrics in METRICS.values() for metric in metrics} | {"queue-messages", "logs-gb"}
    for meter in read | set(shipped.standing):
        assert rate_on(shipped.rates, meter, date(2026, 11, 1)).source
    executions = rate_on(shipped.rates, "functions-executions", date(2026, 11, 1))
    assert (executions.price, executions.per, executions.free) == (
        Decimal("2.80"),
        Decimal(1_000_000),
        Decimal(250_000),
    )


@pytest.mark.parametrize(
    ("line", "meters"),
    [
        ("API Management StandardV2, a unit", ("gateway-unit-months",)),
        ("Always ready, baseline", ("functions-ready-baseline-gb-seconds",)),
        ("Execution time, on demand / on always-ready", ("functions-gb-seconds", "functions-ready-gb-seconds")),
        ("Executions", ("functions-executions",)),
        ("Executions", ("functions-ready-executions",)),
        ("Static Web Apps Standard", ("pages-site-months",)),
        ("Private endpoint", ("network-endpoint-months",)),
        ("NAT gateway with its address", ("network-outbound-months",)),
        ("Storage, ZRS", ("storage-gb-months",)),
        ("Availability test", ("monitor-checks",)),
        ("Key Vault, alerts, DNS, Event Grid: flat", ("vault-flat-months",)),
    ],
)
def test_the_prices_are_those_of_the_operators_guide(line: str, meters: tuple[str, ...]) -> None:
    guide = (HOME / "docs" / "operations.md").read_text("utf-8").partition("## Cost a month")[2]
    (cell,) = re.findall(rf"^\| {re.escape(line)} \| ([0-9. /]+) \|", guide, re.MULTILINE)
    prices = [Decimal(part.replace(" ", "")) for part in cell.split("/")]
    if line == "Executions":
        prices = [price / 1_000_000 for price in prices]
    rates = [rate_on(read_rates().rates, meter, date(2026, 11, 1)) for meter in meters]
    assert [rate.price / rate.per for rate in rates] == prices


def test_a_price_is_the_number_that_stands_there(tmp_path: Path) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text(f"rates: [{RATE.replace('15.9', '0.1000000000000000055')}]")
    assert str(read_rates(file).rates[0].price) == "0.1000000000000000055"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("rates: [", "no list of rates"),
        ("prices: []", "no list of rates"),
        (f"rates: [{RATE.replace('logs-gb', 'coffee')}]", "meter 'coffee' must begin with one of functions"),
        (f"rates: [{RATE.replace(', source: list', '')}]", "logs-gb has no source"),
        (f"rates: [{RATE.replace('2026-01-01', 'January')}]", "from is 'January'; write a day"),
        (f"rates: [{RATE.replace('15.9', '15,9')}]", "logs-gb: 9 is not known; a decimal has a point"),
        (f"rates: [{RATE.replace('15.9', '-1')}]", "price is '-1'; write a number that is not below 0"),
        (f"rates: [{RATE.replace('per: 1', 'per: 0')}]", "per must be above 0"),
        (f"rates: [{RATE}, {RATE}]", "begin on the same day"),
        (f"rates: [{RATE}]\nstanding: {{gateway-unit-months: 1}}", "standing gateway-unit-months has no rate"),
        (f"rates: [{RATE}]\nstanding: {{logs-gb: many}}", "standing is 'many'"),
    ],
)
def test_what_cannot_be_used_is_named_with_the_remedy(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text(content)
    with pytest.raises(RatesFault, match=message):
        read_rates(file)
