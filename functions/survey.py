"""The survey of two questions about an app, which the phone shows seldom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.commands import survey_answer
from functions.http import Reply, endpoint
from functions.route_description import BODY_PROBLEMS
from shared import wiring

if TYPE_CHECKING:
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("survey", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=204, body="Opinion", problems=(*BODY_PROBLEMS, "unknown-app", "invalid-id", "survey-closed"))
async def post_opinion(req: func.HttpRequest, person: Person) -> Reply:
    """Answer the survey about an app.

    Only for an app whose form asks (`measures` has `survey`). The answer is counted without the person, and once however often it
    is sent.
    """
    from shared.services.survey import take_answer

    answer = survey_answer(json_body(req))
    definitions = wiring.dependencies().definitions
    await take_answer(answer, person, definitions, wiring.survey_answers(), wiring.clock())
    return Reply(status=204)
