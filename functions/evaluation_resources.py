"""Serves the report on what the trial costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.evaluation import PERIOD, requested_period
from functions.http import endpoint
from shared import wiring
from shared.domain.access.roles import EVALUATOR

if TYPE_CHECKING:
    from functions.views.evaluation_resources import ShownConsumption
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("evaluation/consumption", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=EVALUATOR, query={"period": PERIOD}, problems=("bad-request",))
async def get_consumption(req: func.HttpRequest, person: Person) -> ShownConsumption:
    """Get what the product consumed and cost.

    Month by month, from the provider's bill or estimated by dated rates, shared between the apps by their registrations; the
    shares add up to the total, to the øre. Takes the role `evaluator`.
    """
    from functions.views.evaluation_resources import shown_consumption
    from shared.services.consumption_report import consumption_report

    period = requested_period(req)
    return shown_consumption(period, await consumption_report(period, wiring.consumption_sources(), wiring.clock()))
