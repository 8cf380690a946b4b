"""Keeps the journal of one delivery in the registration's own row."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
import logging
from typing import Any

from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import CardLine, Registration
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.deliver")


class RowJournal:
    """Implements `Journal`. `registration` is the row as it was last stored, with what was learned since."""

    def __init__(self, registration: Registration, dependencies: Dependencies) -> None:
        self.registration = registration
        self._dependencies = dependencies
        self._one_at_a_time = asyncio.Lock()

    @property
    def steps(self) -> Mapping[str, str]:
        return self.registration.journal

    async def note(self, step: str, value: str = "") -> None:
        async with self._one_at_a_time:
            self.registration = await self._stored(self._with(step, value))

    async def learned(self, step: str, value: str = "") -> None:
        async with self._one_at_a_time:
            learned = self._with(step, value)
            try:
                self.registration = await self._stored(learned)
            except DependencyUnavailable:
                log.warning("%s: a step could not be noted and goes with the next", learned.key)
                self.registration = learned

    async def completed(self, answers: dict[str, Any], title: str, card: tuple[CardLine, ...]) -> None:
        """The register has filled in what was missing. `digest` stays that of what the phone sent."""
        async with self._one_at_a_time:
            until = self._dependencies.clock() + self._dependencies.lease
            changes = {"answers": answers, "title": title, "card": card, "claimed_until": until}
            self.registration = await self._stored(self.registration.model_copy(update=changes))

    def _with(self, step: str, value: str) -> Registration:
        """The registration with a step noted; each note renews the claim."""
        journal = {**self.registration.journal, step: value}
        until = self._dependencies.clock() + self._dependencies.lease
        return self.registration.model_copy(update={"journal": journal, "claimed_until": until})

    async def _stored(self, registration: Registration) -> Registration:
        try:
            return await self._dependencies.registrations.change(registration)
        except WriteConflict:
            # A write of our own may have landed after we had given it up.
            latest = await self._dependencies.registrations.get(registration.key)
            if latest is None or not latest.same_claim(registration):
                raise
            return await self._dependencies.registrations.change(registration.model_copy(update={"etag": latest.etag}))
