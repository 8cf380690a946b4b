"""Over HTTP: people are served what is published, form authors their drafts, and a withdrawn app takes nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import functions.definitions
from shared import wiring
from shared.adapters.memory.target import MemoryTarget
from shared.adapters.targets.log import LogTarget
from shared.domain.access.access_list import Grant
from shared.domain.access.person import Person
from shared.services.deliver import deliver
from tests.domain.folder import definitions, form, served
from tests.examples import KAREN, NOW, uuid7
from tests.functions.edge import Edge

FRANS = Person(key="f" * 32, name="Frans Forfatter", cvr=KAREN.cvr, roles=("konsulent", "formularforfatter"))
LIVE = form("{id: gammelt, type: text, label: {da: G, en: G}}").replace("target: log", "target: fasit-documents")
WORKING = LIVE.replace("id: gammelt", "id: nyt").replace("version: 1", "version: 2")
DRAFT = "proeve_kladde"
NEXT_DAY = "withdrawn: 2026-11-24\n"


class Desk:
    """The functions before a folder of definitions, and what its targets got."""

    def __init__(self, edge: Edge, folder: Path) -> None:
        self.edge, self.folder = edge, folder
        self.targets: dict[str, Any] = {"fasit-documents": MemoryTarget(), "log": LogTarget()}
        edge.access.lines[FRANS.key] = replace(edge.access.lines[KAREN.key], key=FRANS.key, grant=Grant(FRANS.roles))

    def parts(self, *, drafts: bool = True) -> dict[str, Any]:
        result = served(self.folder, drafts=drafts)
        dependencies = replace(self.edge.context.dependencies, definitions=result, targets=self.targets.__getitem__)
        return {**self.edge.parts, "dependencies": dependencies, "definitions": result}

    def signed_in(self, person: Person) -> None:
        self.edge.cookie = self.edge.session(person)

    async def seen(self) -> list[str]:
        return [entry["app"] for entry in (await self.edge.definitions()).json["items"]]


@pytest.fixture
def desk(edge: Edge, tmp_path: Path) -> Iterator[Desk]:
    definitions(tmp_path, proeve=WORKING, published__proeve__1=LIVE)
    desk = Desk(edge, tmp_path)
    with wiring.override(**desk.parts()):
        yield desk


def answers(version: int, **answered: str) -> dict[str, Any]:
    return {"version": version, "answers": {"navn": "Åse", **answered}}


async def test_a_consultant_sees_no_draft_and_gets_none_by_its_address(desk: Desk) -> None:
    assert await desk.seen() == ["proeve"]
    by_name = await desk.edge.definition(DRAFT)
    assert (by_name.status, by_name.json["code"]) == (404, "unknown-app")
    by_version = await desk.edge.call(
        functions.definitions.get_definition, route={"app": "proeve"}, params={"version": "2"}
    )
    assert (by_version.status, by_version.json["code"]) == (404, "unknown-version")
    assert (await desk.edge.put(answers(2), app=DRAFT)).json["code"] == "unknown-app"
    assert desk.edge.stored == 0


async def test_where_drafts_are_not_served_a_form_author_sees_none_either(desk: Desk) -> None:
    desk.signed_in(FRANS)
    with wiring.override(**desk.parts(drafts=False)):
        assert await desk.seen() == ["proeve"]
        assert (await desk.edge.definition(DRAFT)).status == 404


async def test_a_form_author_tries_a_draft_and_nothing_reaches_the_case_system(desk: Desk) -> None:
    desk.signed_in(FRANS)
    items = (await desk.edge.definitions()).json["items"]
    assert [(item["app"], item["isDraft"], item["targets"]) for item in items] == [
        ("proeve", False, ["fasit-documents"]), (DRAFT, True, ["log"]),
    ]  # fmt: skip
    assert (await desk.edge.definition(DRAFT)).json["title"]["da"] == "Prøve (kladde)"
    sent = await desk.edge.put(answers(2, nyt="x"), app=DRAFT)
    assert (sent.status, sent.json["app"]) == (201, DRAFT)
    [key] = desk.edge.context.registrations.entries
    await deliver(key, wiring.dependencies())
    assert desk.targets["fasit-documents"].documents == []
    assert desk.edge.context.row(key.registration).status == "delivered"


async def test_what_waits_for_a_draft_that_is_gone_is_told_so_and_stays_on_the_phone(desk: Desk) -> None:
    desk.signed_in(FRANS)
    definitions(desk.folder, published__proeve__2=WORKING)
    with wiring.override(**desk.parts()):
        answer = await desk.edge.put(answers(2), app=DRAFT)
    assert (answer.status, answer.json["code"]) == (404, "draft-gone")
    assert "ligger stadig på telefonen" in answer.json["detail"]
    assert "proeve" in answer.json["detail"]
    assert desk.edge.stored == 0


async def test_a_delivery_whose_draft_is_gone_ends_and_says_why(desk: Desk) -> None:
    desk.signed_in(FRANS)
    id = str(uuid7())
    await desk.edge.put(answers(2), id, app=DRAFT)
    definitions(desk.folder, published__proeve__2=WORKING)
    with wiring.override(**desk.parts()):
        [key] = desk.edge.context.registrations.entries
        await deliver(key, wiring.dependencies())
        row = (await desk.edge.look(id, app=DRAFT)).json
    assert (row["status"], row["reason"]["code"]) == ("refused", "draft-gone")
    assert "sendt nogen steder" in row["reason"]["message"]
    assert desk.edge.context.registrations.entries[key].status == "refused", (
        "an operator sees that it is not tried again"
    )


@pytest.mark.parametrize(("begun", "status"), [(NOW, 201), (NOW + timedelta(days=2), 422)])
async def test_what_was_begun_before_a_withdrawal_is_taken_and_nothing_new(
    desk: Desk, begun: datetime, status: int
) -> None:
    definitions(desk.folder, published__proeve__withdrawn=NEXT_DAY)
    desk.edge.context.clock.pass_(days=3)
    desk.edge.cookie = desk.edge.session()
    with wiring.override(**desk.parts()):
        [shown] = (await desk.edge.definitions()).json["items"]
        answer = await desk.edge.put(answers(1), str(uuid7(begun)), app="proeve")
    assert shown["withdrawn"] == "2026-11-24"
    assert answer.status == status
    if status == 422:
        assert answer.json["code"] == "withdrawn"
        assert "Fra 24.11.2026" in answer.json["detail"]


async def test_until_the_day_a_withdrawn_app_takes_what_comes_also_by_a_clock_that_is_ahead(desk: Desk) -> None:
    definitions(desk.folder, published__proeve__withdrawn=NEXT_DAY)
    with wiring.override(**desk.parts()):
        answer = await desk.edge.put(answers(1), str(uuid7(NOW + timedelta(hours=20))), app="proeve")
    assert answer.status == 201


async def test_what_was_taken_before_a_withdrawal_is_taken_again_after_it(desk: Desk) -> None:
    id = str(uuid7(NOW + timedelta(hours=20)))
    assert (await desk.edge.put(answers(1), id, app="proeve")).status == 201
    definitions(desk.folder, published__proeve__withdrawn=NEXT_DAY)
    desk.edge.context.clock.pass_(days=3)
    desk.edge.cookie = desk.edge.session()
    with wiring.override(**desk.parts()):
        assert (await desk.edge.put(answers(1), id, app="proeve")).status == 201
