"""Plays the run of a seed: registrations arrive while parts fail; then nothing fails for an hour; then people handle the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
import gc
import logging
import math
from typing import TYPE_CHECKING

from tests.simulation.fault_rates import SPELLS, FaultRates
from tests.simulation.fixtures import COMPANIES
from tests.simulation.judge import Judge
from tests.simulation.lengths import MINUTES_EACH, REGISTRATIONS
from tests.simulation.people import SYSTEMS, Consultant, Operator
from tests.simulation.phone import Entry, described
from tests.simulation.process import wired
from tests.simulation.world import World
from tests.virtual_time import VirtualLoop, run_virtually

if TYPE_CHECKING:
    from tests.simulation.phone import Phone

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `registrations` were sent by phones, `accepted` confirmed; `seconds` of simulated time. `fingerprint`
    is the same for two runs in which the same happened."""

    seed: int
    registrations: int
    accepted: int
    delivered: int
    seconds: float
    faults: tuple[str, ...]
    lines: tuple[str, ...]
    fingerprint: int


def play(
    seed: int, registrations: int = REGISTRATIONS, minutes_each: float = MINUTES_EACH, traced: bool = False
) -> Outcome:
    """Play the run of a seed. The same seed and length give the same run, and the same code the same outcome."""
    with _without_logs(), _without_garbage_collection():
        return run_virtually(lambda loop: _play(seed, loop, registrations, minutes_each, traced))


async def _play(seed: int, loop: VirtualLoop, registrations: int, minutes_each: float, traced: bool) -> Outcome:
    judge = Judge()
    world = World(seed, loop, judge, traced)
    with wired(world):
        try:
            await _play_phases(world, registrations, registrations * minutes_each * 60)
        finally:
            world.is_over = True
    accepted = sum(len(phone.accepted) for phone in world.phones)
    rows = world.rows.rows.values()
    delivered = sum(d.receipt is not None for row in rows for d in row.deliveries)
    fingerprint = hash((accepted, delivered, loop.time(), world.faults.random.random()))
    return Outcome(
        seed, registrations, accepted, delivered, loop.time(), tuple(judge.faults), tuple(world.lines), fingerprint
    )


async def _play_phases(world: World, registrations: int, seconds: float) -> None:
    consultants = [Consultant(world, phone) for phone in world.phones]
    operator = Operator(world, world.operators_phone)
    world.spawn(world.host.timers())
    for phone in world.phones:
        world.spawn(phone.drain())
    background = [world.spawn(each.live()) for each in consultants]
    background.append(world.spawn(operator.live()))
    background += [world.spawn(_spells(world, name, rate)) for name, rate in world.faults.spells.items()]
    await _visits(world, registrations, seconds)
    for task in background:
        task.cancel()
    await _end_faults(world)
    for target in SYSTEMS:
        await operator.release(target)
    await asyncio.sleep(HOUR)
    world.judge.after_an_hour(world)
    for _ in range(4):
        await operator.look_after(eager=True)
        for consultant in consultants:
            await consultant.look_after(eager=True)
        await asyncio.sleep(HOUR / 2)
    world.judge.after_all_was_seen_to(world)


async def _visits(world: World, registrations: int, seconds: float) -> None:
    """Send the registrations one by one, each from a phone drawn by chance."""
    moments = sorted(world.chance.uniform(0, seconds) for _ in range(registrations))
    for moment in moments:
        await asyncio.sleep(max(moment - world.loop.time(), 0.0))
        phone = world.chance.choice(world.phones)
        phone.put(_visit(world, phone))


def _visit(world: World, phone: Phone) -> Entry:
    id, chance, company = world.new_registration(), world.chance, world.chance.choice(COMPANIES)
    answers = {"cvr": str(company["cvr"]), "notat": world.words(id, 1)}
    files: dict[str, bytes] = {}
    app = chance.choice(("tilsyn", "notat"))
    if app == "notat":
        files = {world.new_id(): f"%PDF-1.7 {id} {n} %%EOF".encode() for n in range(chance.choice((0, 0, 1, 2)))}
        if files:
            answers["bilag"] = [described(name, content) for name, content in files.items()]  # type: ignore[assignment]
    else:
        answers["pnummer"] = str(chance.choice(company["units"])["p"])
        answers["antal"] = 99 if world.faults.happens("wrong answers") else 1  # type: ignore[assignment]
        if chance.random() < 0.5:
            answers["navn"] = f"Firma {company['cvr']}"
    return Entry(id, app, answers, phone.clock(), world.loop.time(), files)


async def _spells(world: World, name: str, an_hour: float) -> None:
    """Let the spell come again and again, without end."""
    chance, faults = world.faults.random, world.faults
    low, high = SPELLS[name]
    while True:
        await asyncio.sleep(chance.expovariate(an_hour / HOUR))
        world.trace(f"spell: {name}")
        if high:
            faults.out.add(name)
            await asyncio.sleep(math.exp(chance.uniform(math.log(low), math.log(high))))
            faults.out.discard(name)
            if name == "network out":
                for phone in world.phones:
                    phone.wake()
        else:
            _strike(world, name)


def _strike(world: World, name: str) -> None:
    """Do what a spell without a duration does: kill or pause a process, or change its clock."""
    running, chance = list(world.host.instances), world.faults.random
    if name == "everything killed":
        for instance in running:
            instance.kill()
    elif not running:
        return
    elif name == "a process killed":
        chance.choice(running).kill()
    elif name == "a process paused":
        chance.choice(running).pause(chance.uniform(10, 120))
    elif name == "a clock jumps":
        chance.choice(running).skew = timedelta(seconds=chance.uniform(-20, 20))


async def _end_faults(world: World) -> None:
    """End all faults: clocks are right, parts are up, people are signed in."""
    faults: FaultRates = world.faults
    faults.are_over = True
    faults.out.clear()
    for instance in world.host.instances:
        instance.skew = timedelta(0)
    for phone in (*world.phones, world.operators_phone):
        await phone.sign_in()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Collect garbage at the end of a run only, when all of it can go together."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _without_logs() -> Iterator[None]:
    """Suppress the product's log lines."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
