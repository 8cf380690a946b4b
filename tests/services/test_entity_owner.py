"""An entity is its owner's: its id is known to all who choose it, and nobody else writes under it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from functions.commands import resolution, submission
from shared.domain.access.person import Person
from shared.domain.entities import Entity
from shared.domain.problems import Conflict, UnknownApp
from shared.services.dependencies import Dependencies
from shared.services.resolve_delivery import resolve_delivery
from shared.services.submit import submit
from tests.dependencies import MemoryParts
from tests.domain.folder import definitions, form
from tests.examples import APP, KAREN, MEHMET, uuid7


@pytest.fixture
def dependencies(context: MemoryParts, tmp_path: Path) -> Dependencies:
    return replace(context.dependencies, definitions=definitions(tmp_path, proeve=form("", "entity: true\n")))


async def sent(dependencies: Dependencies, id: str, name: str, person: Person = KAREN) -> None:
    await submit(submission("proeve", id, {"version": 1, "answers": {"navn": name}}), person, dependencies)


async def test_nobody_overwrites_anothers_entity_by_its_id(context: MemoryParts, dependencies: Dependencies) -> None:
    id = str(uuid7())
    await sent(dependencies, id, "Karens")
    rows = dict(context.registrations.rows)
    with pytest.raises(Conflict):
        await sent(dependencies, id, "Overskrevet", MEHMET)
    assert context.entities.rows["proeve", id].title == "Karens"
    assert context.registrations.rows == rows, "a registration was stored all the same"


async def test_a_repeat_of_the_owners_own_is_harmless(context: MemoryParts, dependencies: Dependencies) -> None:
    id = str(uuid7())
    await sent(dependencies, id, "Karens")
    await sent(dependencies, id, "Karens")
    assert context.entities.rows["proeve", id].title == "Karens"


async def test_a_row_of_before_owners_were_kept_is_theirs_who_have_the_registration(
    context: MemoryParts, dependencies: Dependencies
) -> None:
    id = str(uuid7())
    await sent(dependencies, id, "Karens")
    context.entities.owners["proeve", id] = ""
    with pytest.raises(Conflict):
        await sent(dependencies, id, "Overskrevet", MEHMET)
    await sent(dependencies, id, "Karens")
    assert context.entities.owners["proeve", id] == KAREN.key


async def test_an_id_of_one_list_is_no_ones_in_another(context: MemoryParts, dependencies: Dependencies) -> None:
    id = str(uuid7())
    await context.entities.save("anden", Entity(id, "Mehmets"), MEHMET.key)
    await sent(dependencies, id, "Karens")
    assert context.entities.rows["anden", id].title == "Mehmets"


async def test_who_may_not_use_an_app_any_more_settles_nothing_in_it(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    with pytest.raises(UnknownApp):
        await resolve_delivery(
            resolution(registration_key, APP, {"outcome": "send-again"}),
            KAREN.model_copy(update={"roles": ("evaluator",)}),
            context.dependencies,
        )
