"""Explores every order in which concurrent actors can take their steps, with a crash after each write.

Each call to the store, the queue or the target is a step: an actor stops before it, and the explorer chooses which actor goes on.
A run is determined by its choices, so the other runs are found by choosing differently at one step. Two runs that reach the same
store contents, with every actor having had the same answers, go on identically: only one of them is continued.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

Run = tuple[tuple[str, bool], ...]
"""The actor of each step, and whether it crashed right after the step."""


class Ended(BaseException):
    """Raised in an actor that crashes, so that nothing after the step runs."""


class Actor:
    """An actor whose steps are ordered by the explorer. `seen`: every answer that it has had; `arrived`: it is before a step, or
    done; `go`: lets it take the step; `ends`: it crashes after the step; `ended`: it has crashed; `writes`: whether the step is a
    write."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: list[Hashable] = []
        self.arrived = asyncio.Event()
        self.go = asyncio.Event()
        self.done = False
        self.ends = self.ended = False
        self.writes = False

    async def step(self, call: Callable[[], Awaitable[Any]], writes: bool, hashable: Callable[[Any], Hashable]) -> Any:
        """Make the call when it is this actor's turn. `hashable`: turns its answer into a value that runs are compared by."""
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
            self.seen.append(hashable(answer))
        finally:
            if self.ends:
                self.ended = True
                raise Ended
        return answer


@dataclass
class World:
    """The setting of one run. `act`: what each actor does, by its name; `state`: the contents of the stores now; `settle`: lets
    time go on after all actors are done, and checks the result."""

    act: Mapping[str, Callable[[Actor], Awaitable[Any]]]
    state: Callable[[], Hashable]
    settle: Callable[[], Awaitable[None]]


@dataclass
class Explored:
    """The number of complete runs, and every state that was reached."""

    runs: int = 0
    states: set[Hashable] = field(default_factory=set)


async def explore(new_world: Callable[[], Awaitable[World]], max_crashes: int) -> Explored:
    """Execute every run with at most `max_crashes` crashes. An assertion that `settle` raises is raised with the run's steps."""
    result = Explored()
    waiting: list[Run] = [()]
    while waiting:
        await _played(waiting.pop(), await new_world(), max_crashes, result, waiting)
    return result


async def _played(run: Run, world: World, max_crashes: int, explored: Explored, waiting: list[Run]) -> None:
    """Execute the run's steps, then go on until a state that was reached before. Alternative choices on the way are added to
    `waiting`."""
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
            actors[name].ended = True  # Its clean-up when it is cancelled is not a step.
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)


def _choices(actors: Mapping[str, Actor], may_crash: bool) -> list[tuple[str, bool]]:
    """The possible next steps: actor, and whether it crashes after it. Of several identical workers that have not begun, only the
    first may begin."""
    ready = [actor for actor in actors.values() if not actor.done]
    fresh = [actor for actor in ready if actor.name.startswith("worker") and not actor.seen]
    ready = [actor for actor in ready if actor not in fresh[1:]]
    plain = [(actor.name, False) for actor in ready]
    return plain + ([(actor.name, True) for actor in ready if actor.writes] if may_crash else [])


async def _settled(run: Run, world: World) -> None:
    try:
        await world.settle()
    except AssertionError as error:
        steps = " ".join(f"{name} (ended)" if ends else name for name, ends in run)
        raise AssertionError(f"{error}\nthe run: {steps}") from None


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
