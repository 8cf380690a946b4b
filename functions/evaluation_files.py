"""What stands behind the evaluators' figures: their minutes, and the report as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.described import Parameter
from functions.evaluation import PERIOD, read_asked_period
from functions.http import Reply, endpoint
from shared import wired_instance, wiring
from shared.domain.access.roles import EVALUATOR
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    from functions.views.evaluation import ShownMinutes
    from shared.domain.access.person import Person

bp = func.Blueprint()

PART = Parameter(
    "One of the four figures (`platform`, `app`, `app-service-hours`, `could-register`), or a part that is probed.",
    {"type": "string", "pattern": "^[a-z][a-z-]{0,39}$"},
    "platform",
    True,
)
LANGUAGE = Parameter("`da`, or `en`; Danish where it is left out.", {"type": "string", "enum": ["", "da", "en"]}, "en")
TABLES = ("figures", "incidents", "windows", "days")


@bp.route("evaluation/minutes", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, query={"period": PERIOD, "part": PART}, problems=("bad-request",))
async def get_minutes(req: func.HttpRequest, person: Person) -> ShownMinutes:
    """The minutes behind a figure.

    Each run of minutes that counts as down or unknown, with the parts that were. Their minutes add up to the figure's. Takes the
    role `evaluator`.
    """
    from functions.views.evaluation import shown_minutes
    from shared.services.trace_figure import trace_figure

    period, windows = read_asked_period(req), await wiring.windows().all()
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

    `pdf` is the report on paper, tagged and archivable; the others are its tables as CSV. The same as `feltskema evaluate` makes.
    Takes the role `evaluator`.
    """
    from shared.domain.evaluation.report_document import report_document
    from shared.domain.evaluation.report_tables import report_tables
    from shared.services.uptime_report import uptime_report

    period, name = read_asked_period(req), req.route_params["file"]
    language = req.params.get("language") or "da"
    if language not in ("da", "en"):
        raise BadRequest(name="language")
    if name not in ("pdf", *TABLES):
        raise BadRequest(name="file")
    windows = wiring.windows()
    report = await uptime_report(period, wired_instance.uptime_sources(), await windows.all(), wiring.clock())
    causes = {id: note.cause for id, note in (await windows.notes()).items()}
    if name == "pdf":
        paper = await wiring.paper()(report_document(report, causes, language))
        return _file(paper, f"oppetid-{period.name}.pdf", "application/pdf")
    tables = wiring.export_formats()["csv"](report_tables(report, causes, language))
    called, content = next((called, content) for called, content in tables if called.endswith(f"{name}.csv"))
    return _file(content, called, "text/csv")


def _file(content: bytes, name: str, kind: str) -> Reply:
    """A file that the browser keeps and shows nobody else."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Reply(content, 200, headers, content_type=kind)
