"""An entity is its owner's: its id is known to all who choose it, and nobody else writes under it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shared.domain.entities import Entity
from shared.domain.person import Person
from shared.domain.problems import Conflict, UnknownApp
from shared.services.settle import settle
from shared.services.submit import submit
from shared.services.work import Work
from tests.domain.folder import definitions, form
from tests.examples import APP, KAREN, MEHMET, uuid7
from tests.working import Surroundings


@pytest.fixture
def work(around: Surroundings, tmp_path: Path) -> Work:
    return replace(around.work, definitions=definitions(tmp_path, proeve=form("", "entity: true\n")))


async def sent(work: Work, id: str, name: str, person: Person = KAREN) -> None:
    await submit("proeve", id, {"version": 1, "answers": {"navn": name}}, person, work)


async def test_nobody_overwrites_anothers_entity_by_its_id(around: Surroundings, work: Work) -> None:
    id = str(uuid7())
    await sent(work, id, "Karens")
    rows = dict(around.registrations.rows)
    with pytest.raises(Conflict):
        await sent(work, id, "Overskrevet", MEHMET)
    assert around.entities.rows["proeve", id].title == "Karens"
    assert around.registrations.rows == rows, "a registration was stored all the same"


async def test_a_repeat_of_the_owners_own_is_harmless(around: Surroundings, work: Work) -> None:
    id = str(uuid7())
    await sent(work, id, "Karens")
    await sent(work, id, "Karens")
    assert around.entities.rows["proeve", id].title == "Karens"


async def test_a_row_of_before_owners_were_kept_is_theirs_who_have_the_registration(
    around: Surroundings, work: Work
) -> None:
    id = str(uuid7())
    await sent(work, id, "Karens")
    around.entities.owners["proeve", id] = ""
    with pytest.raises(Conflict):
        await sent(work, id, "Overskrevet", MEHMET)
    await sent(work, id, "Karens")
    assert around.entities.owners["proeve", id] == KAREN.key


async def test_an_id_of_one_list_is_no_ones_in_another(around: Surroundings, work: Work) -> None:
    id = str(uuid7())
    await around.entities.keep("anden", Entity(id, "Mehmets"), MEHMET.key)
    await sent(work, id, "Karens")
    assert around.entities.rows["anden", id].title == "Mehmets"


async def test_who_may_not_use_an_app_any_more_settles_nothing_in_it(around: Surroundings) -> None:
    pointer = await around.waiting()
    with pytest.raises(UnknownApp):
        await settle(
            pointer, APP, {"outcome": "send-again"}, KAREN.model_copy(update={"roles": ("evaluator",)}), around.work
        )
