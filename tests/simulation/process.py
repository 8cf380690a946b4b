"""What a process of the product is made of when it starts: its own dependencies, on stores and targets that all share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared import wiring
from shared.adapters.pdf.letterhead import Letterhead
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.log import LogTarget
from shared.adapters.targets.momentum import Momentum
from shared.domain.document import Document
from shared.domain.ports import Target
from shared.domain.problems import DependencyUnavailable
from shared.services.dependencies import Dependencies
from shared.services.held_targets import HeldTargets
from tests.dependencies import any_picture
from tests.simulation.given import definitions, sessions, settings
from tests.simulation.instance import INSTANCE, Here, Instance, Port
from tests.simulation.messages import DeliveryMessages, PoisonMessages
from tests.simulation.store import RowsPort
from tests.simulation.targets import Line

if TYPE_CHECKING:
    from tests.simulation.world import World

LONGEST_DRAWING = 118.0
"""Seconds that a document may take to be drawn: its pool gives up after 120."""


class Register(Port):
    """The CVR register, which is down now and then."""

    def __getattr__(self, name: str) -> Any:
        method, instance = getattr(self._inner, name), self._instance

        async def call(*given: Any, **named: Any) -> Any:
            await instance.passes()
            await asyncio.sleep(instance.world.weather.latency() * 5)
            await instance.passes()
            if instance.world.weather.happens("register down"):
                raise DependencyUnavailable("register-unavailable")
            return await method(*given, **named)

        return call


def boot(instance: Instance) -> None:
    """Make the process's parts, as `shared/wiring.py` does."""
    world, made = instance.world, dict[str, Target]()
    current = settings(world.uncertain)

    async def draw(document: Document, pictures: Mapping[UUID, bytes], letterhead: Letterhead) -> bytes:
        weather = world.weather
        await instance.passes()
        await asyncio.sleep(weather.random.uniform(20, LONGEST_DRAWING) if weather.happens("document slow") else 0.05)
        await instance.passes()
        return f"%PDF-1.7\n{document!r}\n%%EOF".encode()

    def target(name: str) -> Target:
        if name not in made:
            made[name] = kinds[name]()
        return made[name]

    kinds: dict[str, Callable[[], Target]] = {
        "fasit-documents": lambda: FasitDocuments(
            current, instance.clock, draw, Line(instance, "fasit", world.fasit.serve)
        ),
        "momentum": lambda: Momentum(current, instance.clock, Line(instance, "momentum", world.momentum.serve)),
        "log": LogTarget,
    }
    messages = Port(instance, DeliveryMessages(world.host.queue, world.host.poison))
    registers = Register(instance, world.register)
    instance.dependencies = Dependencies(
        registrations=RowsPort(instance, world.rows),
        delivery_queue=messages,
        definitions=definitions(),
        targets=target,
        clock=instance.clock,
        lease=timedelta(seconds=current.delivery_lease_seconds),
        patience=timedelta(seconds=current.sweep_after_seconds),
        attachments=Port(instance, world.attachments),
        unregistered=Port(instance, world.unregistered),
        entities=Port(instance, world.entities),
        drawable=any_picture,
        companies=lambda: registers,
        chance=world.weather.random.random,
        budget=timedelta(seconds=current.delivery_budget_seconds),
        held=HeldTargets(Port(instance, world.holds)),
        receipts=Port(instance, world.receipts),
        tallies=Port(instance, world.tallies),
        turns=count(world.weather.random.randrange(1000)),
    )
    stores = {"access": world.access, "revocations": world.revocations, "timer_runs": world.timer_runs}
    instance.parts = {name: Port(instance, store) for name, store in stores.items()}
    instance.parts |= {
        "poison": Port(instance, PoisonMessages(world.host.poison)),
        "holds": instance.dependencies.held._holds,
        "receipts": instance.dependencies.receipts,
        "tallies": instance.dependencies.tallies,
        "queues": messages,
    }


def wired(world: World) -> AbstractContextManager[None]:
    """The product's wiring while the world goes on: each part is that of the process which asks."""
    own = ("dependencies", "access", "revocations", "timer_runs", "poison", "holds", "receipts", "tallies", "queues")
    return wiring.override(
        **{name: Here(name) for name in own},
        clock=lambda: INSTANCE.get().clock(),
        settings=lambda: settings(world.uncertain),
        definitions=definitions(),
        sessions=sessions(),
    )
