"""Checks what must hold: at every write of a row while faults last, and of everything an hour after their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.delivery import Delivery
from shared.domain.delivery_states import CLAIM, MOVES
from shared.domain.delivery_status import Status
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import as_waiting
from shared.services.held_targets import HOLDS_WITHIN
from tests.simulation.host import MAX_SKEW
from tests.simulation.instance import EXECUTION, INSTANCE, Execution, Instance

if TYPE_CHECKING:
    from tests.simulation.phone import Phone
    from tests.simulation.world import World

NOT_RETRIED = frozenset({Status.DELIVERED, Status.REFUSED, Status.UNCERTAIN, Status.PARKED, Status.CLOSED})
"""Statuses of a delivery that is done or waits for a person."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLOCKS = timedelta(seconds=2 * MAX_SKEW)
"""The greatest difference between two processes' clocks."""
STRAIGHT = frozenset({Status.RECEIVED, Status.DELIVERING, Status.DELIVERED})
PROMPT = timedelta(seconds=30)
"""From accepted to delivered where nothing goes wrong."""
_HELD_WITHIN = HOLDS_WITHIN + timedelta(seconds=30)


class Judge:
    """Checks a run. `faults`: what did not hold, in words."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._claims: dict[tuple[RegistrationKey, str], tuple[Execution, Instance]] = {}

    def fault(self, world: World, text: str) -> None:
        world.trace(f"FAULT: {text}")
        self.faults.append(f"{world.now():%d %H:%M:%S} {text}")

    def row_written(self, world: World, before: Registration | None, after: Registration) -> None:
        """Check a write of a row: each change of a delivery's status is one that the table of moves allows."""
        if before is None:
            world.trace(f"row {str(after.id)[-12:]} is stored")
            return
        for delivery in after.deliveries:
            earlier = before.delivery_to(delivery.target)
            if delivery.status is not earlier.status or delivery.attempts > earlier.attempts:
                self._moved(world, after, earlier, delivery)

    def _moved(self, world: World, row: Registration, earlier: Delivery, delivery: Delivery) -> None:
        name = f"{str(row.id)[-12:]} to {delivery.target}"
        why = f" ({delivery.reason.code})" if delivery.reason else ""
        world.trace(f"{name}: {earlier.status} -> {delivery.status}{why}")
        leads = any(earlier.status in m.sources and m.to in (delivery.status, None) for m in MOVES)
        if not leads:
            self.fault(world, f"{name}: no move leads from {earlier.status} to {delivery.status}")
        if delivery.status is Status.WAITING and delivery.retry_at is None:
            self.fault(world, f"{name}: waits, and nobody knows until when")
        if delivery.status is CLAIM.to:
            if delivery.attempts == earlier.attempts:
                self.fault(world, f"{name}: claimed and not counted")
            self._claimed(world, row, earlier, name)

    def _claimed(self, world: World, row: Registration, earlier: Delivery, name: str) -> None:
        now, place = world.now(), (row.key, earlier.target)
        if earlier.retry_at and now < earlier.retry_at - CLOCKS and not EXECUTION.get().released:
            self.fault(world, f"{name}: claimed before its time")
        if earlier.claimed_until and now < earlier.claimed_until - CLOCKS:
            self.fault(world, f"{name}: claimed while another's claim holds")
        held_since = world.holds.stored_at.get(earlier.target)
        if held_since and now > held_since + _HELD_WITHIN and EXECUTION.get().undisturbed:
            self.fault(world, f"{name}: claimed though {earlier.target} is held")
        before = self._claims.get(place)
        if earlier.status is Status.DELIVERING and before:
            execution, instance = before
            if execution.undisturbed and not execution.done and instance.alive:
                self.fault(world, f"{name}: taken from a worker that was well")
        self._claims[place] = (EXECUTION.get(), INSTANCE.get())

    def after_an_hour(self, world: World) -> None:
        """Check that an hour after the last fault every delivery is done or waits for a person, and nothing was lost or
        doubled."""
        for phone in world.phones:
            self._sent(world, phone)
        for row in world.rows.rows.values():
            for delivery in row.deliveries:
                for text in (*_stalled(delivery), *_there(world, row, delivery), *_noted(world, row, delivery)):
                    self.fault(world, f"{str(row.id)[-12:]} to {delivery.target}, {delivery.status}: {text}")
        if world.faults.is_faultless:
            self._prompt(world)
        if world.host.poison.all:
            self.fault(world, f"{len(world.host.poison.all)} messages lie in the poison queue")
        if len(world.host.queue.all) > len(world.rows.entries) + 5:
            self.fault(world, f"{len(world.host.queue.all)} messages lie in the queue")

    def _sent(self, world: World, phone: Phone) -> None:
        for entry in phone.outbox.values():
            self.fault(world, f"{entry.id[-12:]} still stands in the outbox of {phone.person.name}")
        for entry, problem in phone.returned:
            if entry.answers.get("antal") != 99 and problem.code != "not-correctable":
                self.fault(world, f"{entry.id[-12:]} was turned away: {problem}")
        for (id, revision), answers in phone.accepted.items():
            self._kept(world, phone.person.key, id, revision, answers)

    def _kept(self, world: World, person: str, id: str, revision: int, answers: dict[str, object]) -> None:
        row = world.rows.rows.get(RegistrationKey.parse(f"{person}/{id}"))
        if row is None:
            self.fault(world, f"{id[-12:]} was accepted and is not stored")
        elif row.revision < revision:
            self.fault(world, f"{id[-12:]}: revision {revision} was accepted and {row.revision} is stored")
        elif row.revision == revision and row.answers["notat"] != answers["notat"]:
            self.fault(world, f"{id[-12:]}: other answers are stored than were accepted")

    def _prompt(self, world: World) -> None:
        """Check, of a run without faults, that every delivery was prompt."""
        for row in world.rows.rows.values():
            for delivery in row.deliveries:
                took = delivery.status_at - row.received_at
                lines = row.whole_history(world.rows.lines[row.key])
                statuses = {line.status for line in lines if line.target in ("", delivery.target)}
                if statuses == STRAIGHT and took > PROMPT:
                    is_excused = any(
                        row.received_at <= end and began <= delivery.status_at for began, end in world.holding_periods
                    )
                    if not is_excused:
                        self.fault(world, f"{str(row.id)[-12:]} to {delivery.target} took {took.total_seconds():.0f} s")

    def after_all_was_seen_to(self, world: World) -> None:
        """Check that no delivery waits for a person any more, once people have handled all of them."""
        for row in world.rows.rows.values():
            for delivery in row.deliveries:
                for text in (*_there(world, row, delivery), *_noted(world, row, delivery)):
                    self.fault(world, f"{str(row.id)[-12:]} to {delivery.target}, {delivery.status}: {text}")
                if delivery.status not in (Status.DELIVERED, Status.CLOSED):
                    self.fault(world, f"{str(row.id)[-12:]} to {delivery.target} is still {delivery.status}")


def _stalled(delivery: Delivery) -> Iterator[str]:
    if delivery.status not in NOT_RETRIED:
        yield "it is neither delivered nor before a person"


def _there(world: World, row: Registration, delivery: Delivery) -> Iterator[str]:
    """What differs between the delivery's row and what the case system has of it."""
    receipts = world.receipts_of(delivery.target, str(row.id))
    may_double = delivery.target != "momentum" and world.uncertain == "retry"
    if len(receipts) > 1 and not may_double:
        yield f"there {len(receipts)} times"
    if delivery.status is Status.DELIVERED:
        if not receipts:
            yield "it is not there"
        elif not _as_written(world, row, delivery):
            yield f"what is there is not its revision {delivery.revision}"
        if not _counted(world, row, delivery):
            yield "it is not counted as taken"
        if delivery.receipt is None:
            yield "it has no receipt"
    elif receipts and delivery.status in (Status.REFUSED, Status.WAITING, Status.RECEIVED) and not may_double:
        yield "it is there all the same"


def _as_written(world: World, row: Registration, delivery: Delivery) -> bool:
    words = str(row.answers["notat"])
    if delivery.target == "momentum":
        return any(words in task["description"] for task in world.momentum.tasks_of(str(row.id)))
    documents = world.fasit.documents[str(row.id)]
    files = 1 + len(row.answers.get("bilag", ()))
    return any(words in d.content[0].decode() and len(d.content) == files for d in documents)


def _counted(world: World, row: Registration, delivery: Delivery) -> bool:
    target = delivery.target
    return any(row.key in lines for (name, _), lines in world.receipts.days.items() if name == target)


def _noted(world: World, row: Registration, delivery: Delivery) -> Iterator[str]:
    """The outbox says what waits for whom, and the history how it came to stand so."""
    entry = world.rows.entries.get(row.key.to(delivery.target))
    age = world.now() - delivery.status_at
    if delivery.status is Status.DELIVERED or (delivery.status is Status.CLOSED and age > DAY):
        if entry and age > (DAY + 2 * HOUR if delivery.status is Status.CLOSED else HOUR):
            yield "it is over and stands in the outbox"
    elif entry is None:
        yield "no outbox entry leads to it"
    elif delivery.status in NOT_RETRIED and as_waiting(delivery.status) is not entry.status:
        yield f"its outbox entry says {entry.status}"
    lines = [line for line in world.rows.lines[row.key] if line.target in ("", delivery.target)]
    if (
        delivery.status in NOT_RETRIED
        and max(lines, key=lambda line: line.last or line.at).status is not delivery.status
    ):
        yield "its history ends otherwise"
