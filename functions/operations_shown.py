"""Converts what the services return of deliveries into the response models of `functions/views/operations.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.views.health import ShownQueue
from functions.views.operations import (
    ListedDelivery,
    ShownEmptied,
    ShownEmptiedMessage,
    ShownHappened,
    ShownHelper,
    ShownHelpers,
    ShownHold,
    ShownLine,
    ShownLinePage,
    ShownMove,
    ShownMoves,
    ShownOverview,
    ShownPile,
    ShownProblem,
    ShownTakenToday,
    ShownTraffic,
    ShownUnmatched,
)
from functions.views.registrations import history_line, shown_reason, shown_receipt
from shared.domain.access.access_list import AccessEntry
from shared.domain.delivery import Delivery
from shared.domain.delivery_states import Who
from shared.domain.ports import Definitions, Finding, Hold
from shared.domain.problems import Problem, UnknownApp, UnknownVersion
from shared.domain.registration import Event, Registration
from shared.domain.text.localized_text import InLanguages
from shared.domain.waiting import Pile
from shared.services.held_targets import HOLDS_WITHIN
from shared.services.move_delivery import possible_acts
from shared.services.move_many import Moved
from shared.services.operations import HOURS_OF_TREND, LinePage, Overview
from shared.services.poison_queue import Emptied
from shared.texts import text


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, when and in which language, and the definitions that name the apps."""

    who: Who
    now: datetime
    language: str
    definitions: Definitions


def _title(app: str, definitions: Definitions) -> InLanguages | None:
    try:
        return definitions.get(app).facts.title
    except (UnknownApp, UnknownVersion):
        return None


def shown_overview(overview: Overview, drained_after: timedelta, definitions: Definitions) -> ShownOverview:
    return ShownOverview(
        time=overview.time,
        targets=tuple(overview.taken),
        piles=tuple(_pile(pile, overview, definitions) for pile in sorted({*overview.piles, *_of_hours(overview)})),
        held=tuple(shown_hold(hold, drained_after) for _, hold in sorted(overview.holds.items())),
        taken_today=tuple(
            ShownTakenToday(target=target, count=taken.count, confirmed=taken.confirmed)
            for target, taken in overview.taken.items()
        ),
        traffic=tuple(_traffic(target, overview) for target in overview.taken),
        queues=tuple(
            ShownQueue(name=queue.name, waiting=queue.waiting, oldest=queue.oldest) for queue in overview.queues
        ),
        can_be_asked=tuple(overview.can_be_asked),
        unmatched=tuple(
            ShownUnmatched(
                target=unmatched_day.target,
                day=unmatched_day.day,
                missing=unmatched_day.counts.get(Finding.MISSING, 0),
                doubled=unmatched_day.counts.get(Finding.DOUBLED, 0),
            )
            for unmatched_day in overview.unmatched
        ),
    )


def _traffic(target: str, overview: Overview) -> ShownTraffic:
    state, limit = overview.states[target], overview.limits[target]
    return ShownTraffic(
        target=target,
        circuit=state.circuit(overview.time),
        since=state.opened_at,
        in_turn_since=state.room_since if state.has_room(overview.time) else None,
        waiting=overview.waiting(target),
        at_once=limit.at_once,
        per_minute=limit.per_minute,
    )


def _of_hours(overview: Overview) -> set[Pile]:
    """The piles, including those of the last day that are empty now: how they were emptied is part of the trend."""
    return {pile for tally in overview.hours for pile, count in tally.counts.items() if count}


def _pile(pile: Pile, overview: Overview, definitions: Definitions) -> ShownPile:
    counts_by_hour = {tally.hour: tally.counts for tally in overview.hours}
    hour = overview.time.replace(minute=0, second=0, microsecond=0)
    hours = [hour - timedelta(hours=hours_ago) for hours_ago in range(HOURS_OF_TREND, 0, -1)]
    group = overview.piles.get(pile)
    return ShownPile(
        status=pile.status,
        target=pile.target,
        app=pile.app,
        app_title=_title(pile.app, definitions),
        count=group.count if group else 0,
        since=group.since if group else None,
        hours=tuple(counts_by_hour[at].get(pile, 0) if at in counts_by_hour else None for at in hours),
    )


def shown_hold(hold: Hold, drained_after: timedelta) -> ShownHold:
    return ShownHold(
        target=hold.target,
        since=hold.since,
        holds_from=hold.since + HOLDS_WITHIN,
        drained_by=hold.since + HOLDS_WITHIN + drained_after,
        by=hold.by,
        reason=hold.reason,
    )


def shown_page(page: LinePage, viewer: Viewer) -> ShownLinePage:
    items = (ListedDelivery(**_line(line.registration, line.entry.target, viewer)) for line in page.items)
    return ShownLinePage(time=viewer.now, items=tuple(items), next=page.next, total=page.total)


def shown_delivery(registration: Registration, history: Sequence[Event], target: str, viewer: Viewer) -> ShownLine:
    return ShownLine(
        **_line(registration, target, viewer),
        key=str(registration.key.to(target)),
        revision=registration.revision,
        steps=registration.delivery_to(target).journal,
        history=tuple(history_line(event, registration, viewer.language) for event in history),
    )


def _line(registration: Registration, target: str, viewer: Viewer) -> Mapping[str, Any]:
    """The response of one delivery."""
    delivery = registration.delivery_to(target)
    return {
        "person": registration.person.key,
        "id": str(registration.id),
        "target": target or "-",
        "app": registration.app,
        "app_title": _title(registration.app, viewer.definitions),
        "version": registration.version,
        "name": registration.person.name,
        "status": delivery.status,
        "since": delivery.stands_since,
        "received_at": registration.received_at,
        "attempts": delivery.attempts,
        "retry_at": delivery.retry_at,
        "reason": shown_reason(delivery.reason, target, viewer.language),
        "receipt": shown_receipt(delivery.receipt),
        "assigned": delivery.assigned.name if delivery.assigned else "",
        "acts": possible_acts(delivery, viewer.who, viewer.now),
        "etag": delivery.etag,
    }


def shown_moves(moved: Sequence[Moved], language: str) -> ShownMoves:
    return ShownMoves(items=tuple(_move(move, language) for move in moved))


def _move(moved: Moved, language: str) -> ShownMove:
    command, target = moved.command, moved.command.target or ""
    delivery = moved.registration.delivery_to(target) if moved.registration else None
    return ShownMove(
        person=command.registration.person_key,
        id=str(command.registration.id),
        target=target or "-",
        status=delivery.status if delivery and not moved.problem else None,
        etag=delivery.etag if delivery else "",
        problem=_problem(moved.problem, language) if moved.problem else None,
        happened=_happened(delivery, moved.latest) if delivery and moved.problem else None,
    )


def _happened(delivery: Delivery, latest: Event | None) -> ShownHappened:
    if latest is None:
        return ShownHappened(status=delivery.status, since=delivery.stands_since, by="")
    return ShownHappened(status=delivery.status, since=latest.last or latest.at, by=latest.by)


def _problem(problem: Problem, language: str) -> ShownProblem:
    title, detail = (text(f"problem.{problem.code}.{part}", language, **problem.values) for part in ("title", "detail"))
    return ShownProblem(code=problem.code, title=title, detail=detail)


def shown_helpers(entries: Sequence[AccessEntry]) -> ShownHelpers:
    return ShownHelpers(
        items=tuple(
            ShownHelper(key=entry.key, name=entry.name, roles=entry.grant.roles, team=entry.grant.team)
            for entry in entries
        )
    )


def shown_emptied(emptied: Sequence[Emptied]) -> ShownEmptied:
    return ShownEmptied(
        items=tuple(
            ShownEmptiedMessage(key=message.key, outcome=message.outcome, status=message.status) for message in emptied
        )
    )
