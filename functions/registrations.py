"""Send, follow and resolve registrations."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, partial
from typing import TYPE_CHECKING

import azure.functions as func

from functions.body import json_body
from functions.commands import registration_key, resolution, submission
from functions.http import endpoint, language
from functions.query import (
    AFTER,
    APP,
    ATTENTION,
    LIMIT,
    MAX_PER_PAGE,
    QUERY,
    REVISION,
    STATUSES,
    app_name,
    limit,
    one_of,
    revision,
    searched,
)
from functions.route_description import BODY_PROBLEMS
from shared import wiring
from shared.domain.problems import UnknownRegistration

if TYPE_CHECKING:
    from functions.beside_session import EarlyResult
    from functions.views.registrations import Summary, SummaryPage, Whole
    from shared.domain.access.person import Person
    from shared.domain.delivery import Delivery
    from shared.services.judge import Judged
    from shared.services.list_registrations import Filter

bp = func.Blueprint()

CLOSING = ("not-possible", "too-early-to-resend", "too-late-to-reopen")
SUBMIT_PROBLEMS = (
    *(*BODY_PROBLEMS, "unknown-app", "unknown-version", "draft-gone", "withdrawn", "invalid-id"),
    *("conflict", "not-correctable", "invalid-answers", "wrong-clock"),
)

FOLLOW_UPS = {
    "get_registration": "Follow it until it is delivered.",
    "settle_registration": "When its delivery is uncertain.",
}


def judging(req: func.HttpRequest) -> EarlyResult[Judged]:
    """The judgement of what is sent. Each version of a form is a kind of its own, since it is compiled by itself."""
    from functions.beside_session import EarlyResult

    body = cache(partial(json_body, req))

    def kind() -> Hashable:
        return req.route_params["app"], str(body().get("version"))

    def judged(person: Person) -> Judged:
        from shared.services.judge import judge

        command = submission(req.route_params["app"], req.route_params["id"], body())
        return judge(command, person, wiring.dependencies())

    return EarlyResult(judged, kind)


@bp.route("registrations/{app}/{id}", methods=["PUT"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(status=201, early=judging, body="Registration", problems=SUBMIT_PROBLEMS, links=FOLLOW_UPS)
async def put_registration(req: func.HttpRequest, person: Person, early: EarlyResult[Judged]) -> Summary:
    """Send a registration.

    The phone makes the id. The same id with the same content gives the same answer, so a retry is harmless; with other content it
    is a conflict. 201 means that the registration is stored; its delivery follows at once. Attachments are sent first. With
    `corrects` it replaces a refused one. Answers that fit the schema may still break a rule that no schema can express (`x-rules`
    of the schema), or contain what looks like a CPR number: 422 `invalid-answers`, as for any other fault.
    """
    from functions.views.registrations import summary
    from shared.services.submit import accept

    entry = await accept(early.result(person), wiring.dependencies())
    return summary(entry, language(req))


@bp.route("registrations", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    query={
        **{"limit": LIMIT, "after": AFTER},
        **{"query": QUERY, "status": STATUSES, "app": APP, "attention": ATTENTION},
    },
    problems=("bad-request",),
)
async def list_registrations(req: func.HttpRequest, person: Person) -> SummaryPage:
    """List one's own registrations, newest first.

    A search reads at most a thousand from `after` on: a page with few or none may have a `next` to continue from.
    """
    from functions.views.registrations import SummaryPage, summary
    from shared.services.list_registrations import list_registrations as listed

    page = await listed(
        person.key,
        limit(req, 25, MAX_PER_PAGE),
        req.params.get("after"),
        _filter(req),
        wiring.dependencies().registrations,
    )
    return SummaryPage(items=tuple(summary(entry, language(req)) for entry in page.items), next=page.next)


@bp.route("registrations/{app}/{id}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(query={"revision": REVISION}, problems=("unknown-registration", "invalid-id", "bad-request"))
async def get_registration(req: func.HttpRequest, person: Person) -> Whole:
    """Get one of one's own registrations."""
    from functions.views.registrations import Beside, whole
    from shared.domain.delivery_states import Who
    from shared.services.correct import is_correctable
    from shared.services.move_delivery import may_be_there, possible_acts
    from shared.services.read_registration import read_registration

    dependencies, at_revision = wiring.dependencies(), revision(req)
    registration_and_history = await read_registration(
        registration_key(req.route_params["id"], person), dependencies.registrations, at_revision
    )
    if registration_and_history is None or registration_and_history[0].app != req.route_params["app"]:
        raise UnknownRegistration
    registration, history = registration_and_history

    def acts(delivery: Delivery) -> tuple[str, ...]:
        is_unsure = may_be_there(registration, delivery, dependencies)
        return possible_acts(delivery, Who.CONSULTANT, dependencies.clock(), is_unsure)

    beside = Beside(
        at_revision is None and is_correctable(registration, dependencies),
        await dependencies.held.every(),
        acts if at_revision is None else lambda delivery: (),
    )
    return whole(registration, history, beside, language(req))


@bp.route("registrations/{app}/{id}/settle", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(
    body="Settlement",
    problems=(*BODY_PROBLEMS, "unknown-app", "unknown-registration", "not-uncertain", *CLOSING, "invalid-id"),
)
async def settle_registration(req: func.HttpRequest, person: Person) -> Summary:
    """Continue a stopped delivery.

    A person has looked in the target system: it is there (`delivered`), or it is not (`send-again`, five minutes after the answer
    was lost at the earliest: `too-early-to-resend` says the time). What was refused or waits can be sent at once (`try-now`),
    a refused one from the start. What has certainly not been sent can be withdrawn (`withdraw`), what stopped can be closed as
    handled otherwise (`close`, with a `reason`), and what was closed can be reopened within a day (`reopen`).
    """
    from functions.views.registrations import summary
    from shared.services.resolve_delivery import resolve_delivery

    key = registration_key(req.route_params["id"], person)
    command = resolution(key, req.route_params["app"], json_body(req))
    entry = await resolve_delivery(command, person, wiring.dependencies())
    return summary(entry, language(req))


def _filter(req: func.HttpRequest) -> Filter:
    from shared.domain.delivery_status import Status
    from shared.domain.text.time_format import danish_clock
    from shared.services.list_registrations import Filter

    attention = list(one_of(req, "attention", ("true",)))
    return Filter(
        query=searched(req),
        statuses=frozenset(one_of(req, "status", Status)),
        app=app_name(req),
        needing_attention_on=danish_clock(wiring.dependencies().clock()).date() if attention else None,
    )
