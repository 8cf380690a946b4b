"""Compares what targets have taken, day by day, with what they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.http import Reply, endpoint
from functions.route_description import BODY_PROBLEMS, Parameter
from shared import wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.problems import UnknownTarget

if TYPE_CHECKING:
    from datetime import date

    from functions.views.reconciliation import ShownTaken
    from shared.domain.access.person import Person
    from shared.services.reconcile_asking import Stopped

bp = func.Blueprint()

DAY = Parameter("A day in Denmark; empty: today.", {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]})


@bp.route("operations/targets/{target}/taken", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, query={"day": DAY}, problems=("unknown-target", "bad-request"))
async def list_taken(req: func.HttpRequest, person: Person) -> ShownTaken:
    """List what a target has taken on a day.

    The count, and each receipt; where the target can be asked, with what it was found to have of each. For the others the list
    is compared by a person.
    """
    from functions.operations_commands import day

    return await _shown(target_of(req), day(req, wiring.clock()))


@bp.route("operations/targets/{target}/reconcile", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="TakenDay", problems=(*BODY_PROBLEMS, "unknown-target", "cannot-be-asked"))
async def reconcile_day(req: func.HttpRequest, person: Person) -> ShownTaken:
    """Ask a target what it has of a day's deliveries.

    Asks for what was not found to be there yet, first what was never asked for, at most 100 requests or 25 seconds a call and at
    the pace of the target's limit; `stopped` says whether another call goes on. The timer does the same by itself, for the last
    two days, and leaves alone for 20 hours what it has asked for.
    """
    from functions.operations_commands import taken_day
    from shared.services.reconcile import reconcile
    from shared.services.reconcile_asking import BY_HAND

    target, on = target_of(req), taken_day(json_body(req))
    stopped = await reconcile(target, on, BY_HAND, wiring.dependencies())
    return await _shown(target, on, stopped)


@bp.route(
    "operations/targets/{target}/taken/{person}/{id}/explain", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS
)
@endpoint(
    access=OPERATOR,
    status=204,
    body="Explanation",
    problems=(*BODY_PROBLEMS, "unknown-target", "unknown-person", "invalid-id", "not-possible"),
)
async def explain_difference(req: func.HttpRequest, person: Person) -> Reply:
    """Say why a delivery that is missing, doubled or unknown is right as it is.

    It then no longer needs a person. Who said so is shown beside it.
    """
    from functions.operations_commands import delivery_key, explanation
    from shared.services.reconcile import Explanation, explain

    target_of(req)
    on, reason = explanation(json_body(req))
    key = delivery_key({name: req.route_params[name] for name in ("person", "id", "target")})
    await explain(Explanation(key, on, reason, person.name), wiring.dependencies())
    return Reply(status=204)


async def _shown(target: str, day: date, stopped: Stopped | None = None) -> ShownTaken:
    from functions.reconciliation_shown import shown_taken
    from shared.services.reconcile import can_be_asked, compared

    lines = await compared(target, day, wiring.dependencies())
    return shown_taken(target, day, lines, can_be_asked(target, wiring.dependencies()), stopped)


def target_of(req: func.HttpRequest) -> str:
    """The target that the address names. Raises `UnknownTarget`."""
    name: str = req.route_params["target"]
    if name not in wiring.operations.target_names():
        raise UnknownTarget
    return name
