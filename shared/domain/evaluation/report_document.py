"""Lays a period's report out for reading; its PDF is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
import math

from shared.domain.document import Document, Group, Items, Line, Part, Section
from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.timeline import Uptime, percent
from shared.domain.text.time_format import danish_time
from shared.texts import evaluation_text as text


def report_document(
    report: UptimeReport,
    causes: Mapping[str, str],
    language: str,
    author: str = "",
    resources: Sequence[Section] = (),
) -> Document:
    """The document of a report. `resources` come before the section on how it was counted; `causes`: operators' notes on
    incidents, by their ids. The same report gives the same document, so its file is byte for byte the same."""
    sections = tuple(_sections(report, causes, language))
    return Document(
        title=text("title", language, period=report.period.name),
        subtitle=text("subtitle", language),
        language=language,
        author=author,
        made_at=report.until,
        facts=tuple(_facts(report, language)),
        summary=(items_table("figures", "figure", list(_figures(report, language)), language),),
        sections=(*sections[:-1], *resources, sections[-1]),
    )


def shown_percent(share: str | None, language: str) -> str:
    """`99,871 %` in Danish, `99.871%` in English; a dash where nothing was counted."""
    if share is None:
        return text("none", language)
    return text("percent", language, percent=share.replace(".", ",") if language == "da" else share)


def _facts(report: UptimeReport, language: str) -> Iterator[Line]:
    start, end = (danish_time(moment, language) for moment in (report.period.start, report.period.end))
    yield Line(label=text("period", language), text=text("period.range", language, start=start, end=end))
    yield Line(label=text("period.until", language), text=danish_time(report.until, language))


def _figures(report: UptimeReport, language: str) -> Iterator[Sequence[Line]]:
    for figure in report.figures:
        counted = figure.gross
        yield (
            Line(label=text("figure", language), text=text(f"figure.{figure.name}", language)),
            Line(label=text("gross", language), text=shown_percent(percent(counted.share), language)),
            Line(label=text("net", language), text=shown_percent(percent(figure.net.share), language)),
            *_minutes(counted, language),
        )


def _minutes(counted: Uptime, language: str) -> Iterator[Line]:
    yield Line(label=text("down", language), text=str(counted.down))
    yield Line(label=text("unknown", language), text=str(counted.unknown))
    yield Line(label=text("highest", language), text=shown_percent(percent(counted.highest), language))


def _sections(report: UptimeReport, causes: Mapping[str, str], language: str) -> Iterator[Section]:
    parts: list[tuple[str, str, list[Sequence[Line]]]] = [
        ("objectives", "objective", list(_objectives(report, language))),
        ("dependencies", "part", list(_dependencies(report, language))),
        ("incidents", "incident", list(_incidents(report, causes, language))),
        ("windows", "window", list(_windows(report, language))),
    ]
    for heading, item, rows in parts:
        nothing = Line(label=text(heading, language), text=text("incident.none", language))
        content: Part = items_table("", item, rows, language) if rows else nothing
        yield Section(heading=text(heading, language), parts=(content,))
    yield Section(heading=text("how", language), parts=tuple(_how(report, language)))


def _objectives(report: UptimeReport, language: str) -> Iterator[Sequence[Line]]:
    for outcome in report.objectives:
        objective = outcome.objective
        target = percent(Fraction(objective.target))
        yield (
            Line(label=text("objective", language), text=text(f"figure.{objective.figure}", language)),
            Line(label=text("basis", language), text=text("net" if objective.net else "gross", language)),
            Line(label=text("objective.target", language), text=shown_percent(target, language)),
            Line(label=text("objective.share", language), text=shown_percent(percent(outcome.counted.share), language)),
            Line(label=text("objective.left", language), text=str(math.floor(outcome.budget_left))),
            Line(label=text("objective.verdict", language), text=text(f"verdict.{outcome.verdict}", language)),
        )


def _dependencies(report: UptimeReport, language: str) -> Iterator[Sequence[Line]]:
    for part, counted in report.dependencies.items():
        yield (
            Line(label=text("part", language), text=text(f"part.{part}", language)),
            Line(label=text("gross", language), text=shown_percent(percent(counted.share), language)),
            *_minutes(counted, language),
        )


def _incidents(report: UptimeReport, causes: Mapping[str, str], language: str) -> Iterator[Sequence[Line]]:
    for incident in report.incidents:
        repair = incident.repair_time
        minutes = text("incident.open", language) if repair is None else str(round(repair.total_seconds() / 60))
        yield (
            Line(label=text("part", language), text=text(f"part.{incident.part}", language)),
            Line(label=text("incident.began", language), text=danish_time(incident.began, language)),
            Line(label=text("incident.minutes", language), text=minutes),
            Line(label=text("incident.cause", language), text=causes.get(incident.id, text("none", language))),
        )


def _windows(report: UptimeReport, language: str) -> Iterator[Sequence[Line]]:
    def shown(moment: datetime | None) -> str:
        return text("none", language) if moment is None else danish_time(moment, language)

    for window in report.windows:
        yield (
            Line(label=text("incident.began", language), text=shown(window.start)),
            Line(label=text("incident.ended", language), text=shown(window.end)),
            Line(label=text("window.announced", language), text=shown(window.announced)),
            Line(label=text("window.withdrawn", language), text=shown(window.withdrawn)),
            Line(label=text("window.text", language), text=window.text),
        )


def _how(report: UptimeReport, language: str) -> Iterator[Line]:
    platform, app = report.lost
    yield Line(label=text("how.unknown", language), text=text("how.unknown.text", language))
    yield Line(label=text("net", language), text=text("how.net.text", language, minutes=report.planned_minutes))
    yield Line(label=text("how.register", language), text=text("how.register.text", language))
    yield Line(label=text("how.share", language), text=text("how.share.text", language, platform=platform, app=app))


def items_table(label: str, item: str, rows: Sequence[Sequence[Line]], language: str) -> Items:
    """Rows as the items of a group, which the PDF sets as a table."""
    return Items(
        label=text(label, language) if label else "",
        columns=tuple(line.label for line in rows[0]) if rows else (),
        items=tuple(
            Group(heading=f"{text(item, language)} {number}", parts=tuple(row))
            for number, row in enumerate(rows, start=1)
        ),
    )
