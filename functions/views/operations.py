"""Response models of what operators and team leaders ask about deliveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from functions.views.base import Moment, Shown
from functions.views.health import ShownQueue
from functions.views.registrations import HistoryLine, ShownReason, ShownReceipt
from shared.domain.delivery import Status
from shared.domain.target_state import Circuit
from shared.domain.text.localized_text import InLanguages
from shared.services.poison import PutBack


class ShownPile(Shown):
    """Deliveries that are counted together, since when the oldest is so, and the counts of the last day's hours, the oldest first
    (null: nobody counted). `status` is `received` for whatever goes on by itself; `appTitle` is null where this version of the
    product does not have the app."""

    status: Status
    target: str
    app: str
    app_title: InLanguages | None
    count: int
    since: Moment | None
    hours: tuple[int | None, ...]


class ShownHold(Shown):
    """A target that nothing goes out to. `holdsFrom` is when every instance knows it, `drainedBy` when nothing can be under way
    any more."""

    target: str
    since: Moment
    holds_from: Moment
    drained_by: Moment
    by: str
    reason: str


class ShownTraffic(Shown):
    """What may go out to a target. `circuit` is `closed` while it does, `open` while nothing does (`since` then, null: it is
    closed), `half-open` while one may try. `inTurnSince` is since when deliveries wait to be released in order (null: they go by
    themselves), `waiting` how many have not gone yet, `atOnce` and `perMinute` the limit (0: none)."""

    target: str
    circuit: Circuit
    since: Moment | None
    in_turn_since: Moment | None
    waiting: int
    at_once: int
    per_minute: int


class ShownTakenToday(Shown):
    """How many deliveries a target has taken today; of these a person `confirmed` so many, who looked there and found them."""

    target: str
    count: int
    confirmed: int


class ShownOverview(Shown):
    """How much is not delivered, and where. Everything is counted, however much there is; `targets` are all that there are."""

    time: Moment
    targets: tuple[str, ...]
    piles: tuple[ShownPile, ...]
    held: tuple[ShownHold, ...]
    taken_today: tuple[ShownTakenToday, ...]
    traffic: tuple[ShownTraffic, ...]
    queues: tuple[ShownQueue, ...]


class ListedDelivery(Shown):
    """A delivery in the list: nothing of the answers. `person` is the key of who registered it and `name` their name, `since`
    when it came to stand so, `assigned` who was asked to see to it (empty: nobody), `acts` what the caller may do with it,
    `appTitle` null where this version of the product does not have the app."""

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


class ShownLinePage(Shown):
    """The oldest first. `total` counts all that were asked for; `next` is the cursor of the next page, null at the end."""

    items: tuple[ListedDelivery, ...]
    next: str | None
    total: int


class ShownLine(ListedDelivery):
    """One delivery. `key` is what the log calls it, `steps` how far it came, with the target's own ids."""

    key: str
    revision: int
    steps: dict[str, str]
    history: tuple[HistoryLine, ...]


class ShownAnswers(Shown):
    """The answers of a registration, by the version of the app that they were given to."""

    app: str
    version: int
    title: str
    answers: dict[str, Any]


class ShownProblem(Shown):
    """Why nothing was done: a stable code, and words for people."""

    code: str
    title: str
    detail: str


class ShownMove(Shown):
    """One of several: how it stands now, or why nothing was done."""

    person: str
    id: str
    target: str
    status: Status | None
    problem: ShownProblem | None


class ShownMoves(Shown):
    """In the order that they were asked for."""

    items: tuple[ShownMove, ...]


class ShownHelper(Shown):
    """Somebody who can be asked to see to a delivery."""

    key: str
    name: str
    roles: tuple[str, ...]
    team: str


class ShownHelpers(Shown):
    """By name."""

    items: tuple[ShownHelper, ...]


class ShownEmptiedMessage(Shown):
    """One message of the poison queue: `key` is empty where it was none of ours, `status` null where there is no row."""

    key: str
    outcome: PutBack
    status: Status | None


class ShownEmptied(Shown):
    items: tuple[ShownEmptiedMessage, ...]


class ShownTakenLine(Shown):
    """One of a target's day. `receipt` is its own id; empty where a person confirmed it without one."""

    id: str
    at: Moment
    receipt: str
    confirmed: bool


class ShownTaken(Shown):
    """By time."""

    target: str
    day: date
    count: int
    confirmed: int
    items: tuple[ShownTakenLine, ...]
