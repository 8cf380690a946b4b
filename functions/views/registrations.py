"""Response models of registrations; reasons are in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from functions.views.base import Moment, Shown
from shared.domain.delivery import Delivery, Reason, Receipt, Status, system_of
from shared.domain.registration import Entry, Event, Registration
from shared.texts import text


class ShownReason(Shown):
    """Why it stands as it does: a stable code, and words for people."""

    code: str
    message: str


class ShownReceipt(Shown):
    """The target's own id of what it took in."""

    id: str
    at: Moment


class Summary(Shown):
    """A registration as a list shows it. `status`, `target`, `reason` and `receipt` are of the delivery that needs most: one that
    is uncertain, then refused, blocked, waiting, being delivered, received, delivered. `revision` is one more each time that it
    is corrected; `card` are the lines below the title, in the reader's language; `followUp` the day on which somebody must come
    back to it."""

    id: str
    app: str
    version: int
    revision: int
    title: str
    card: tuple[str, ...]
    follow_up: date | None
    status: Status
    status_at: Moment
    received_at: Moment
    target: str
    reason: ShownReason | None
    receipt: ShownReceipt | None


class HistoryLine(Shown):
    """One change of status. `by` is a person's name, or `system`; `target` is empty where there is but one. Tries that came to
    the same are one line: `count` of them, the first `at`, the newest `last` (null where it is the only one)."""

    at: Moment
    status: Status
    reason: ShownReason | None
    by: str
    target: str
    count: int
    last: Moment | None


class ShownDelivery(Shown):
    """How a registration stands with one of its targets. `target` is empty for what was stored before a registration could have
    several: the app's own."""

    target: str
    revision: int
    status: Status
    status_at: Moment
    attempts: int
    retry_at: Moment | None
    reason: ShownReason | None
    receipt: ShownReceipt | None


class Whole(Summary):
    """A registration with its answers, its deliveries and its history, oldest line first. `isCorrectable`: it was refused, and no
    target took anything of it, so that other content may be sent in its place; `notCpr` are the JSON Pointers of the texts whose
    numbers the person says are no CPR numbers."""

    is_correctable: bool
    not_cpr: tuple[str, ...]
    answers: dict[str, Any]
    deliveries: tuple[ShownDelivery, ...]
    history: tuple[HistoryLine, ...]


class SummaryPage(Shown):
    """Newest first. `next` is the cursor of the next page, null at the end; a page of a search that holds nothing may have one,
    where there are older ones to look through."""

    items: tuple[Summary, ...]
    next: str | None


def summary(entry: Entry, language: str) -> Summary:
    return Summary(**_facts(entry, language))


def whole(registration: Registration, history: Sequence[Event], is_correctable: bool, language: str) -> Whole:
    lines = tuple(
        HistoryLine(
            at=event.at,
            status=event.status,
            reason=_reason(event.reason, event.target or registration.target, language),
            by=event.by,
            target=event.target,
            count=event.count,
            last=event.last,
        )
        for event in history
    )
    return Whole(
        **_facts(registration, language),
        is_correctable=is_correctable,
        not_cpr=registration.not_cpr,
        answers=registration.answers,
        deliveries=tuple(_delivery(delivery, language) for delivery in registration.deliveries),
        history=lines,
    )


def _delivery(delivery: Delivery, language: str) -> ShownDelivery:
    return ShownDelivery(
        target=delivery.target,
        revision=delivery.revision,
        status=delivery.status,
        status_at=delivery.status_at,
        attempts=delivery.attempts,
        retry_at=delivery.retry_at,
        reason=_reason(delivery.reason, delivery.target, language),
        receipt=_receipt(delivery.receipt),
    )


def _receipt(receipt: Receipt | None) -> ShownReceipt | None:
    return ShownReceipt(id=receipt.id, at=receipt.at) if receipt else None


def _facts(entry: Entry, language: str) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "app": entry.app,
        "version": entry.version,
        "revision": entry.revision,
        "title": entry.title,
        "card": tuple(line.en if language == "en" else line.da for line in entry.card),
        "follow_up": entry.follow_up,
        "status": entry.status,
        "status_at": entry.status_at,
        "received_at": entry.received_at,
        "target": entry.target,
        "reason": _reason(entry.reason, entry.target, language),
        "receipt": _receipt(entry.receipt),
    }


def _reason(reason: Reason | None, target: str, language: str) -> ShownReason | None:
    if reason is None:
        return None
    system = system_of(target) or text("receiver", language)
    words = text(f"reason.{reason.code}", language, message=reason.message, system=system)
    return ShownReason(code=reason.code, message=words[:1].upper() + words[1:])
