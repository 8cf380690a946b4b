"""The guide's example app with two targets: its registration is accepted and delivered to both, each with its own state and
receipt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from functions.commands import submission
from functions.views.registrations import Beside, whole
from local.run.keys import Keys
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.delivery_status import Status
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.submit import submit
from tests.authors.tool import DEFINITIONS, ROOT
from tests.conformance.sides import Side, fasit, momentum
from tests.conformance.troubles import Trouble
from tests.dependencies import MemoryParts
from tests.examples import KAREN, uuid7

pytestmark = pytest.mark.starts

APP = "virksomhedsaftale"
FILES = DefinitionFiles(DEFINITIONS, {APP: ROOT / "docs" / "forms" / "examples" / f"{APP}.yaml"})
UNIT = {"cvr": 90001000, "units": [{"p": 1090004393, "name": "Nørrebro Håndværkerbageri ApS"}]}


@pytest.fixture
async def sides(tmp_path: Path, made_keys: Keys, context: MemoryParts) -> AsyncIterator[dict[str, Side]]:
    async with (
        fasit(tmp_path / "fasit", made_keys, context.clock) as first,
        momentum(tmp_path, made_keys, context.clock, UNIT) as second,
    ):
        yield {first.name: first, second.name: second}


class OneForm:
    """Definitions with only this app."""

    def get(self, app: str, version: int | None = None) -> object:
        return FILES.get(APP)

    def all(self) -> tuple[object, ...]:
        return (FILES.get(APP),)

    def withdrawn(self, app: str) -> None:
        return None


@pytest.fixture
def dependencies(context: MemoryParts, sides: dict[str, Side]) -> Dependencies:
    return replace(context.dependencies, definitions=OneForm(), targets=lambda name: sides[name].target)  # type: ignore[arg-type]


async def accepted(dependencies: Dependencies) -> RegistrationKey:
    example = FILES.get(APP).definition.example
    id = str(uuid7(dependencies.clock()))
    entry = await submit(submission(APP, id, {"version": 1, "answers": example}), KAREN, dependencies)
    return RegistrationKey(person_key=KAREN.key, id=entry.id)


async def test_it_arrives_at_both_with_what_each_needs(
    context: MemoryParts, sides: dict[str, Side], dependencies: Dependencies
) -> None:
    key = await accepted(dependencies)
    assert [str(message) for message, _ in context.delivery_queue.sent] == [
        f"{key}/fasit-documents",
        f"{key}/momentum",
    ], "a message a delivery"
    for message, _ in context.delivery_queue.sent:
        assert await deliver(message, dependencies) is Status.DELIVERED
    [document] = sides["fasit-documents"].facts["received"].documents
    [task] = sides["momentum"].facts["held"].tasks
    assert document.party == "urn:schultz:dokument:1.0:primaerpart:cvr:90001000"
    assert task["deadline"] == "2026-12-15T12:00:00"
    assert [actor["displayName"] for actor in task["assignedActors"]] == ["Karen Kofoed"]
    shown = whole(
        context.row(key), await context.registrations.history(key), Beside(False, {}, lambda delivery: ()), "da"
    )
    assert [(delivery.target, delivery.receipt and delivery.receipt.id) for delivery in shown.deliveries] == [
        ("fasit-documents", document.id),
        ("momentum", task["id"]),
    ]


async def test_what_needs_a_person_is_shown_before_what_went_well(
    context: MemoryParts, sides: dict[str, Side], dependencies: Dependencies
) -> None:
    sides["momentum"].troubled.meet("commit", Trouble(status=422, body=b"fristen er passeret"))
    key = await accepted(dependencies)
    await deliver(key, dependencies)
    shown = whole(
        context.row(key), await context.registrations.history(key), Beside(False, {}, lambda delivery: ()), "da"
    )
    assert (shown.status, shown.target) == (Status.REFUSED, "momentum")
    assert shown.reason is not None
    assert shown.reason.message == "Momentum afviste registreringen: fristen er passeret"
    assert [delivery.status for delivery in shown.deliveries] == [Status.DELIVERED, Status.REFUSED]
    assert {line.target for line in shown.history if line.status is Status.REFUSED} == {"momentum"}


async def test_a_consultant_whom_momentum_does_not_know(
    context: MemoryParts, sides: dict[str, Side], dependencies: Dependencies
) -> None:
    held = sides["momentum"].facts["held"]
    held.caseworkers[:] = held.caseworkers[1:]
    key = await accepted(dependencies)
    assert await deliver(key.to("momentum"), dependencies) is Status.REFUSED
    assert context.row(key).delivery_to("momentum").reason.code == "consultant-missing"  # type: ignore[union-attr]
    assert held.tasks == []
