"""Response models of what operators and team leaders ask about deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from functions.views.base import Moment, Shown
from functions.views.health import ShownQueue
from functions.views.registrations import HistoryLine, ShownReason, ShownReceipt
from shared.domain.delivery_status import Status
from shared.domain.target_state import Circuit
from shared.domain.text.localized_text import InLanguages
from shared.services.poison_queue import PutBack


class ShownPile(Shown):
    """Deliveries that are counted together, the age of the oldest, and the counts of the last day's hours, oldest first (null:
    not counted). `status` is `received` for all that continue automatically; `appTitle` is null where this version of the product
    does not have the app."""

    status: Status
    target: str
    app: str
    app_title: InLanguages | None
    count: int
    since: Moment | None
    hours: tuple[int | None, ...]


class ShownHold(Shown):
    """A held target, to which nothing is sent. `holdsFrom`: when every instance knows it; `drainedBy`: when no delivery can be
    under way any more."""

    target: str
    since: Moment
    holds_from: Moment
    drained_by: Moment
    by: str
    reason: str


class ShownTraffic(Shown):
    """How much may be sent to a target.

    `circuit`: `closed` in normal operation, `open` while nothing is sent (`since` then, otherwise null), `half-open` while one
    delivery may try. `inTurnSince`: since when deliveries wait to be released in order (null: they do not); `waiting`: how many
    are not sent yet; `atOnce`, `perMinute`: the limit (0: none).
    """

    target: str
    circuit: Circuit
    since: Moment | None
    in_turn_since: Moment | None
    waiting: int
    at_once: int
    per_minute: int


class ShownTakenToday(Shown):
    """How many deliveries a target has taken today. `confirmed`: how many of them a person confirmed after looking in the target
    system."""

    target: str
    count: int
    confirmed: int


class ShownUnmatched(Shown):
    """How many deliveries of a day a target was found not to have, or to have several times, and nobody has explained."""

    target: str
    day: date
    missing: int
    doubled: int


class ShownOverview(Shown):
    """How many deliveries are not made, and where. Everything is counted; `targets` are all that there are.
    `canBeAsked`: those that can be asked what they have; `unmatched`: what they were found not to have, of the last week."""

    time: Moment
    targets: tuple[str, ...]
    piles: tuple[ShownPile, ...]
    held: tuple[ShownHold, ...]
    taken_today: tuple[ShownTakenToday, ...]
    traffic: tuple[ShownTraffic, ...]
    queues: tuple[ShownQueue, ...]
    can_be_asked: tuple[str, ...]
    unmatched: tuple[ShownUnmatched, ...]


class ListedDelivery(Shown):
    """A delivery in the list, without answers. `person`: the key of who registered it; `name`: their name; `since`: since when it
    has been in this state; `assigned`: who was asked to handle it (empty: nobody); `acts`: what the caller may do with it;
    `etag`: to be named in a move, so that nothing is done to a delivery that has changed since; `appTitle`: null where this
    version of the product does not have the app."""

    person: str
    id: str
    target: str
    app: str
    app_title: InLanguages | None
    version: int
    name: str
    status: Status
    since: Moment
    received_at: Moment
    attempts: int
    retry_at: Moment | None
    reason: ShownReason | None
    receipt: ShownReceipt | None
    assigned: str
    acts: tuple[str, ...]
    etag: str


class ShownLinePage(Shown):
    """Deliveries, oldest first. `time`: when they were read; `total`: the number of all that match; `next`: the cursor of the
    next page, null at the end."""

    time: Moment
    items: tuple[ListedDelivery, ...]
    next: str | None
    total: int


class ShownLine(ListedDelivery):
    """One delivery. `key`: its name in the log; `steps`: how far it has come, with the target's own ids."""

    key: str
    revision: int
    steps: dict[str, str]
    history: tuple[HistoryLine, ...]


class ShownAnswers(Shown):
    """The answers of a registration, and the version of the app that they were given to."""

    app: str
    version: int
    title: str
    answers: dict[str, Any]


class ShownProblem(Shown):
    """Why nothing was done: a stable code, and a text for people."""

    code: str
    title: str
    detail: str


class ShownHappened(Shown):
    """What has become of a delivery: its state now, and the last line of its history: when it was written (`since`; without one,
    since when the state stands), and by whom (`by`)."""

    status: Status
    since: Moment
    by: str


class ShownMove(Shown):
    """The result for one of several deliveries: its state and `etag` now, or why nothing was done. `happened`: what was done to
    it before, where that is the reason."""

    person: str
    id: str
    target: str
    status: Status | None
    etag: str
    problem: ShownProblem | None
    happened: ShownHappened | None


class ShownMoves(Shown):
    """The results, in the order of the request."""

    items: tuple[ShownMove, ...]


class ShownHelper(Shown):
    """A person who can be asked to handle a delivery."""

    key: str
    name: str
    roles: tuple[str, ...]
    team: str


class ShownHelpers(Shown):
    """Persons, by name."""

    items: tuple[ShownHelper, ...]


class ShownEmptiedMessage(Shown):
    """A message of the poison queue. `key`: empty where it was not ours; `status`: null where it has no row."""

    key: str
    outcome: PutBack
    status: Status | None


class ShownEmptied(Shown):
    items: tuple[ShownEmptiedMessage, ...]
