"""A period's report as tables for a spreadsheet: the same numbers as in the document, and the days behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.timeline import Uptime, percent
from shared.domain.fields.base import Cell, Column
from shared.domain.output.export_tables import Export, Row, Table
from shared.domain.text.localized_text import LocalizedText
from shared.domain.text.time_format import danish_clock
from shared.texts import evaluation_text as text


def report_tables(report: UptimeReport, causes: Mapping[str, str], language: str, only: str = "") -> Export:
    """The tables `figures`, `objectives`, `incidents`, `windows`, `days` and `hours` of a report, or one `only`: a quarter has
    some 18,000 rows of hours. `causes` by the incidents' ids."""
    minutes = ("up", "down", "unknown")
    tables: Mapping[str, tuple[tuple[str, ...], Iterator[Row]]] = {
        "figures": (("figure", "basis", "percent", "highest", *minutes), _figures(report, language)),
        "objectives": (
            ("objective", "basis", "target", "share", "verdict", "budget", "left"),
            _objectives(report, language),
        ),
        "incidents": (("part", "began", "ended", "minutes", "cause"), _incidents(report, causes, language)),
        "windows": (("began", "ended", "announced", "withdrawn", "text"), _windows(report)),
        "days": (("day", "part", *minutes), _days(report, language)),
        "hours": (("hour", "part", *minutes), _hours(report, language)),
    }
    chosen = [_table(name, *content) for name, content in tables.items() if only in ("", name)]
    return Export(f"oppetid-{report.period.name}", language, chosen, ())


_LABELS = {
    "percent": "share",
    "began": "incident.began",
    "ended": "incident.ended",
    "minutes": "incident.minutes",
    "cause": "incident.cause",
    "announced": "window.announced",
    "withdrawn": "window.withdrawn",
    "text": "window.text",
    "target": "objective.target",
    "share": "objective.share",
    "verdict": "objective.verdict",
    "budget": "objective.budget",
    "left": "objective.left",
}
"""The text of a column's heading, where its key differs from the column's id."""


def _table(name: str, ids: tuple[str, ...], rows: Iterator[Row]) -> Table:
    return Table(name, {id: Column(id, _label(_LABELS.get(id, id))) for id in ids}, list(rows))


def _label(key: str) -> LocalizedText:
    return LocalizedText(da=text(key, "da"), en=text(key, "en"))


def _figures(report: UptimeReport, language: str) -> Iterator[Row]:
    for figure in report.figures:
        for basis, counted in (("gross", figure.gross), ("net", figure.net)):
            yield {
                "figure": text(f"figure.{figure.name}", language),
                "basis": text(basis, language),
                "percent": _number(percent(counted.share)),
                "highest": _number(percent(counted.highest)),
                **_minutes(counted),
            }


def _objectives(report: UptimeReport, language: str) -> Iterator[Row]:
    for outcome in report.objectives:
        objective = outcome.objective
        yield {
            "objective": text(f"figure.{objective.figure}", language),
            "basis": text("net" if objective.net else "gross", language),
            "target": float(100 * objective.target),
            "share": _number(percent(outcome.counted.share)),
            "verdict": text(f"verdict.{outcome.verdict}", language),
            "budget": round(float(outcome.budget), 3),
            "left": round(float(outcome.budget_left), 3),
        }


def _number(share: str | None) -> Cell:
    return None if share is None else float(Decimal(share))


def _minutes(counted: Uptime) -> Row:
    return {"up": counted.up, "down": counted.down, "unknown": counted.unknown}


def _incidents(report: UptimeReport, causes: Mapping[str, str], language: str) -> Iterator[Row]:
    for incident in report.incidents:
        repair = incident.repair_time
        yield {
            "part": text(f"part.{incident.part}", language),
            "began": danish_clock(incident.began),
            "ended": danish_clock(incident.ended) if incident.ended else None,
            "minutes": None if repair is None else round(repair.total_seconds() / 60),
            "cause": causes.get(incident.id),
        }


def _windows(report: UptimeReport) -> Iterator[Row]:
    for window in report.windows:
        yield {
            "began": danish_clock(window.start),
            "ended": danish_clock(window.end),
            "announced": danish_clock(window.announced),
            "withdrawn": danish_clock(window.withdrawn) if window.withdrawn else None,
            "text": window.text,
        }


def _days(report: UptimeReport, language: str) -> Iterator[Row]:
    for (day, part), counted in report.days.items():
        yield {"day": day, "part": text(f"part.{part}", language), **_minutes(counted)}


def _hours(report: UptimeReport, language: str) -> Iterator[Row]:
    """An hour is told with its distance from UTC, since one comes twice when summer time ends."""
    for begins, part, counted in report.hours():
        yield {"hour": begins.isoformat(" ", "minutes"), "part": text(f"part.{part}", language), **_minutes(counted)}
