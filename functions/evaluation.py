"""The figures on which the trial is judged, for evaluators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.described import Parameter
from functions.http import endpoint
from shared import wiring
from shared.domain.access.roles import EVALUATOR
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    from functions.evaluation_views import ShownUptimeReport
    from shared.domain.access.person import Person
    from shared.domain.evaluation.periods import Period

bp = func.Blueprint()

PERIOD = Parameter(
    "A month (`2026-11`) or a quarter (`2026-4`), as the calendar is in Denmark; empty: this month.",
    {"type": "string", "pattern": "^(20[0-9]{2}-(0[1-9]|1[0-2]|[1-4]))?$"},
    "2026-4",
)


@bp.route("evaluation/uptime", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, query={"period": PERIOD}, problems=("bad-request",))
async def get_uptime(req: func.HttpRequest, person: Person) -> ShownUptimeReport:
    """The uptimes of a month or a quarter.

    Four figures, each gross and net of announced service windows, in minutes; an unknown minute is never up. Takes the role
    `evaluator`.
    """
    from functions.evaluation_views import shown_report
    from shared.services.uptime_report import uptime_report

    return shown_report(await uptime_report(_period(req), wiring.uptime_sources(), (), wiring.clock()))


def _period(req: func.HttpRequest) -> Period:
    from shared.domain.evaluation.periods import read_period

    wanted: str = req.params.get("period", "")
    try:
        # Samples begin in this century, and a year of four digits is all that a period holds.
        if wanted and not wanted.startswith("20"):
            raise ValueError
        return read_period(wanted or f"{wiring.clock():%Y-%m}")
    except ValueError:
        raise BadRequest(name="period") from None
