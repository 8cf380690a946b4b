"""Response models of registrations; reasons are in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from functions.views.base import Moment, Shown
from shared.domain.delivery import Delivery, Reason, Receipt, system_of
from shared.domain.delivery_status import Status
from shared.domain.registration import Event, Registration, RegistrationEntry
from shared.texts import text

if TYPE_CHECKING:
    from shared.domain.ports import Hold


class ShownReason(Shown):
    """Why a delivery is in its state: a stable code, and a text for people."""

    code: str
    message: str


class ShownReceipt(Shown):
    """The target's own id of what it took."""

    id: str
    at: Moment


class Summary(Shown):
    """A registration as a list shows it.

    `status`, `target`, `reason` and `receipt` are of the delivery that needs attention most: one that is uncertain, then refused,
    blocked, waiting, being delivered, received, delivered. `revision`: counts the corrections; `card`: the lines below the title,
    in the reader's language; `followUp`: the day of follow-up; `targets`: where all its deliveries go (empty where this was not
    stored yet).
    """

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
    targets: tuple[str, ...]
    reason: ShownReason | None
    receipt: ShownReceipt | None


class HistoryLine(Shown):
    """A change of status. `by`: a person's name, or `system`; `target`: empty where there is only one. Repeated tries with the
    same outcome are one line: `count` of them, the first `at`, the newest `last` (null where there is only one)."""

    at: Moment
    status: Status
    reason: ShownReason | None
    by: str
    target: str
    count: int
    last: Moment | None


class ShownDelivery(Shown):
    """The state of a registration's delivery to one target.

    `target`: empty for registrations stored before they could have several; it is the app's own then. `held`: why operators let
    nothing be sent to it (null: they do not hold it); `assigned`: who was asked to handle it (empty: nobody); `acts`: what its
    consultant can do with it, outcomes of `settle`.
    """

    target: str
    revision: int
    status: Status
    status_at: Moment
    attempts: int
    retry_at: Moment | None
    reason: ShownReason | None
    receipt: ShownReceipt | None
    held: str | None
    assigned: str
    acts: tuple[str, ...]


class Whole(Summary):
    """A registration with its answers, its deliveries and its history, oldest line first.

    `isCorrectable`: it was refused, and no target took any part of it, so that other content may be sent in its place; `notCpr`:
    the JSON Pointers of texts whose numbers the person says are no CPR numbers.
    """

    is_correctable: bool
    not_cpr: tuple[str, ...]
    answers: dict[str, Any]
    deliveries: tuple[ShownDelivery, ...]
    history: tuple[HistoryLine, ...]


class SummaryPage(Shown):
    """Registrations, newest first. `next`: the cursor of the next page, null at the end; an empty page of a search may have one,
    where there are older registrations to search."""

    items: tuple[Summary, ...]
    next: str | None


ADVICE = {
    "unit-missing": ("reason.unit-missing.correct", "reason.unit-missing.otherwise"),
    "unit-open": ("reason.unit-open.correct", "reason.unit-open.otherwise"),
    "consultant-missing": ("reason.consultant-missing.correct", "reason.consultant-missing.otherwise"),
}
"""What the consultant can do about a refusal whose cause stands in the answers: where the registration can be corrected, and
where it cannot, since another target has it."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown of a registration besides its row. `held`: the targets that nothing is sent to; `acts`: returns what its
    consultant can do with a delivery."""

    is_correctable: bool
    held: Mapping[str, Hold]
    acts: Callable[[Delivery], tuple[str, ...]]


def summary(entry: RegistrationEntry, language: str) -> Summary:
    return Summary(**_facts(entry, language))


def whole(registration: Registration, history: Sequence[Event], beside: Beside, language: str) -> Whole:
    facts = {**_facts(registration, language), "reason": _advised_reason(registration.delivery, beside, language)}
    return Whole(
        **facts,
        is_correctable=beside.is_correctable,
        not_cpr=registration.not_cpr,
        answers=registration.answers,
        deliveries=tuple(_delivery(delivery, beside, language) for delivery in registration.deliveries),
        history=tuple(history_line(event, registration, language) for event in history),
    )


def history_line(event: Event, registration: Registration, language: str) -> HistoryLine:
    return HistoryLine(
        at=event.at,
        status=event.status,
        reason=shown_reason(event.reason, event.target or registration.target, language),
        by=event.by,
        target=event.target,
        count=event.count,
        last=event.last,
    )


def _delivery(delivery: Delivery, beside: Beside, language: str) -> ShownDelivery:
    held = beside.held.get(delivery.target)
    return ShownDelivery(
        target=delivery.target,
        revision=delivery.revision,
        status=delivery.status,
        status_at=delivery.status_at,
        attempts=delivery.attempts,
        retry_at=delivery.retry_at,
        reason=_advised_reason(delivery, beside, language),
        receipt=shown_receipt(delivery.receipt),
        held=held.reason if held else None,
        assigned=delivery.assigned.name if delivery.assigned else "",
        acts=beside.acts(delivery),
    )


def shown_receipt(receipt: Receipt | None) -> ShownReceipt | None:
    return ShownReceipt(id=receipt.id, at=receipt.at) if receipt else None


def _facts(entry: RegistrationEntry, language: str) -> dict[str, Any]:
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
        "targets": entry.targets,
        "reason": shown_reason(entry.reason, entry.target, language),
        "receipt": shown_receipt(entry.receipt),
    }


def _advised_reason(delivery: Delivery, beside: Beside, language: str) -> ShownReason | None:
    """The reason, and what its consultant can do about it."""
    shown = shown_reason(delivery.reason, delivery.target, language)
    if shown is None or shown.code not in ADVICE or delivery.status is not Status.REFUSED or not beside.acts(delivery):
        return shown
    correct, otherwise = ADVICE[shown.code]
    system = system_of(delivery.target) or text("receiver", language)
    advice = text(correct if beside.is_correctable else otherwise, language, system=system)
    return ShownReason(code=shown.code, message=f"{shown.message} {advice}")


def shown_reason(reason: Reason | None, target: str, language: str) -> ShownReason | None:
    if reason is None:
        return None
    system = system_of(target) or text("receiver", language)
    words = text(f"reason.{reason.code}", language, message=reason.message, system=system)
    return ShownReason(code=reason.code, message=words[:1].upper() + words[1:].rstrip())
