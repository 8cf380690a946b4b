"""The report as an evaluator reads it: on paper and in a spreadsheet, the same numbers in both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import io

from pypdf import PdfReader
import pytest

from shared.adapters.exports import FORMATS
from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.adapters.pdf import pdf
from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.evaluation.periods import ServiceHours, quarter_of
from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.report_document import report_document
from shared.domain.evaluation.report_tables import report_tables
from shared.domain.evaluation.uptimes import Parts
from shared.domain.evaluation.windows import ServiceWindow
from shared.services.uptime_report import UptimeSources, uptime_report

PARTS = Parts(("host", "storage"), ("definitions",), ("broker",), ("broker", "fasit", "cvr"), offline_minutes=60)
WHOLE_DAY = (1 << 1440) - 1
OUTAGE = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
"""A Tuesday at 10 in Denmark, within service hours."""


@pytest.fixture
async def report() -> UptimeReport:
    """The fourth quarter of 2026, worked out by hand.

    October 31 days and an hour, November 30, December 31: 92 × 1440 + 60 = 132,540 minutes. Everything is up but for: the
    storage 90 minutes on 10 November from 10 o'clock; no sample of the host for 30 minutes on 1 December (10:00 to 10:30 UTC); a
    window of two hours on 5 November from 21 o'clock, in which the definitions were down the first 60 minutes.
    """
    days = MemorySampleDays()
    day = datetime(2026, 9, 30, tzinfo=UTC)
    while day < datetime(2027, 1, 1, tzinfo=UTC):
        for part in PARTS.all:
            down = unknown = 0
            if part == "storage" and day.date() == OUTAGE.date():
                down = ((1 << 90) - 1) << 540
            if part == "host" and (day.month, day.day) == (12, 1):
                unknown = ((1 << 30) - 1) << 600
            if part == "definitions" and (day.month, day.day) == (11, 5):
                down = ((1 << 60) - 1) << 1200
            await days.save(DaySamples(part, day.date(), WHOLE_DAY & ~down & ~unknown, down))
        day += timedelta(days=1)
    start = datetime(2026, 11, 5, 20, tzinfo=UTC)
    windows = [ServiceWindow("w", start, start + timedelta(hours=2), start - timedelta(days=3), "Opgradering")]
    sources = UptimeSources(MemorySamples(), days, PARTS, ServiceHours())
    return await uptime_report(quarter_of(2026, 4), sources, windows, datetime(2027, 1, 4, tzinfo=UTC))


CAUSES = {"storage_20261110T0900Z": "Regionens lager svarede ikke"}


async def test_the_quarter_is_equal_to_the_one_worked_out_by_hand(report: UptimeReport) -> None:
    expected = {
        # minutes up, down, unknown: gross, then without the window's 120 minutes
        "platform": ((132_420, 90, 30), (132_300, 90, 30)),
        "app": ((132_360, 150, 30), (132_300, 90, 30)),
        # 66 weekdays of 480 minutes, of which the outage took 90 and the gap 30; the window lay in the evening
        "app-service-hours": ((31_560, 90, 30), (31_560, 90, 30)),
        # a phone signed in registers for an hour without a network: of the 90 minutes 30 are left, of the 60 none
        "could-register": ((132_480, 30, 30), (132_360, 30, 30)),
    }
    counted = {
        figure.name: tuple((part.up, part.down, part.unknown) for part in (figure.gross, figure.net))
        for figure in report.figures
    }
    assert counted == expected
    assert report.planned_minutes == 120
    assert report.lost == (90, 60)
    assert [(incident.id, incident.repair_time) for incident in report.incidents] == [
        ("definitions_20261105T2000Z", timedelta(minutes=60)),
        ("storage_20261110T0900Z", timedelta(minutes=90)),
    ]


async def test_paper_says_the_figures_their_unknown_minutes_and_what_happened(report: UptimeReport) -> None:
    content = await pdf(report_document(report, CAUSES, "da"))
    assert content == await pdf(report_document(report, CAUSES, "da"))
    words = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    for text in (
        "99,909 %",
        "99,864 %",
        "99,621 %",
        "99,954 %",
        "Regionens lager svarede ikke",
        "Opgradering",
        "120 minutter",
    ):
        assert text in words, words


async def test_a_spreadsheet_has_the_same_numbers_and_the_days_behind_them(report: UptimeReport) -> None:
    files = dict(FORMATS["csv"](report_tables(report, CAUSES, "da")))
    assert set(files) == {
        f"oppetid-2026-4-{name}.csv" for name in ("figures", "objectives", "incidents", "windows", "days", "hours")
    }
    figures = files["oppetid-2026-4-figures.csv"].decode("utf-8-sig").splitlines()
    assert figures[1] == "Platformen, hele døgnet;Brutto;99,909;99,932;132420;90;30"
    lines = [line.split(";") for line in files["oppetid-2026-4-days.csv"].decode("utf-8-sig").splitlines()[1:]]
    assert len(lines) == 92 * 6
    assert sum(int(line[3]) for line in lines if line[1] == "Lageret") == 90
    assert sum(int(line[2]) + int(line[3]) + int(line[4]) for line in lines if line[1] == "CVR") == 132_540


async def test_hours_add_up_to_the_days_and_the_one_that_comes_twice_is_two(report: UptimeReport) -> None:
    hours = list(report.hours())
    assert len(hours) == 132_540 // 60 * len(PARTS.all)
    for part in PARTS.all:
        of_part = [counted for _, name, counted in hours if name == part]
        days = [counted for (_, name), counted in report.days.items() if name == part]
        for state in ("up", "down", "unknown"):
            assert sum(getattr(hour, state) for hour in of_part) == sum(getattr(day, state) for day in days)
    tables = dict(FORMATS["csv"](report_tables(report, CAUSES, "da")))
    lines = tables["oppetid-2026-4-hours.csv"].decode("utf-8-sig").splitlines()
    for line in ("2026-11-10 11:00+01:00;Lageret;30;30;0", "2026-12-01 11:00+01:00;Funktionerne;30;0;30"):
        assert line in lines
    assert [line for line in lines if line.startswith("2026-10-25 02:00") and "Lageret" in line] == [
        "2026-10-25 02:00+02:00;Lageret;60;0;0",
        "2026-10-25 02:00+01:00;Lageret;60;0;0",
    ]
