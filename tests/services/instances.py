"""Several instances of the app over one storage in memory, and a target that can be down."""

from __future__ import annotations

from dataclasses import replace

from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.delivery_message import read_message
from shared.domain.failures import DeliveryFailure, Unavailable
from shared.domain.registration import RegistrationKey
from shared.domain.target_state import OPENS_AFTER, Circuit, Limit, TargetState
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.target_traffic import TargetTraffic
from shared.services.waiting_room import tend_waiting_rooms
from tests.dependencies import MemoryParts

FASIT = "fasit-documents"


class Instances:
    """Several instances over the same storage; `limit` is Fasit's."""

    def __init__(self, context: MemoryParts) -> None:
        self.context = context
        self.states = MemoryTargetStates()
        self.limit = Limit()

    def instance(self) -> Dependencies:
        traffic = TargetTraffic(self.states, lambda target: self.limit, self.context.clock, lambda: 0.0)
        return replace(self.context.dependencies, traffic=traffic)

    @property
    def state(self) -> TargetState:
        return self.states.states[FASIT]

    @property
    def circuit(self) -> Circuit:
        return self.state.circuit(self.context.clock())

    async def ends(self, failure: DeliveryFailure | None, dependencies: Dependencies) -> RegistrationKey:
        """One that is new, whose call ends so."""
        key = await self.context.waiting()

        def trouble(step: str) -> None:
            if step == "upload" and failure is not None:
                raise failure

        self.context.target.trouble = trouble
        await deliver(key, dependencies)
        return key

    async def opened(self) -> Dependencies:
        """An instance that has found Fasit down."""
        dependencies = self.instance()
        for _ in range(OPENS_AFTER):
            await self.ends(Unavailable("unavailable", "HTTP 503"), dependencies)
        assert self.circuit is Circuit.OPEN
        self.context.target.trouble = lambda step: None
        self.context.delivery_queue.sent.clear()
        self.context.delivery_queue.messages.clear()
        return dependencies

    async def released(self, dependencies: Dependencies) -> list[RegistrationKey]:
        """What one look at the waiting rooms sends messages for."""
        self.context.delivery_queue.messages.clear()
        await tend_waiting_rooms(dependencies, self.context.clock())
        messages = [read_message(text) for text in self.context.delivery_queue.messages]
        assert all(message.released for message in messages)
        return [message.key.registration for message in messages]
