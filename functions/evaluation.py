"""Uptime for evaluators, service windows, and notes on incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.commands import incident_note, window_announcement
from functions.http import endpoint
from functions.route_description import BODY_PROBLEMS, Parameter
from shared import wiring
from shared.domain.access.roles import EVALUATOR, OPERATOR
from shared.domain.problems import BadRequest, UnknownWindow

if TYPE_CHECKING:
    from functions.views.evaluation import ShownIncidentNote, ShownUptimeReport, ShownWindow, ShownWindows
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
    """Get the uptimes of a month or a quarter.

    Four figures, each gross and net of announced service windows, in minutes; an unknown minute never counts as up. Takes the
    role `evaluator`.
    """
    from functions.views.evaluation import shown_report
    from shared import wired_instance
    from shared.services.uptime_report import uptime_report

    windows = await wiring.windows().all()
    report = await uptime_report(requested_period(req), wired_instance.uptime_sources(), windows, wiring.clock())
    return shown_report(report, await wiring.windows().notes())


@bp.route("evaluation/windows", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def list_windows(req: func.HttpRequest, person: Person) -> ShownWindows:
    """List the announced service windows.

    By their beginning, including those that were called off.
    """
    from functions.views.evaluation import ShownWindows, shown_window

    return ShownWindows(items=tuple(shown_window(window) for window in await wiring.windows().all()))


@bp.route("evaluation/windows", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    access=OPERATOR,
    body="Window",
    problems=(*BODY_PROBLEMS, "window-in-the-past", "window-ends-first", "window-too-long"),
)
async def post_window(req: func.HttpRequest, person: Person) -> ShownWindow:
    """Announce a service window.

    In advance only. Its minutes are left out of the net uptimes. Announcing the same beginning and end again gives the same
    window.
    """
    from functions.views.evaluation import shown_window
    from shared import wired_instance
    from shared.services.announce_window import announce_window

    command = window_announcement(json_body(req))
    window = await announce_window(command, wiring.windows(), person.name, wiring.clock())
    await wired_instance.publish_status_page()
    return shown_window(window)


@bp.route("evaluation/windows/{window}/withdraw", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, problems=("unknown-window",))
async def end_window(req: func.HttpRequest, person: Person) -> ShownWindow:
    """Call a service window off.

    One that is called off while it runs leaves out only the minutes that have passed.
    """
    from functions.views.evaluation import shown_window
    from shared import wired_instance

    window = await wiring.windows().withdraw(req.route_params["window"], wiring.clock(), person.name)
    if window is None:
        raise UnknownWindow
    await wired_instance.publish_status_page()
    return shown_window(window)


@bp.route("evaluation/incidents/{incident}/note", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Cause", problems=(*BODY_PROBLEMS, "invalid-id"))
async def put_incident_note(req: func.HttpRequest, person: Person) -> ShownIncidentNote:
    """Write a note on an incident.

    A later note replaces an earlier one.
    """
    from functions.views.evaluation import shown_note
    from shared.domain.ports import IncidentNote

    command = incident_note(req.route_params["incident"], json_body(req))
    note = IncidentNote(command.incident, command.cause, person.name, wiring.clock())
    await wiring.windows().note(note)
    return shown_note(note)


def requested_period(req: func.HttpRequest) -> Period:
    """The requested period; the current month where the request names none. Raises `BadRequest`."""
    from shared.domain.evaluation.periods import read_period

    name: str = req.params.get("period", "")
    try:
        # There are samples of this century only, and a period has a year of four digits.
        if name and not name.startswith("20"):
            raise ValueError
        return read_period(name or f"{wiring.clock():%Y-%m}")
    except ValueError:
        raise BadRequest(name="period") from None
