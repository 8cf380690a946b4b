"""`evaluate`: recalculates the effect figures of a quarter or a month and stores them in the instance's storage, then writes the
report of its uptime, costs and effect as files: a PDF, CSV tables, and the costs as FOCUS 1.0."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feltskema.arguments import silence_definition_log
from feltskema.print_faults import shown_path
from feltskema.settings_file import local_settings
from feltskema.shell import Stop, command, option, print_line
from feltskema.texts import language, phrase
from shared.domain.problems import DependencyUnavailable
from shared.texts import evaluation_text

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.document import Section
    from shared.domain.evaluation.periods import Period
    from shared.domain.evaluation.report import UptimeReport


@command("evaluate")
@option("--quarter", metavar="2026-4", help_key="evaluate-quarter")
@option("--month", metavar="2026-11", help_key="evaluate-month")
@option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help_key="evaluate-out")
def run(quarter: str | None, month: str | None, out: Path | None) -> int:
    from shared.domain.evaluation.report_document import shown_percent
    from shared.domain.evaluation.timeline import percent

    silence_definition_log()
    period = _period(quarter, month)
    if out is None:
        raise Stop(phrase("evaluate.where"), 2)
    report, files = _report_and_files(period)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
        print_line(shown_path(out / name))
    for figure in report.figures:
        share = shown_percent(percent(figure.gross.share), language())
        name = evaluation_text(f"figure.{figure.name}", language())
        print_line(phrase("evaluate.done", period=period.name, figure=name, percent=share), fg="green")
    return 0


def _period(quarter: str | None, month: str | None) -> Period:
    from shared.domain.evaluation.periods import read_period

    if (quarter is None) == (month is None):
        raise Stop(phrase("evaluate.which"), 2)
    name = quarter or month or ""
    try:
        period = read_period(name)
    except ValueError:
        raise Stop(phrase("evaluate.no-period", value=name), 2) from None
    if (period.minutes > 45 * 24 * 60) != (quarter is not None):
        raise Stop(phrase("evaluate.which"), 2)
    return period


def _report_and_files(period: Period) -> tuple[UptimeReport, Mapping[str, bytes]]:
    from shared.settings import SettingsError

    local_settings(Path("local.settings.json"))
    try:
        return asyncio.run(_report(period))
    except SettingsError as error:
        raise Stop(phrase("export.settings", reason=error)) from None
    except DependencyUnavailable:
        raise Stop(phrase("export.no-storage")) from None


async def _report(period: Period) -> tuple[UptimeReport, Mapping[str, bytes]]:
    from shared import wired_instance, wiring
    from shared.adapters.exports import FORMATS
    from shared.adapters.pdf import pdf
    from shared.domain.evaluation.report_document import report_document
    from shared.domain.evaluation.report_tables import report_tables
    from shared.services.uptime_report import uptime_report

    now = wiring.clock()
    if period.start >= now:
        raise Stop(phrase("evaluate.future", period=period.name), 2)
    windows = wiring.windows()
    try:
        report = await uptime_report(period, wired_instance.uptime_sources(), await windows.all(), now)
        causes = {id: note.cause for id, note in (await windows.notes()).items()}
        sections, resources = await _resources(period, now)
    finally:
        await wiring.close_parts()
    reader = language()
    paper = await pdf(report_document(report, causes, reader, resources=sections))
    return report, {
        f"oppetid-{period.name}.pdf": paper,
        **dict(FORMATS["csv"](report_tables(report, causes, reader))),
        **resources,
    }


async def _resources(period: Period, now: datetime) -> tuple[Sequence[Section], Mapping[str, bytes]]:
    """Recalculate and store the period's effect figures; returns what it cost and did, for the report on paper and as files."""
    from shared import wiring
    from shared.adapters.exports import FORMATS
    from shared.domain.evaluation.focus import focus_file
    from shared.domain.evaluation.resource_sections import resource_sections
    from shared.domain.evaluation.resource_tables import resource_tables
    from shared.services.calculate_effect import calculate_effects
    from shared.services.consumption_report import consumption_report, focus_rows_of
    from shared.services.period_resources import period_resources

    records = wiring.effect_records()
    months = [month for month in period.months() if not period.is_month and month.start < now]
    await calculate_effects([period, *months], wiring.dependencies(), records, wiring.hours_app())
    costs = await consumption_report(period, wiring.consumption_sources(), now)
    resources = await period_resources(period, costs, wiring.effect_sources(), now)
    tables = resource_tables(period, resources, language())
    files = {
        **dict(FORMATS["csv"](tables)),
        f"focus-{period.name}.csv": focus_file(focus_rows_of(costs)),
    }
    return resource_sections(resources, language()), files
