"""What a refused registration's page asks of its consultant: never a correction that cannot be made."""

from __future__ import annotations

import pytest

from functions.commands import resolution
from functions.views.registrations import Beside, whole
from shared.adapters.memory.target import MemoryTarget, nothing
from shared.domain.delivery import Delivery
from shared.domain.delivery_states import Who
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused
from shared.domain.registration import RegistrationKey
from shared.services.correct import is_correctable
from shared.services.deliver import deliver
from shared.services.move_delivery import possible_acts
from shared.services.resolve_delivery import resolve_delivery
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN


async def words_on_the_page(context: MemoryParts, key: RegistrationKey) -> str:
    """What the registration's page says of why it was refused, and what to do."""
    dependencies, row = context.dependencies, context.row(key)
    beside = Beside(
        is_correctable(row, dependencies), {}, lambda delivery: possible_acts(delivery, Who.CONSULTANT, context.clock())
    )
    reason = whole(row, (), beside, "da").reason
    assert reason is not None
    return reason.message


@pytest.mark.parametrize("code", ["unit-open", "unit-missing", "consultant-missing"])
async def test_a_correction_is_asked_for_only_where_it_can_be_made(context: MemoryParts, code: str) -> None:
    key, context.other_targets["second"] = await context.waiting(), MemoryTarget()
    row = context.row(key)
    other = Delivery(target="second", status=Status.RECEIVED, status_at=row.status_at)
    context.registrations.rows[key] = row.with_deliveries(*row.deliveries, other)

    def refused(step: str) -> None:
        if step == "upload":
            raise Refused(code)

    context.other_targets["second"].trouble = context.target.trouble = refused
    await deliver(key, context.dependencies)
    assert "Ret " in await words_on_the_page(context, key)
    context.target.trouble = nothing
    command = resolution(key, APP, {"outcome": "try-now", "target": "fasit-documents"})
    await resolve_delivery(command, KAREN, context.dependencies)
    await deliver(key, context.dependencies)
    assert [delivery.status for delivery in context.row(key).deliveries] == [Status.DELIVERED, Status.REFUSED]
    assert not is_correctable(context.row(key), context.dependencies)
    assert "Ret " not in await words_on_the_page(context, key)
    assert "kan ikke rettes mere" in await words_on_the_page(context, key)
