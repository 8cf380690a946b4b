"""Stores the progress of claimed deliveries in the registration's row."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
import logging
from typing import Any

from shared.domain.delivery import Delivery
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import CardLine, DeliveryKey, Event, Registration
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.deliver")


WRITE_TRIES = 10
"""How often a write to a row is tried that other workers write to as well: each conflict costs one try."""


class ClaimedRow:
    """The row of a registration of which this worker has claimed deliveries. `registration` is as last stored."""

    def __init__(self, registration: Registration, dependencies: Dependencies) -> None:
        self.registration = registration
        self.dependencies = dependencies
        self.preparing = asyncio.Lock()
        """For what is done once, whichever delivery comes to it first."""
        self._one_at_a_time = asyncio.Lock()

    async def write(
        self,
        own_delivery: Delivery,
        change: Callable[[Registration], Registration],
        event: Callable[[Registration], Event] | None = None,
    ) -> Registration:
        """Apply `change` to the stored row and write it, with the line of history that `event` makes of the result.

        On a conflict the row is read again: another worker may have moved another delivery, or an earlier write of our own may
        have landed after we gave up waiting. Raises `WriteConflict` where another worker has claimed or settled the delivery
        `own_delivery`.
        """
        async with self._one_at_a_time:
            for tries_left in reversed(range(WRITE_TRIES)):
                try:
                    self.registration = await self._stored(change(self.registration), event)
                    break
                except WriteConflict:
                    if not tries_left:
                        raise
                    latest = await self.dependencies.registrations.get(self.registration.key)
                    if latest is None or not latest.delivery_to(own_delivery.target).same_claim(own_delivery):
                        raise
                    self.registration = latest
            return self.registration

    async def _stored(self, registration: Registration, event: Callable[[Registration], Event] | None) -> Registration:
        line = event(registration) if event else None
        return await self.dependencies.registrations.change(registration, line)


class RowJournal:
    """Implements `Journal`. `delivery` is as last stored, with what was learned since."""

    def __init__(self, row: ClaimedRow, target: str) -> None:
        self.row = row
        self.delivery = row.registration.delivery_to(target)
        self._one_at_a_time = asyncio.Lock()

    @property
    def registration(self) -> Registration:
        return self.row.registration

    @property
    def key(self) -> DeliveryKey:
        return self.registration.key.to(self.delivery.target)

    @property
    def steps(self) -> Mapping[str, str]:
        return self.delivery.journal

    async def note(self, step: str, value: str = "") -> None:
        async with self._one_at_a_time:
            await self._store(self._with(step, value))

    async def learned(self, step: str, value: str = "") -> None:
        async with self._one_at_a_time:
            learned = self._with(step, value)
            try:
                await self._store(learned)
            except DependencyUnavailable:
                log.warning("%s: a step could not be noted and goes with the next", self.registration.key)
                self.delivery = learned

    async def renew(self) -> None:
        """Renew the claim."""
        async with self._one_at_a_time:
            await self._store(self._renewed())

    async def completed(self, answers: dict[str, Any], title: str, card: tuple[CardLine, ...]) -> None:
        """Store the answers completed from the register.

        `digest` remains that of what the phone sent. Once any target has been sent something, the answers are left as they are.
        """
        filled_in = {"answers": answers, "title": title, "card": card}
        async with self._one_at_a_time:
            renewed = self._renewed()

            def change(row: Registration) -> Registration:
                begun = any(delivery.journal for delivery in row.deliveries)
                return (row if begun else row.model_copy(update=filled_in)).with_delivery(renewed)

            await self.row.write(self.delivery, change)
            self.delivery = renewed

    async def _store(self, changed: Delivery) -> None:
        await self.row.write(self.delivery, lambda row: row.with_delivery(changed))
        self.delivery = changed

    def _with(self, step: str, value: str) -> Delivery:
        """The delivery with a step added to its journal. Every write to the journal renews the claim."""
        return self._renewed().model_copy(update={"journal": {**self.delivery.journal, step: value}})

    def _renewed(self) -> Delivery:
        dependencies = self.row.dependencies
        return self.delivery.model_copy(update={"claimed_until": dependencies.clock() + dependencies.lease})
