"""The queue's function and the sweeper's timer."""

from __future__ import annotations

from datetime import timedelta
import traceback

from azure.functions import QueueMessage
import pytest

from functions import delivery
from functions.unexpected import Failed
from shared.domain.delivery_status import Status
from shared.domain.problems import DependencyUnavailable
from tests.examples import VISIT
from tests.functions.edge import Edge


async def test_a_message_delivers_what_it_points_to(edge: Edge) -> None:
    id = (await edge.put()).json["id"]
    [registration_key] = edge.context.delivery_queue.keys
    await delivery.deliver_registration(QueueMessage(body=str(registration_key)))
    assert (await edge.look(id)).json["status"] == "delivered"


@pytest.mark.parametrize("text", ["", "x", "{}", "a/b", "0" * 32, "0" * 32 + "/x", "æ" * 32 + "/", "\ud7ff\x00"])
async def test_a_message_of_somebody_else_is_dropped_and_told(
    edge: Edge, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    await delivery.deliver_registration(QueueMessage(body=text.encode()))
    assert "no key of a delivery" in caplog.text


async def test_a_failure_is_the_queues_to_count(edge: Edge) -> None:
    await edge.put()
    [registration_key] = edge.context.delivery_queue.keys

    def down(call: str) -> None:
        raise DependencyUnavailable("storage-unavailable")

    edge.context.registrations.trouble = down
    with pytest.raises(DependencyUnavailable):
        await delivery.deliver_registration(QueueMessage(body=str(registration_key)))


async def test_a_failure_tells_nothing_of_the_answers(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    """The host logs the text of what a function raises."""
    id = (await edge.put()).json["id"]
    [registration_key] = edge.context.delivery_queue.keys

    answer = VISIT["navn"]

    def broken(step: str) -> None:
        raise ValueError(answer)

    edge.context.target.trouble = broken
    with pytest.raises(Failed) as failure:
        await delivery.deliver_registration(QueueMessage(body=str(registration_key)))
    text = "".join(traceback.format_exception(failure.value)) + caplog.text
    assert "ValueError" in text
    assert answer not in text
    assert (await edge.look(id)).json["status"] == "waiting"


async def test_the_timer_finds_what_lost_its_message(edge: Edge) -> None:
    edge.context.delivery_queue.down = True
    id = (await edge.put()).json["id"]
    edge.context.delivery_queue.down = False
    edge.context.clock.pass_(minutes=2)
    await delivery.sweep_registrations(None)
    [registration_key] = edge.context.delivery_queue.keys
    assert edge.context.delivery_queue.sent[0][1] == timedelta(0)
    await delivery.deliver_registration(QueueMessage(body=str(registration_key)))
    assert edge.context.row(edge.key(id)).status is Status.DELIVERED
