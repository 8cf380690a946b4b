"""The operators' guide: its sums, its runbooks and its commands are those of the product."""

from __future__ import annotations

import re

import pytest

from local.run.parts import HOME

GUIDE = (HOME / "docs" / "operations.md").read_text("utf-8")


def rates(name: str) -> list[float]:
    line = next(line for line in GUIDE.splitlines() if line.startswith(f"| {name}"))
    return [float(number.replace(" ", "")) for number in line.split("|")[2].split("/")]


def row(name: str) -> list[float]:
    """The three figures of a line of the table: what stands after an arrow or an equals sign."""
    line = next(line for line in GUIDE.splitlines() if line.startswith((f"| {name}", f"| **{name}")))
    cells = line.strip("| ").split("|")[1:]
    return [float(re.split("→|=", cell.replace("*", ""))[-1].replace(" ", "")) for cell in cells]


@pytest.mark.parametrize(("column", "consultants", "units"), [(0, 50, 1), (1, 500, 1), (2, 5000, 2)])
def test_the_sums_are_right(column: int, consultants: int, units: int) -> None:
    visits = consultants * 2 * 21
    calls = visits * 30
    executed = (calls + visits) * 2
    operations = visits * 60 + 43_200 * 12
    logs = calls * 2e-6 + 1
    expected = {
        "visits": visits,
        "calls |": calls,
        "API Management |": units * rates("API Management StandardV2")[0],
        "always ready": 2 * 2 * 2_592_000 * rates("Always ready")[0],
        "calls and deliveries": executed * rates("Execution time")[1],
        "timers": 2 * 43_200 * 2 * rates("Execution time")[0],
        "executions": (calls + visits + 86_400) * rates("Executions")[0] / 1e6,
        "table and queue operations": operations / 10_000 * rates("Table and queue")[0],
        "storage (60": visits * 60e-6 * 60 * rates("Storage, ZRS")[0],
        "Log Analytics above": max(0, logs - 5) * rates("Log Analytics |")[0],
        "Static Web Apps |": rates("Static Web Apps Standard")[0],
        "private endpoints": 5 * rates("Private endpoint |")[0],
        "availability": 25_920 * rates("Availability test")[0],
        "Key Vault, alerts, DNS, Event Grid |": rates("Key Vault, alerts, DNS, Event Grid: flat")[0],
    }
    for name, value in expected.items():
        assert row(name)[column] == pytest.approx(value, abs=1.0), name
    total = sum(row(name)[column] for name in list(expected)[2:])
    assert row("sum, DKK a month")[column] == pytest.approx(total, abs=0.5)
    assert row("a consultant")[column] == pytest.approx(total / consultants, abs=0.5)
    assert row("a visit")[column] == pytest.approx(total / visits, abs=0.005)


def test_every_alarm_has_a_runbook() -> None:
    alerts = (HOME / "infra" / "bicep" / "modules" / "alerts.bicep").read_text("utf-8")
    names = {*re.findall(r"name: '([a-z-]+)'\n    title:", alerts), "unavailable", "certificate-expiry", "budget"}
    assert len(names) >= 8
    runbooks = GUIDE.split("## Runbooks")[1]
    assert {name for name in names if f"### {name}\n" not in runbooks} == set()


def test_every_file_and_chapter_that_it_points_to_is_there() -> None:
    for name in re.findall(r"`((?:infra|tests|docs)/[\w./-]+\.\w+)`", GUIDE):
        assert (HOME / name).exists(), name
    chapters = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in re.findall("^#+ (.+)", GUIDE, re.M)
    }
    for anchor in re.findall(r"\]\(#([\w-]+)\)", GUIDE):
        assert anchor in chapters, anchor
