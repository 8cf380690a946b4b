"""Makes the parts of a process when it starts: its own dependencies, on stores and targets that all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared import wiring
from shared.adapters.pdf.letterhead import Letterhead
from shared.adapters.targets import limit_of
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.log import LogTarget
from shared.adapters.targets.momentum import Momentum
from shared.domain.document import Document
from shared.domain.ports import Target
from shared.domain.problems import DependencyUnavailable
from shared.services.dependencies import Dependencies
from shared.services.held_targets import HeldTargets
from shared.services.target_traffic import TargetTraffic
from tests.dependencies import any_picture
from tests.simulation.fixtures import definitions, sessions, settings
from tests.simulation.instance import INSTANCE, CurrentPart, Instance, Port
from tests.simulation.messages import DeliveryMessages, PoisonMessages
from tests.simulation.store import RowsPort
from tests.simulation.targets import FaultyTransport

if TYPE_CHECKING:
    from tests.simulation.world import World

LONGEST_DRAWING = 118.0
"""The most seconds that drawing a document takes: its pool gives up after 120."""


class Register(Port):
    """The CVR register as a process uses it; it is down now and then."""

    def __getattr__(self, name: str) -> Any:
        method, instance = getattr(self._inner, name), self._instance

        async def call(*arguments: Any, **named: Any) -> Any:
            await instance.wait_until_running()
            await asyncio.sleep(instance.world.faults.latency() * 5)
            await instance.wait_until_running()
            if instance.world.faults.happens("register down"):
                raise DependencyUnavailable("register-unavailable")
            return await method(*arguments, **named)

        return call


def boot(instance: Instance) -> None:
    """Make the process's parts, as `shared/wiring.py` does."""
    world = instance.world
    current = settings(world.uncertain)
    messages = Port(instance, DeliveryMessages(world.host.queue, world.host.poison))
    holds = Port(instance, world.holds)
    registers = Register(instance, world.register)
    instance.dependencies = Dependencies(
        registrations=RowsPort(instance, world.rows),
        delivery_queue=messages,
        definitions=definitions(),
        targets=Targets(instance),
        clock=instance.clock,
        lease=timedelta(seconds=current.delivery_lease_seconds),
        patience=timedelta(seconds=current.sweep_after_seconds),
        attachments=Port(instance, world.attachments),
        unregistered=Port(instance, world.unregistered),
        entities=Port(instance, world.entities),
        drawable=any_picture,
        companies=lambda: registers,
        chance=world.faults.random.random,
        budget=timedelta(seconds=current.delivery_budget_seconds),
        held=HeldTargets(holds),
        traffic=_traffic(instance),
        receipts=Port(instance, world.receipts),
        tallies=Port(instance, world.tallies),
        turns=count(world.faults.random.randrange(1000)),
    )
    stores = {"access": world.access, "timer_runs": world.timer_runs}
    instance.parts = {name: Port(instance, store) for name, store in stores.items()}
    instance.parts |= {
        "poison": Port(instance, PoisonMessages(world.host.poison)),
        "holds": holds,
        "receipts": instance.dependencies.receipts,
        "tallies": instance.dependencies.tallies,
        "queues": messages,
    }


def _traffic(instance: Instance) -> TargetTraffic:
    """Circuit breakers and limits of the targets, as this process applies them."""
    world = instance.world
    current = settings(world.uncertain)
    states = Port(instance, world.states)
    return TargetTraffic(states, lambda target: limit_of(target, current), instance.clock, world.faults.random.random)


class Targets:
    """The targets of a process, by name: the product's own adapters, each with this process's connection to the case system."""

    def __init__(self, instance: Instance) -> None:
        self._instance, self._world = instance, instance.world
        self._made: dict[str, Target] = {}

    def __call__(self, name: str) -> Target:
        """The target of this name. Raises `KeyError` for one that does not exist."""
        if name not in self._made:
            self._made[name] = {"fasit-documents": self._fasit, "momentum": self._momentum, "log": LogTarget}[name]()
        return self._made[name]

    def _fasit(self) -> Target:
        transport = FaultyTransport(self._instance, "fasit", self._world.fasit.serve)
        return FasitDocuments(settings(self._world.uncertain), self._instance.clock, self._draw, transport)

    def _momentum(self) -> Target:
        transport = FaultyTransport(self._instance, "momentum", self._world.momentum.serve)
        return Momentum(settings(self._world.uncertain), self._instance.clock, transport)

    async def _draw(self, document: Document, pictures: Mapping[UUID, bytes], letterhead: Letterhead) -> bytes:
        """Instead of a drawn PDF, return the document's text after a while."""
        faults = self._world.faults
        await self._instance.wait_until_running()
        slow = faults.happens("document slow")
        await asyncio.sleep(faults.random.uniform(20, LONGEST_DRAWING) if slow else 0.05)
        await self._instance.wait_until_running()
        return f"%PDF-1.7\n{document!r}\n%%EOF".encode()


def wired(world: World) -> AbstractContextManager[None]:
    """Replace the parts of `shared/wiring.py` in the block: code gets those of the process that it runs in."""
    own = ("dependencies", "access", "timer_runs", "poison", "holds", "receipts", "tallies", "queues")
    return wiring.override(
        **{name: CurrentPart(name) for name in own},
        clock=lambda: INSTANCE.get().clock(),
        settings=lambda: settings(world.uncertain),
        definitions=definitions(),
        sessions=sessions(),
    )
