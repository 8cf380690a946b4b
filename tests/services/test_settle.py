"""Settling what nobody knows."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from shared.domain.failures import Refused, Uncertain
from shared.domain.problems import BadRequest, NotUncertain, UnknownRegistration
from shared.domain.registration import Pointer, Status
from shared.services.deliver import deliver
from shared.services.settle import settle
from shared.services.sweep import sweep
from tests.examples import APP, KAREN, uuid7
from tests.working import Surroundings

IN_FASIT = {"outcome": "delivered", "receipt": "sag-17"}
AGAIN = {"outcome": "send-again", "receipt": None}


@pytest.fixture
async def uncertain(around: Surroundings) -> Pointer:
    """A visit whose answer from Fasit was lost; Fasit has no document of it."""
    pointer = await around.waiting()

    def lost(step: str) -> None:
        if step == "create":
            raise Uncertain("uncertain")

    around.target.trouble = lost
    await deliver(pointer, around.work)
    around.target.trouble = lambda step: None
    around.outbox.sent.clear()
    around.clock.pass_(minutes=5)
    return pointer


async def test_it_is_in_fasit(around: Surroundings, uncertain: Pointer) -> None:
    entry = await settle(uncertain, APP, IN_FASIT, KAREN, around.work)
    assert entry.status is Status.DELIVERED
    assert entry.receipt is not None
    assert entry.receipt.id == "sag-17"
    last = around.registrations.lines[uncertain][-1]
    assert last.reason is not None
    assert (last.by, last.reason.code) == (KAREN.name, "confirmed")
    assert around.outbox.sent == []


@pytest.mark.parametrize("body", [{}, {"receipt": None}, {"receipt": ""}, {"receipt": "  "}])
async def test_it_is_in_fasit_and_nobody_wrote_the_id_down(
    around: Surroundings, uncertain: Pointer, body: dict[str, Any]
) -> None:
    entry = await settle(uncertain, APP, {"outcome": "delivered", **body}, KAREN, around.work)
    assert (entry.status, entry.receipt) == (Status.DELIVERED, None)


async def test_it_is_not_in_fasit_and_is_sent_again(around: Surroundings, uncertain: Pointer) -> None:
    entry = await settle(uncertain, APP, AGAIN, KAREN, around.work)
    assert entry.status is Status.RECEIVED
    assert around.outbox.pointers == [uncertain]
    assert list(around.registrations.pointers) == [uncertain]
    assert await deliver(uncertain, around.work) is Status.DELIVERED
    assert (around.target.uploads, len(around.target.documents)) == (1, 1)
    assert around.told(uncertain) == ["received", "delivering", "uncertain", "received", "delivering", "delivered"]


async def test_a_message_that_is_lost_then_is_found(around: Surroundings, uncertain: Pointer) -> None:
    around.outbox.down = True
    await settle(uncertain, APP, AGAIN, KAREN, around.work)
    around.outbox.down = False
    around.clock.pass_(minutes=1)
    assert await sweep(around.work) == 1


async def test_of_two_who_settle_at_once_one_does(around: Surroundings, uncertain: Pointer) -> None:
    both = (settle(uncertain, APP, body, KAREN, around.work) for body in (IN_FASIT, AGAIN))
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(outcome, NotUncertain) for outcome in outcomes) == 1


async def test_only_what_is_uncertain_can_be_settled(around: Surroundings) -> None:
    pointer = await around.waiting()
    with pytest.raises(NotUncertain):
        await settle(pointer, APP, IN_FASIT, KAREN, around.work)
    assert around.row(pointer).status is Status.RECEIVED


@pytest.fixture
async def refused(around: Surroundings) -> Pointer:
    """A visit that Fasit said no to."""
    pointer = await around.waiting()

    def no(step: str) -> None:
        if step == "create":
            raise Refused("refused", "ukendt part")

    around.target.trouble = no
    await deliver(pointer, around.work)
    around.target.trouble = lambda step: None
    around.outbox.sent.clear()
    return pointer


async def test_what_was_refused_is_sent_again_from_the_start(around: Surroundings, refused: Pointer) -> None:
    assert around.row(refused).status is Status.REFUSED
    entry = await settle(refused, APP, AGAIN, KAREN, around.work)
    assert (entry.status, entry.reason and entry.reason.code) == (Status.RECEIVED, "retried")
    assert await deliver(refused, around.work) is Status.DELIVERED
    assert (around.target.uploads, len(around.target.documents)) == (2, 1)
    assert around.registrations.pointers == {}


async def test_what_was_refused_is_not_in_fasit_by_a_persons_word(around: Surroundings, refused: Pointer) -> None:
    with pytest.raises(NotUncertain):
        await settle(refused, APP, IN_FASIT, KAREN, around.work)
    assert around.row(refused).status is Status.REFUSED


@pytest.mark.parametrize("waits", range(8))
async def test_a_sweep_at_the_same_time_leaves_the_pointer(
    around: Surroundings, uncertain: Pointer, waits: int
) -> None:
    """The sweeper may have read the row while it was final, and delete its pointer at any later moment."""
    await around.registrations.pend(uncertain)
    around.clock.pass_(minutes=2)
    around.outbox.down = True

    async def later() -> None:
        for _ in range(waits):
            await asyncio.sleep(0)
        await settle(uncertain, APP, AGAIN, KAREN, around.work)

    await asyncio.gather(sweep(around.work), later())
    assert list(around.registrations.pointers) == [uncertain]


async def test_nobody_has_it(around: Surroundings, uncertain: Pointer) -> None:
    for pointer, app in ((uncertain, "en-anden"), (Pointer(person_key=KAREN.key, id=uuid7()), APP)):
        with pytest.raises(UnknownRegistration):
            await settle(pointer, app, IN_FASIT, KAREN, around.work)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "outcome"),
        ({"outcome": "refused"}, "outcome"),
        ({"outcome": ["delivered"]}, "outcome"),
        ({"outcome": "delivered", "receipt": 17}, "receipt"),
        ({"outcome": "delivered", "receipt": "x" * 101}, "receipt"),
        ({"outcome": "delivered", "receipt": "a\0b"}, "receipt"),
        ({"outcome": "delivered", "receipt": "\ud800"}, "receipt"),
        ({"outcome": "delivered", "who": "mig"}, "settle"),
    ],
)
async def test_a_body_that_cannot_be_used(
    around: Surroundings, uncertain: Pointer, body: dict[str, Any], name: str
) -> None:
    with pytest.raises(BadRequest) as problem:
        await settle(uncertain, APP, body, KAREN, around.work)
    assert problem.value.values == {"name": name}
    assert around.row(uncertain).status is Status.UNCERTAIN
