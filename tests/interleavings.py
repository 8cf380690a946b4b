"""Goes through the orders in which actors can take their steps, and through a crash after each write.

Each call to the store, the queue or the target is a step: an actor stops before it, and the explorer chooses who goes on. A run
is told by its choices alone, so every other run is tried by choosing otherwise at one place. Two runs that have come to the same
store with every actor having seen the same answers go on alike from there: one of them is followed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

Run = tuple[tuple[str, bool], ...]
"""Who took each step, and whether they were ended right after it."""


class Ended(BaseException):
    """The process ends here: nothing after it runs."""


class Actor:
    """One of those whose steps are put in order. `seen` is every answer that it has had."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: list[Hashable] = []
        self.arrived = asyncio.Event()
        self.go = asyncio.Event()
        self.done = False
        self.ends = self.ended = False
        self.writes = False

    async def step(self, call: Callable[[], Awaitable[Any]], writes: bool, shown: Callable[[Any], Hashable]) -> Any:
        """Take one step when it is this actor's turn."""
        if self.ended:
            raise Ended
        self.writes = writes
        self.arrived.set()
        await self.go.wait()
        self.go.clear()
        try:
            answer = await call()
        except Exception as error:
            self.seen.append(type(error).__name__)
            raise
        else:
            self.seen.append(shown(answer))
        finally:
            if self.ends:
                self.ended = True
                raise Ended
        return answer


@dataclass
class World:
    """What one run is played in: `act` by name what each actor does, `state` what lies in the stores now, `settle` what happens
    when nobody acts any more and time goes on, with the checks."""

    act: Mapping[str, Callable[[Actor], Awaitable[Any]]]
    state: Callable[[], Hashable]
    settle: Callable[[], Awaitable[None]]


@dataclass
class Explored:
    runs: int = 0
    states: set[Hashable] = field(default_factory=set)


async def explore(made: Callable[[], Awaitable[World]], max_crashes: int) -> Explored:
    """Play every run, each with at most so many crashes. What `settle` raises is told with the run that leads there."""
    result = Explored()
    waiting: list[Run] = [()]
    while waiting:
        await _played(waiting.pop(), await made(), max_crashes, result, waiting)
    return result


async def _played(run: Run, world: World, max_crashes: int, explored: Explored, waiting: list[Run]) -> None:
    """Play the run, and on from there until it has been there before. What could be chosen otherwise on the way waits."""
    actors = {name: Actor(name) for name in world.act}
    tasks = {name: asyncio.create_task(_acting(actors[name], act)) for name, act in world.act.items()}
    try:
        for actor in actors.values():
            await actor.arrived.wait()
        for name, ends in run:
            await _step(actors[name], ends)
        while True:
            key = (world.state(), *((name, actor.done, tuple(actor.seen)) for name, actor in actors.items()))
            if key in explored.states:
                return
            explored.states.add(key)
            chosen = _choices(actors, sum(ends for _, ends in run) < max_crashes)
            if not chosen:
                explored.runs += 1
                await _settled(run, world)
                return
            waiting += [(*run, choice) for choice in chosen[1:]]
            run = (*run, chosen[0])
            await _step(actors[chosen[0][0]], chosen[0][1])
    finally:
        for name, task in tasks.items():
            actors[name].ended = True  # What it does when it is cancelled is no step any more.
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


def _choices(actors: Mapping[str, Actor], may_crash: bool) -> list[tuple[str, bool]]:
    """Who may take the next step, and whether they are ended after it. Of twins that have not begun the first begins."""
    ready = [actor for actor in actors.values() if not actor.done]
    fresh = [actor for actor in ready if actor.name.startswith("worker") and not actor.seen]
    ready = [actor for actor in ready if actor not in fresh[1:]]
    plain = [(actor.name, False) for actor in ready]
    return plain + ([(actor.name, True) for actor in ready if actor.writes] if may_crash else [])


async def _settled(run: Run, world: World) -> None:
    try:
        await world.settle()
    except AssertionError as error:
        reported = " ".join(f"{name} (ended)" if ends else name for name, ends in run)
        raise AssertionError(f"{error}\nthe run: {reported}") from None


async def _step(actor: Actor, ends: bool) -> None:
    actor.arrived.clear()
    actor.ends = ends
    actor.go.set()
    await actor.arrived.wait()


async def _acting(actor: Actor, act: Callable[[Actor], Awaitable[Any]]) -> None:
    try:
        actor.seen.append(repr(await act(actor)))
    except Ended:
        actor.seen.append("ended")
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        actor.seen.append(repr(error))
    finally:
        actor.done = True
        actor.arrived.set()
