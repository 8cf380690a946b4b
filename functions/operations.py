"""Undelivered registrations, for operators and team leaders: how many, which, the details of one, and what can be done about
it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.callers import OPERATORS_AND_LEADERS
from functions.http import Reply, endpoint, language
from functions.query import APP, CURSOR, MAX_PER_PAGE, app_name, limit, pattern_of_list
from functions.reconciliation import target_of
from functions.route_description import BODY_PROBLEMS, Parameter
from shared import wiring
from shared.domain.access.roles import OPERATOR
from shared.domain.delivery_status import LISTED
from shared.domain.identifiers import NAME
from shared.domain.problems import UnknownRegistration

if TYPE_CHECKING:
    from functions.views.operations import (
        ShownAnswers,
        ShownEmptied,
        ShownHelpers,
        ShownHold,
        ShownLine,
        ShownLinePage,
        ShownMoves,
        ShownOverview,
    )
    from shared.domain.access.person import Person
    from shared.domain.registration import DeliveryKey
    from shared.services.move_delivery import Mover

bp = func.Blueprint()

TARGET = Parameter("A target's name; empty for all.", {"type": "string", "pattern": f"^({NAME})?$"}, "log")
STATES = Parameter(
    "States with commas between them; empty for all that is not closed. `received` is whatever goes on by itself.",
    {"type": "string", "pattern": pattern_of_list(LISTED)},
    "uncertain,refused",
)
ASSIGNED = Parameter("`me`: only what was handed to the caller; empty for all.", {"enum": ["me", ""]})
PAGE_AFTER = Parameter(
    "`next` of the page before; empty is the first.", {"type": "string", "pattern": f"^({CURSOR})?$"}
)
PAGE = Parameter(
    "How many at most; empty counts as left out.",
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE}, {"const": ""}], "default": 50},
    50,
)


@bp.route("operations", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def get_operations(req: func.HttpRequest, person: Person) -> ShownOverview:
    """Count the undelivered deliveries.

    By state, target and app, with the age of the oldest and the counts of the last day's hours; what each target took today,
    which targets are held, and the queues. Takes the role `operatoer`.
    """
    from functions.operations_shown import shown_overview
    from shared.services.operations import overview

    parts = wiring.operations
    counts = await overview(parts.target_names(), parts.queues(), parts.holds(), wiring.dependencies())
    return shown_overview(counts, parts.drained_after(), wiring.definitions())


@bp.route("operations/deliveries", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    access=OPERATORS_AND_LEADERS,
    query={"status": STATES, "target": TARGET, "app": APP, "assigned": ASSIGNED, "limit": PAGE, "after": PAGE_AFTER},
    problems=("bad-request",),
)
async def list_deliveries(req: func.HttpRequest, person: Person) -> ShownLinePage:
    """List undelivered deliveries, oldest first.

    A team leader sees those of the same team, and what was handed to them. Answers are not shown.
    """
    from functions.operations_commands import cursor, delivery_filter, viewer_of
    from functions.operations_shown import shown_page
    from shared.services.operations import list_deliveries as listed
    from shared.services.team import visible_persons

    criteria = delivery_filter(req, app_name(req), person, await visible_persons(person, wiring.access()))
    page = await listed(criteria, limit(req, 50, MAX_PER_PAGE), cursor(req), wiring.dependencies().registrations)
    return shown_page(page, viewer_of(req, person))


@bp.route("operations/deliveries/{person}/{id}/{target}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    access=OPERATORS_AND_LEADERS, problems=("unknown-registration", "unknown-person", "invalid-id", "bad-request")
)
async def get_delivery(req: func.HttpRequest, person: Person) -> ShownLine:
    """Get a delivery and its history.

    With the ids by which it is found in the log and in the target; answers are not shown.
    """
    from functions.operations_commands import viewer_of
    from functions.operations_shown import shown_delivery
    from shared.services.operations import read_delivery

    key = await _key(req, person)
    registration_and_history = await read_delivery(key, wiring.dependencies().registrations)
    if registration_and_history is None:
        raise UnknownRegistration
    return shown_delivery(*registration_and_history, key.target, viewer_of(req, person))


@bp.route("operations/deliveries/{person}/{id}/{target}/answers", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    access=OPERATORS_AND_LEADERS,
    body="Why",
    problems=(*BODY_PROBLEMS, "unknown-registration", "unknown-person", "invalid-id", "access-changed"),
)
async def post_answers_read(req: func.HttpRequest, person: Person) -> ShownAnswers:
    """Read the answers of a registration, for a reason.

    The reason is recorded in the access list's audit trail under the reader's own name before anything is shown.
    """
    from functions.commands import why
    from functions.views.operations import ShownAnswers
    from shared.services.answers_with_reason import answers_with_reason

    key, reason = await _key(req, person), why(json_body(req))
    registrations = wiring.dependencies().registrations
    row = await answers_with_reason(key.registration, reason, person, wiring.access(), registrations, wiring.clock())
    return ShownAnswers(app=row.app, version=row.version, title=row.title, answers=row.answers)


@bp.route("operations/moves", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATORS_AND_LEADERS, body="Moves", problems=(*BODY_PROBLEMS, "invalid-id", "unknown-person"))
async def post_moves(req: func.HttpRequest, person: Person) -> ShownMoves:
    """Do the same with several deliveries.

    At most 50 a call, which takes seconds; more take several calls. There is a result for each; a failure of one does not stop
    the others. Each delivery names the `etag` that the person saw: repeating a call then does nothing twice, and the result says
    what has happened.
    """
    from functions.operations_commands import moves
    from functions.operations_shown import shown_moves
    from shared.services.move_many import move_many
    from shared.services.team import may_handle, visible_persons, with_assignee

    commands, assignee = moves(json_body(req))
    if assignee:
        commands = await with_assignee(commands, assignee, wiring.access(), wiring.clock())
    persons, registrations = await visible_persons(person, wiring.access()), wiring.dependencies().registrations
    for command in commands:
        if not await may_handle(command.registration.to(command.target or ""), person, persons, registrations):
            raise UnknownRegistration
    return shown_moves(await move_many(commands, _mover(person), wiring.dependencies()), language(req))


@bp.route("operations/helpers", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATORS_AND_LEADERS)
async def list_helpers(req: func.HttpRequest, person: Person) -> ShownHelpers:
    """List the persons that a delivery can be handed to.

    Operators and team leaders, by name.
    """
    from functions.operations_shown import shown_helpers
    from shared.services.team import helpers

    return shown_helpers(await helpers(wiring.access(), wiring.clock()))


@bp.route("operations/targets/{target}/hold", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Why", problems=(*BODY_PROBLEMS, "unknown-target"))
async def hold_target(req: func.HttpRequest, person: Person) -> ShownHold:
    """Hold a target: send nothing more to it.

    Takes effect on every instance within ten seconds; deliveries that are under way are finished. New registrations wait. A
    target that is held already stays held as it is, and the answer says by whom and why.
    """
    from functions.commands import why
    from functions.operations_shown import shown_hold
    from shared.domain.ports import Hold
    from shared.services.held_targets import hold_target as held

    hold = Hold(target_of(req), wiring.clock(), person.name, why(json_body(req)))
    return shown_hold(await held(hold, wiring.operations.holds()), wiring.operations.drained_after())


@bp.route("operations/targets/{target}/release", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, status=204, body="LetGo", problems=(*BODY_PROBLEMS, "unknown-target", "hold-changed"))
async def release_target(req: func.HttpRequest, person: Person) -> Reply:
    """Release a held target.

    What waits for it is sent from the next minute on, in order and at the rate of its limit.
    """
    from functions.operations_commands import hold_seen
    from shared.services.held_targets import let_go

    await let_go(target_of(req), hold_seen(json_body(req)), wiring.operations.holds(), wiring.dependencies())
    return Reply(status=204)


@bp.route("operations/poison/empty", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def empty_poison_queue(req: func.HttpRequest, person: Person) -> ShownEmptied:
    """Send poison messages again.

    At most 32 a call; the product does the same by itself each minute. There is a result for each.
    """
    from functions.operations_shown import shown_emptied
    from shared.services.poison_queue import empty_poison

    return shown_emptied(await empty_poison(wiring.operations.poison(), wiring.dependencies()))


async def _key(req: func.HttpRequest, person: Person) -> DeliveryKey:
    """The delivery that the address names. Raises `UnknownRegistration` for one that the person may not handle."""
    from functions.operations_commands import delivery_key
    from shared.services.team import may_handle, visible_persons

    route = req.route_params
    key = delivery_key({name: route[name] for name in ("person", "id", "target")})
    persons = await visible_persons(person, wiring.access())
    if not await may_handle(key, person, persons, wiring.dependencies().registrations):
        raise UnknownRegistration
    return key


def _mover(person: Person) -> Mover:
    from shared.services.move_delivery import Mover
    from shared.services.team import acting_as

    return Mover(person.key, person.name, acting_as(person))
