"""Serves what the evaluators' figures are made of: their minutes, and the report as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.evaluation import PERIOD, requested_period
from functions.http import Reply, endpoint
from functions.route_description import RESOURCE_TABLES, UPTIME_TABLES, Parameter
from shared import wired_instance, wiring
from shared.domain.access.roles import EVALUATOR
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from functions.views.evaluation import ShownMinutes
    from shared.domain.access.person import Person
    from shared.domain.document import Section
    from shared.domain.evaluation.periods import Period
    from shared.domain.output.export_tables import Export

bp = func.Blueprint()

PART = Parameter(
    "One of the four figures (`platform`, `app`, `app-service-hours`, `could-register`), or a part that is probed.",
    {"type": "string", "pattern": "^[a-z][a-z-]{0,39}$"},
    "platform",
    True,
)
LANGUAGE = Parameter("`da`, or `en`; Danish where it is left out.", {"type": "string", "enum": ["", "da", "en"]}, "en")


@bp.route("evaluation/minutes", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, query={"period": PERIOD, "part": PART}, problems=("bad-request",))
async def get_minutes(req: func.HttpRequest, person: Person) -> ShownMinutes:
    """Get the minutes behind a figure.

    Each run of minutes that counts as down or unknown, with the dependencies that were. Their minutes add up to the figure's.
    Takes the role `evaluator`.
    """
    from functions.views.evaluation import shown_minutes
    from shared.services.trace_figure import trace_figure

    period, windows = requested_period(req), await wiring.windows().all()
    try:
        part = req.params.get("part", "")
        trace = await trace_figure(part, period, wired_instance.uptime_sources(), windows, wiring.clock())
    except KeyError:
        raise BadRequest(name="part") from None
    return shown_minutes(period, part, trace)


@bp.route("evaluation/report/{file}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    access=EVALUATOR,
    query={"period": PERIOD, "language": LANGUAGE},
    problems=("bad-request",),
    content=("application/pdf", "text/csv"),
)
async def get_report(req: func.HttpRequest, person: Person) -> Reply:
    """A period's report as a file.

    `pdf` is the report on uptime on paper, tagged and archivable; `focus` the costs as FOCUS 1.0; the others are tables as CSV.
    The same as `feltskema evaluate` makes.
    Takes the role `evaluator`.
    """
    period, name = requested_period(req), req.route_params["file"]
    language = req.params.get("language") or "da"
    if language not in ("da", "en"):
        raise BadRequest(name="language")
    if name in ("pdf", *UPTIME_TABLES):
        return await _uptime_file(name, period, language)
    if name in ("focus", *RESOURCE_TABLES):
        return await _resource_file(name, period, language)
    raise BadRequest(name="file")


async def _uptime_file(name: str, period: Period, language: str) -> Reply:
    from shared.domain.evaluation.report_document import report_document
    from shared.domain.evaluation.report_tables import report_tables
    from shared.services.uptime_report import uptime_report

    windows = wiring.windows()
    report = await uptime_report(period, wired_instance.uptime_sources(), await windows.all(), wiring.clock())
    causes = {id: note.cause for id, note in (await windows.notes()).items()}
    if name == "pdf":
        document = report_document(report, causes, language, resources=await _resources(period, language))
        paper = await wiring.paper()(document)
        return _file(paper, f"oppetid-{period.name}.pdf", "application/pdf")
    return _table_file(report_tables(report, causes, language, name), name)


async def _resources(period: Period, language: str) -> Sequence[Section]:
    """Cost and effect, for the printed report."""
    from shared.domain.evaluation.resource_sections import resource_sections
    from shared.services.consumption_report import consumption_report
    from shared.services.period_resources import period_resources

    now = wiring.clock()
    months = await consumption_report(period, wiring.consumption_sources(), now)
    resources = await period_resources(period, months, wiring.effect_sources(), now)
    return resource_sections(resources, language)


async def _resource_file(name: str, period: Period, language: str) -> Reply:
    from shared.domain.evaluation.focus import focus_file
    from shared.domain.evaluation.resource_tables import resource_tables
    from shared.services.consumption_report import consumption_report, focus_rows_of
    from shared.services.period_resources import period_resources

    now = wiring.clock()
    months = await consumption_report(period, wiring.consumption_sources(), now)
    if name == "focus":
        return _file(focus_file(focus_rows_of(months)), f"focus-{period.name}.csv", "text/csv")
    resources = await period_resources(period, months, wiring.effect_sources(), now)
    return _table_file(resource_tables(period, resources, language), name)


def _table_file(tables: Export, name: str) -> Reply:
    files = wiring.export_formats()["csv"](tables)
    called, content = next((called, content) for called, content in files if called.endswith(f"{name}.csv"))
    return _file(content, called, "text/csv")


def _file(content: bytes, name: str, kind: str) -> Reply:
    """A file for the browser to save, which is cached for nobody else."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Reply(content, 200, headers, content_type=kind)
