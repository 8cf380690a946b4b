"""What people cannot do with a delivery that its target may have, or may still work on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.domain.delivery_states import Who
from shared.domain.delivery_status import Status
from shared.domain.problems import NotPossible
from shared.domain.registration import RegistrationKey
from shared.domain.text.time_format import danish_clock
from shared.services.deliver import deliver
from shared.services.move_delivery import Mover, may_be_there, possible_acts
from shared.texts import text
from tests.dependencies import MemoryParts
from tests.services.test_move_delivery import DORTE, HERSELF, TOVE, moved, stopped


async def left_by_an_error(context: MemoryParts) -> RegistrationKey:
    """A visit of which the target made a document, when an error of our own ended the try: until the next one it waits."""
    key = await context.waiting()

    def fail(step: str) -> None:
        if step == "created":
            raise RuntimeError("an answer that our code cannot read")

    context.target.trouble = fail
    with pytest.raises(RuntimeError):
        await deliver(key, context.dependencies)
    context.target.trouble = lambda step: None
    context.clock.pass_(minutes=6)
    assert context.row(key).status is Status.WAITING
    return key


async def test_what_may_be_there_is_not_withdrawn(context: MemoryParts) -> None:
    key = await left_by_an_error(context)
    row = context.row(key)
    is_unsure = may_be_there(row, row.delivery, context.dependencies)
    assert "withdraw" not in possible_acts(row.delivery, Who.CONSULTANT, context.clock(), is_unsure)
    with pytest.raises(NotPossible):
        await moved(context, key, "withdraw", HERSELF, reason="")
    assert context.row(key).status is Status.WAITING
    assert await moved(context, key, "close", HERSELF) is Status.CLOSED, "with a reason, which says what was done"


async def test_what_waits_for_a_target_that_is_not_set_up_is_withdrawn_only_while_nothing_was_done(
    context: MemoryParts,
) -> None:
    begun, new = await left_by_an_error(context), await context.waiting()
    for key in (begun, new):
        row = context.row(key)
        context.registrations.rows[key] = row.with_deliveries(row.delivery.model_copy(update={"target": "momentum"}))
    with pytest.raises(NotPossible):
        await moved(context, begun, "withdraw", HERSELF, reason="")
    assert await moved(context, new, "withdraw", HERSELF, reason="") is Status.CLOSED


@pytest.mark.parametrize("mover", [HERSELF, TOVE, DORTE], ids=lambda mover: mover.who)
async def test_an_uncertain_one_is_not_sent_again_while_its_target_may_still_work_on_it(
    context: MemoryParts, mover: Mover
) -> None:
    """It is 13.05 in Denmark when the answer is lost, and some seconds more."""
    context.clock.pass_(seconds=20)
    key = await stopped(context, Status.UNCERTAIN)
    lost_at = context.row(key).delivery.stands_since
    for seconds in (0, 5, 299):
        context.clock.now = lost_at + timedelta(seconds=seconds)
        with pytest.raises(NotPossible) as refusal:
            await moved(context, key, "send-again", mover, reason="")
        assert refusal.value.code == "too-early-to-resend"
    promised = danish_clock(lost_at + timedelta(minutes=6)).strftime("%H:%M")
    assert f"Vent til kl. {promised}," in text(f"problem.{refusal.value.code}.detail", "da", **refusal.value.values)
    context.clock.now = lost_at + timedelta(minutes=5)
    assert await moved(context, key, "send-again", mover, reason="") is Status.RECEIVED


async def test_one_that_was_laid_aside_while_it_was_uncertain_need_not_wait_again(context: MemoryParts) -> None:
    key = await stopped(context, Status.UNCERTAIN)
    await moved(context, key, "park")
    await moved(context, key, "take-up", reason="")
    assert await moved(context, key, "send-again", reason="") is Status.RECEIVED


async def test_what_an_older_package_called_refused_is_not_sent_twice(context: MemoryParts) -> None:
    """It was refused after an answer was lost, so its journal says that it may be there."""
    key = await stopped(context, Status.REFUSED)
    row = context.row(key)
    lost = row.delivery.model_copy(update={"journal": {"uploaded": "upload-1", "creating": "sent"}})
    context.registrations.rows[key] = row.with_delivery(lost)
    assert await moved(context, key, "try-now", reason="") is Status.RECEIVED
    assert await deliver(key, context.dependencies) is Status.UNCERTAIN
    assert context.target.documents == []
