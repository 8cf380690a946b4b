"""Delivers a registration to one target by the product's own services, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from functions.commands import resolution
from functions.views.registrations import summary
from local.run.keys import Keys, keys
from shared.domain.delivery import Delivery
from shared.domain.delivery_states import NOT_RETRIED
from shared.domain.delivery_status import Status
from shared.domain.ports import Target
from shared.domain.registration import Registration, RegistrationKey
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.resolve_delivery import resolve_delivery
from tests.conformance.sides import P_NUMBER, SIDES, Side
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN


@pytest.fixture(scope="session")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def context() -> MemoryParts:
    return MemoryParts()


@pytest.fixture(params=SIDES)
async def side(
    request: pytest.FixtureRequest, tmp_path: Path, made_keys: Keys, context: MemoryParts
) -> AsyncIterator[Side]:
    async with SIDES[request.param](tmp_path / "received", made_keys, context.clock) as new_side:
        yield new_side


@dataclass
class Sent:
    """A submitted registration of a visit, and its delivery."""

    key: RegistrationKey
    context: MemoryParts
    target: Target

    @property
    def row(self) -> Registration:
        return self.context.row(self.key)

    @property
    def dependencies(self) -> Dependencies:
        return replace(self.context.dependencies, targets=lambda name: self.target)

    async def tried(self) -> Status:
        """Move the clock to the next try, and make it; gives the state afterwards."""
        self.context.clock.now = max(self.context.clock(), self.row.delivery.retry_at or self.context.clock())
        await deliver(self.key.to(self.row.delivery.target), self.dependencies)
        return self.row.status

    async def drained(self, hours: int = 24) -> Status:
        """Make tries until the delivery no longer goes on automatically, or `hours` have passed; gives the state."""
        until = self.context.clock().timestamp() + 3600 * hours
        while self.row.status not in NOT_RETRIED and self.context.clock().timestamp() < until:
            await self.tried()
        return self.row.status

    async def resolved(self, outcome: str, receipt: str = "") -> None:
        """Resolve the delivery as a person does."""
        command = resolution(self.key, APP, {"outcome": outcome, "receipt": receipt})
        if outcome == "send-again":
            self.context.clock.pass_(minutes=6)  # Until then the target may still work on it.
        await resolve_delivery(command, KAREN, self.dependencies)

    def words(self, language: str) -> str:
        """The text that the phone shows for the reason of the state."""
        reason = summary(self.row.entry(), language).reason
        return reason.message if reason else ""


@pytest.fixture
def send(context: MemoryParts, side: Side) -> type[Sent]:
    """Submits a visit whose only target is the side's."""

    async def sent(**answers: Any) -> Sent:
        id = (await context.submitted(**{"pnummer": P_NUMBER} | answers)).id
        key = RegistrationKey(person_key=KAREN.key, id=id)
        row = context.row(key)
        only = Delivery(target=side.name, status=Status.RECEIVED, status_at=row.status_at)
        context.registrations.rows[key] = row.with_deliveries(only)
        return Sent(key, context, side.target)

    return sent  # type: ignore[return-value]
