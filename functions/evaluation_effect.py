"""Serves the report on what the trial does for people and what they think of it, and stores how long tasks took before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.commands import before_figure
from functions.evaluation import PERIOD, requested_period
from functions.http import endpoint
from functions.route_description import BODY_PROBLEMS
from shared import wiring
from shared.domain.access.roles import EVALUATOR

if TYPE_CHECKING:
    from functions.views.evaluation_effect import ShownBefore, ShownEffects
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("evaluation/effect", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, query={"period": PERIOD}, problems=("bad-request",))
async def get_effect(req: func.HttpRequest, person: Person) -> ShownEffects:
    """Get what the product does for people, and the work it takes.

    By app, as of last night: how soon a visit is registered and in the case system, how complete it is, how many companies were
    reached, what the form took; the hours of maintenance; what people think; and what tasks took before. Takes the role
    `evaluator`.
    """
    from functions.views.evaluation_effect import shown_effects
    from shared.services.period_resources import period_resources

    period = requested_period(req)
    return shown_effects(period, await period_resources(period, (), wiring.effect_sources(), wiring.clock()))


@bp.route("evaluation/before/{figure}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, body="Before", problems=(*BODY_PROBLEMS, "invalid-id"))
async def put_before(req: func.HttpRequest, person: Person) -> ShownBefore:
    """Record what a task took before there was an app for it.

    With the source of the figure. A later figure with the same id replaces an earlier one. Takes the role `evaluator`.
    """
    from functions.views.evaluation_effect import shown_before
    from shared.domain.evaluation.effect_report import BeforeFigure

    command = before_figure(req.route_params["figure"], json_body(req))
    figure = BeforeFigure(
        command.figure, command.task, command.value, command.unit, command.source, person.name, wiring.clock()
    )
    await wiring.effect_records().note_before(figure)
    return shown_before(figure)
