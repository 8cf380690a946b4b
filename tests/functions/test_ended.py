"""Whatever a function meets, the worker gets an answer: to a CancelledError it gives none, a SystemExit ends it."""

from __future__ import annotations

import asyncio
import json
import runpy
from typing import Any

import azure.functions as func
from azure.functions.queue import QueueMessage
from azure.functions.timer import TimerRequest
import pytest

from functions import delivery
from functions.unexpected import Failed
from local.run.parts import HOME
from shared import wiring
from shared.domain.problems import Problem
from shared.services.probe import take_sample
from tests.functions.edge import OWN, URL, Edge
from tests.test_functions import trigger

ENDS = (asyncio.CancelledError, SystemExit, KeyboardInterrupt, TimeoutError, RecursionError, MemoryError)
UNSTORED_PARTS = ("gateway", "sessions", "sign_in")
"""What an edge has no stand-in for, and a part's end can come from too."""
POINTER = f"{'0' * 32}/0195b3c0-0000-7000-8000-000000000001"


class Struck:
    """A part that whoever touches it meets the end of."""

    def __init__(self, end: type[BaseException]) -> None:
        self._end = end

    def __getattr__(self, name: str) -> Any:
        raise self._end

    def __iter__(self) -> Any:
        raise self._end


def trigger_argument(kind: str) -> Any:
    if kind == "httpTrigger":
        return func.HttpRequest("GET", f"{URL}/api/", headers=OWN, body=b"")
    return QueueMessage(body=POINTER, dequeue_count=1) if kind == "queueTrigger" else TimerRequest(past_due=False)


def functions() -> list[Any]:
    get_functions: list[Any] = runpy.run_path(str(HOME / "function_app.py"))["app"].get_functions()
    return get_functions


@pytest.mark.parametrize("end", ENDS)
async def test_every_function_answers_or_fails_whatever_its_parts_end_in(edge: Edge, end: type[BaseException]) -> None:
    reached = set()
    parts = {name: Struck(end) for name in (*edge.parts, *UNSTORED_PARTS)} | {"clock": edge.context.clock}
    for function in functions():
        call, kind = function.get_user_function(), str(trigger(function)["type"])
        with wiring.override(**parts):
            if kind == "httpTrigger":
                answer = await call(trigger_argument(kind))
                if answer.status_code != 200:  # What needs no part at all.
                    assert json.loads(answer.get_body())["code"] == "internal", function.get_function_name()
                    reached.add(function.get_function_name())
            else:
                with pytest.raises((Failed, Problem)):
                    await call(trigger_argument(kind))
                reached.add(function.get_function_name())
    assert {
        "put_registration",
        "get_login",
        "deliver_registration",
        "sweep_registrations",
        "run_upkeep",
    } <= reached


async def test_a_delivery_that_is_cancelled_waits_for_the_next_try(edge: Edge) -> None:
    id = (await edge.put()).json["id"]
    [registration_key] = edge.context.delivery_queue.keys

    def cancelled(step: str) -> None:
        raise asyncio.CancelledError

    edge.context.target.trouble = cancelled
    with pytest.raises(Failed, match="CancelledError"):
        await delivery.deliver_registration(QueueMessage(body=str(registration_key)))
    assert (await edge.look(id)).json["status"] == "waiting"


@pytest.mark.parametrize("end", ENDS)
async def test_a_look_at_a_dependency_always_ends_in_a_sample(edge: Edge, end: type[BaseException]) -> None:
    async def probe() -> None:
        raise end

    seen = await take_sample("cvr", probe, edge.context.clock)
    assert not seen.up
    assert seen.message
