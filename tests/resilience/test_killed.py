"""The Functions host is killed (SIGKILL, as Azure stops a worker) at each step of a delivery.

A killed host leaves its queue message hidden for ten minutes. Before that the sweeper continues the delivery, so these tests do
not wait for the message to come back.
"""

from __future__ import annotations

import time

from azure.storage.queue import QueueClient
import pytest

from tests.resilience.sweeping import settled
from tests.stack.consultant import Consultant, new_id
from tests.stack.running import Fasit, Running

pytestmark = pytest.mark.rare


def killed_and_started(product: Running) -> None:
    product.stack.kill("functions")
    product.stack.start_part("functions")


def test_killed_before_the_delivery_began(product: Running, karen: Consultant, fasit: Fasit) -> None:
    id = new_id()
    with QueueClient.from_connection_string(product.stack.storage, "registrations") as queue:
        assert karen.put(id).status_code == 201
        product.stack.kill("functions")
        # Delete the message too, as if it were lost.
        queue.clear_messages()
    product.stack.start_part("functions")
    assert settled(product, karen, id)["status"] == "delivered"
    assert len(fasit.documents(id)) == 1


def test_killed_while_the_upload_was_under_way(product: Running, karen: Consultant, fasit: Fasit) -> None:
    fasit.fail(upload2={"mode": "hold", "times": 1})
    id = new_id()
    karen.put(id)
    fasit.wait_until_held()
    killed_and_started(product)
    fasit.release()
    result = settled(product, karen, id)
    assert result["status"] == "delivered"
    assert len(fasit.documents(id)) == 1


def test_killed_between_upload2_and_opret(product: Running, karen: Consultant, fasit: Fasit) -> None:
    creates, uploads = fasit.calls("opret"), fasit.calls("upload2")
    fasit.fail(upload2={"mode": "hold", "times": 1})
    id = new_id()
    karen.put(id)
    fasit.wait_until_held()
    # The storage hangs, so the host cannot record the answer of upload2, and does not send opret before it has.
    product.stack.suspend("azurite")
    try:
        fasit.release()
        fasit.wait_for_call("upload2", uploads)
        time.sleep(0.3)
        product.stack.kill("functions")
    finally:
        product.stack.resume("azurite")
    assert fasit.calls("opret") == creates
    product.stack.start_part("functions")
    assert settled(product, karen, id)["status"] == "delivered"
    assert len(fasit.documents(id)) == 1
    assert fasit.calls("opret") == creates + 1


def test_killed_while_waiting_for_fasit_to_come_back(product: Running, karen: Consultant, fasit: Fasit) -> None:
    uploads = fasit.calls("upload2")
    fasit.fail(opret={"mode": "status", "status": 429, "times": 1})
    id = new_id()
    karen.put(id)
    karen.wait(id, "waiting")
    killed_and_started(product)
    assert settled(product, karen, id)["status"] == "delivered"
    assert len(fasit.documents(id)) == 1
    assert fasit.calls("upload2") == uploads + 1


HELD = {"delivered": ("hold", 1), "send-again": ("hold-before-work", 0)}
"""The outcome that a person chooses after looking in Fasit, with the fault that leads there and the number of documents it
leaves."""


@pytest.mark.parametrize("outcome", HELD)
def test_killed_after_opret_was_sent_is_uncertain_until_a_person_has_looked(
    product: Running, karen: Consultant, fasit: Fasit, outcome: str
) -> None:
    mode, made = HELD[outcome]
    fasit.fail(opret={"mode": mode, "times": 1})
    id = new_id()
    karen.put(id)
    fasit.wait_until_held()
    killed_and_started(product)
    fasit.release()
    result = settled(product, karen, id)
    assert result["status"] == "uncertain"
    assert result["reason"]["message"].startswith("Svaret fra Fasit gik tabt")
    documents = fasit.documents(id)
    assert len(documents) == made
    receipt = documents[0]["id"] if documents else None
    assert karen.settle(id, outcome, receipt).status_code == 200
    final = karen.wait(id, "delivered")
    assert final["receipt"]["id"] == fasit.documents(id)[0]["id"]
    assert len(fasit.documents(id)) == 1
    assert [event["by"] for event in final["history"] if event["by"] != "system"] == ["Karen Kristensen"] * 2
