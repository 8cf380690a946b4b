"""The ports and the target as an actor meets them whose every call is a step (`tests/interleavings.py`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Receipt
from shared.domain.failures import Unavailable, Uncertain
from shared.domain.ports import Consignment, Journal
from shared.domain.registration import Registration
from tests.examples import NOW
from tests.interleavings import Actor

WRITES = {"change", "insert", "put_in_outbox", "remove_from_outbox"}
ALONE = {"send", "front"}
"""What nobody else's steps meet: taken with the step before."""


class Stepwise:
    """A port whose every call is a step of the actor."""

    def __init__(self, actor: Actor, port: Any) -> None:
        self._actor, self._port = actor, port

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def step(*arguments: Any, **named: Any) -> Any:
            if name in ALONE:
                return await getattr(self._port, name)(*arguments, **named)
            return await self._actor.step(
                lambda: getattr(self._port, name)(*arguments, **named), name in WRITES, _shown
            )

        return step


def _shown(answer: Any) -> Hashable:
    """What tells one answer from another."""
    return answer.etag if isinstance(answer, Registration) else repr(answer)


class StepwiseTarget(MemoryTarget):
    """The target as the actor meets it: what it makes lies in `there`, and how it answers is told by `mood`."""

    def __init__(self, actor: Actor, there: list[str], mood: str) -> None:
        super().__init__()
        self._actor, self._there, self._mood = actor, there, mood

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        if journal.steps.get("creating") == "sent":
            raise Uncertain("uncertain")
        await journal.note("creating", "sent")

        async def create() -> str:
            if self._mood != "down":
                self._there.append("document")
            return self._mood

        answer = await self._actor.step(create, True, str)
        if answer == "down":
            await journal.learned("creating", "none")
            raise Unavailable("unavailable")
        if answer == "lost":
            raise Uncertain("uncertain")
        return Receipt(id="document", at=NOW)


class FreeActor(Actor):
    """One who waits for nobody."""

    def __init__(self) -> None:
        super().__init__("free")

    async def step(self, call: Callable[[], Awaitable[Any]], writes: bool, shown: Callable[[Any], Hashable]) -> Any:
        return await call()
