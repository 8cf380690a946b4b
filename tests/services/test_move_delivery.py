"""What people do with a delivery that stopped, or has not gone out: by the table, by whom it says, and undone where it can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Assignee
from shared.domain.delivery_states import CLOSED_FOR_GOOD, REOPENED_WITHIN, Who
from shared.domain.delivery_status import Status
from shared.domain.failures import DeliveryFailure, Refused, Unavailable, Uncertain
from shared.domain.problems import BadRequest, NotPossible
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.move_delivery import Mover, move_delivery, possible_acts
from shared.services.sweep import SELDOM, sweep
from tests.dependencies import MemoryParts, RolledBack
from tests.examples import KAREN

DORTE = Mover("d" * 32, "Dorte Holm", Who.OPERATOR)
TOVE = Mover("e" * 32, "Tove Teamleder", Who.TEAM_LEADER)
HERSELF = Mover(KAREN.key, KAREN.name, Who.CONSULTANT)
WHY = "Tastet ind i hånden"
FAILURES: dict[Status, DeliveryFailure] = {
    Status.WAITING: Unavailable("unavailable"),
    Status.UNCERTAIN: Uncertain("uncertain"),
    Status.REFUSED: Refused("refused", "ukendt part"),
}


async def stopped(context: MemoryParts, status: Status) -> RegistrationKey:
    """A visit whose first try came to this."""
    key = await context.waiting()

    def trouble(step: str) -> None:
        if step == "create":
            raise FAILURES[status]

    context.target.trouble = trouble
    await deliver(key, context.dependencies)
    context.target.trouble = lambda step: None
    context.delivery_queue.sent.clear()
    context.clock.pass_(minutes=6)
    assert context.row(key).status is status
    return key


async def moved(
    context: MemoryParts, key: RegistrationKey, act: str, mover: Mover = DORTE, reason: str = WHY
) -> Status:
    command = MoveDelivery(key, act, reason=reason)  # type: ignore[arg-type]
    return (await move_delivery(command, mover, context.dependencies)).status


@pytest.mark.parametrize("mover", [HERSELF, TOVE, DORTE], ids=lambda mover: mover.who)
@pytest.mark.parametrize("status", FAILURES)
async def test_it_is_closed_as_handled_otherwise_with_a_reason(
    context: MemoryParts, status: Status, mover: Mover
) -> None:
    key = await stopped(context, status)
    with pytest.raises(BadRequest):
        await moved(context, key, "close", mover, reason="")
    assert await moved(context, key, "close", mover) is Status.CLOSED
    last = context.registrations.lines[key][-1]
    assert last.reason is not None
    assert (last.by, last.reason.code, last.reason.message) == (mover.name, "handled-otherwise", WHY)
    context.clock.pass_(minutes=30)
    await sweep(context.dependencies)
    await deliver(key, context.dependencies)
    assert (context.row(key).status, context.target.documents) == (Status.CLOSED, [])


@pytest.mark.parametrize("status", FAILURES)
async def test_what_was_closed_by_mistake_is_opened_again_as_it_stood(context: MemoryParts, status: Status) -> None:
    key = await stopped(context, status)
    before = context.row(key).delivery
    await moved(context, key, "close", HERSELF)
    context.clock.now += REOPENED_WITHIN
    expected = Status.RECEIVED if status is Status.WAITING else status
    assert await moved(context, key, "reopen", HERSELF, reason="") is expected
    after = context.row(key).delivery
    assert after.stands_since == before.stands_since, "it is no younger than it was"
    if status is Status.WAITING:
        assert await deliver(key, context.dependencies) is Status.DELIVERED
    else:
        assert after.reason == before.reason
        assert [entry.status for entry in context.registrations.entries.values()] == [status]


async def test_a_day_later_it_stays_closed_and_leaves_the_outbox(context: MemoryParts) -> None:
    key = await stopped(context, Status.UNCERTAIN)
    await moved(context, key, "close")
    context.clock.now += REOPENED_WITHIN + timedelta(seconds=1)
    with pytest.raises(NotPossible) as refusal:
        await moved(context, key, "reopen")
    assert refusal.value.code == "too-late-to-reopen"
    assert possible_acts(context.row(key).delivery, Who.OPERATOR, context.clock()) == ()
    dependencies = context.dependencies
    for _ in range(SELDOM):
        await sweep(dependencies)
    assert len(context.registrations.entries) == 1, "as long as somebody whose clock is behind may open it"
    context.clock.now += CLOSED_FOR_GOOD - REOPENED_WITHIN
    for _ in range(SELDOM):
        await sweep(dependencies)
    assert context.registrations.entries == {}


async def test_what_waits_is_withdrawn_and_nothing_goes_out(context: MemoryParts) -> None:
    key = await stopped(context, Status.WAITING)
    assert await moved(context, key, "withdraw", HERSELF, reason="") is Status.CLOSED
    context.clock.pass_(minutes=30)
    assert await deliver(key, context.dependencies) is None
    assert context.target.documents == []


@pytest.mark.parametrize("status", FAILURES)
async def test_what_is_parked_is_left_alone_until_it_is_taken_up(context: MemoryParts, status: Status) -> None:
    key = await stopped(context, status)
    assert await moved(context, key, "park", reason="Fasit bygger om") is Status.PARKED
    context.clock.pass_(hours=5)
    assert await sweep(context.dependencies) == 0
    assert await deliver(key, context.dependencies) is None
    expected = Status.RECEIVED if status is Status.WAITING else status
    assert await moved(context, key, "take-up", reason="") is expected


@pytest.mark.parametrize("mover", [HERSELF, TOVE], ids=lambda mover: mover.who)
async def test_only_an_operator_parks(context: MemoryParts, mover: Mover) -> None:
    key = await stopped(context, Status.REFUSED)
    with pytest.raises(NotPossible):
        await moved(context, key, "park", mover)


async def test_it_is_handed_to_another_and_is_no_younger_for_it(context: MemoryParts) -> None:
    key = await stopped(context, Status.UNCERTAIN)
    before = context.row(key)
    whom = Assignee(key=TOVE.key, name=TOVE.name)
    await move_delivery(MoveDelivery(key, "hand", assigned=whom), DORTE, context.dependencies)
    after = context.row(key)
    assert (after.status, after.reason, after.delivery.assigned) == (before.status, before.reason, whom)
    assert after.delivery.stands_since == before.delivery.stands_since
    last = context.registrations.lines[key][-1]
    assert last.reason is not None
    assert (last.by, last.reason.code, last.reason.message) == (DORTE.name, "handed", TOVE.name)
    await move_delivery(MoveDelivery(key, "hand"), TOVE, context.dependencies)
    assert context.row(key).delivery.assigned is None


async def test_a_late_receipt_is_written_over_what_was_closed(context: MemoryParts) -> None:
    """What a worker that was taken over learns at last is the truth."""
    key = await stopped(context, Status.WAITING)
    context.clock.pass_(minutes=30)

    async def closed_meanwhile() -> None:
        lying = context.row(key)
        stands = lying.with_delivery(lying.delivery.moved(Status.WAITING, context.clock()))
        await context.registrations.change(stands, stands.event())
        await moved(context, key, "close")

    def trouble(step: str) -> None:
        if step == "created":
            late.append(step)

    late: list[str] = []
    context.target.trouble = trouble
    real = context.target.deliver

    async def slow(*arguments: object) -> object:
        receipt = await real(*arguments)  # type: ignore[arg-type]
        await closed_meanwhile()
        return receipt

    object.__setattr__(context.target, "deliver", slow)
    assert await deliver(key, context.dependencies) is Status.DELIVERED
    assert context.row(key).receipt is not None


@pytest.mark.parametrize("target", ["", "momentum"], ids=["its form is gone", "its target is gone"])
async def test_an_uncertain_one_is_sent_again_although_this_package_lacks_its_target(
    context: MemoryParts, target: str
) -> None:
    """A person has looked; when the package is there again that has what it lacks, it goes there from the start."""
    key = await stopped(context, Status.UNCERTAIN)
    row = context.row(key)
    elsewhere = (delivery.model_copy(update={"target": target}) for delivery in row.deliveries)
    context.registrations.rows[key] = row.with_deliveries(*elsewhere)
    if not target:
        context.definitions = RolledBack()
    assert await moved(context, key, "send-again", HERSELF) is Status.RECEIVED
    assert context.row(key).delivery.journal == {}


async def test_a_cpr_number_in_a_reason_is_not_kept(context: MemoryParts) -> None:
    key = await stopped(context, Status.REFUSED)
    await moved(context, key, "close", reason="Ida, 010203-1234, er oprettet")
    assert context.row(key).reason is not None
    assert "010203-1234" not in repr(context.registrations.lines[key])


def acts(context: MemoryParts, key: RegistrationKey, who: Who) -> set[str]:
    return set(possible_acts(context.row(key).delivery, who, context.clock()))


async def test_what_can_be_done_is_what_the_table_says(context: MemoryParts) -> None:
    seen: Callable[[RegistrationKey, Who], set[str]] = lambda key, who: acts(context, key, who)  # noqa: E731
    uncertain = await stopped(context, Status.UNCERTAIN)
    assert seen(uncertain, Who.CONSULTANT) == {"delivered", "send-again", "close"}
    assert seen(uncertain, Who.TEAM_LEADER) == {"delivered", "send-again", "close", "hand"}
    assert seen(uncertain, Who.OPERATOR) == {"delivered", "send-again", "close", "hand", "park"}
    waiting = await stopped(context, Status.WAITING)
    assert seen(waiting, Who.CONSULTANT) == {"try-now", "withdraw", "close"}
    assert seen(waiting, Who.OPERATOR) == {"try-now", "close", "park", "hand"}
