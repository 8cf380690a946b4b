"""What is worked out while a session is looked up holds for whoever the session turns out to be, and for nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
import json
from typing import Any

import azure.functions as func
import pytest

from functions.beside_session import EarlyResult, beside
from functions.registrations import judging
from shared import wiring
from shared.domain.access.person import Person
from shared.domain.problems import NoSession, NotJson
from tests.examples import APP, KAREN, VISIT, uuid7
from tests.functions.edge import Edge
from tests.shipped import SHIPPED

LEADER = KAREN.model_copy(update={"roles": ("teamleder",)})


@dataclass
class Work:
    """Counts for whom it is done; `broken` makes it raise."""

    done_for: list[Person] = field(default_factory=list)
    broken: bool = False

    def __call__(self, person: Person) -> str:
        self.done_for.append(person)
        if self.broken:
            raise NoSession
        return "/".join(person.roles)


@pytest.fixture
def work() -> Work:
    """Work of a kind that was done once."""
    work = Work()
    EarlyResult(work, lambda: "kind").result(KAREN)
    work.done_for.clear()
    return work


def test_it_is_done_once_for_the_person_whose_session_it_is(work: Work) -> None:
    early = EarlyResult(work, lambda: "kind")
    early.make(KAREN)
    assert (early.result(KAREN), work.done_for) == ("konsulent", [KAREN])


def test_it_is_done_anew_where_the_person_has_other_roles_by_now(work: Work) -> None:
    early = EarlyResult(work, lambda: "kind")
    early.make(KAREN)
    assert early.result(LEADER) == "teamleder"


def test_what_it_raises_is_raised_to_whoever_uses_it_and_no_sooner(work: Work) -> None:
    work.broken = True
    early = EarlyResult(work, lambda: "kind")
    early.make(KAREN)
    with pytest.raises(NoSession):
        early.result(KAREN)


def test_the_first_of_its_kind_waits_for_the_session() -> None:
    work = Work()
    kind = object()
    early = EarlyResult(work, lambda: kind)
    early.make(KAREN)
    assert work.done_for == []
    assert early.result(KAREN) == "konsulent"


class RecordingDefinitions:
    """Definitions that count for which versions they are asked."""

    def __init__(self) -> None:
        self.versions: list[int | None] = []

    def get(self, app: str, version: int | None = None) -> Any:
        self.versions.append(version)
        return SHIPPED.get(app, version)

    def all(self) -> Sequence[Any]:
        return SHIPPED.all()

    def withdrawn(self, app: str) -> None:
        return None


def test_the_first_answers_to_an_older_version_wait_for_the_session_too(edge: Edge) -> None:
    def sent(version: int) -> func.HttpRequest:
        body = json.dumps({"version": version, "answers": VISIT}).encode()
        route = {"app": APP, "id": str(uuid7())}
        return func.HttpRequest("PUT", "/", body=body, route_params=route)

    definitions = RecordingDefinitions()
    with wiring.override(dependencies=replace(edge.context.dependencies, definitions=definitions)):
        judging(sent(1)).result(KAREN)
        again, first = judging(sent(1)), judging(sent(2))
        definitions.versions.clear()
        first.make(KAREN)
        assert definitions.versions == []
        again.make(KAREN)
        assert 1 in definitions.versions


def test_a_body_that_cannot_be_read_is_told_where_it_is_used(edge: Edge) -> None:
    made = judging(func.HttpRequest("PUT", "/", body=b"{", route_params={"app": APP, "id": str(uuid7())}))
    made.make(KAREN)
    with pytest.raises(NotJson):
        made.result(KAREN)


async def test_what_is_asked_is_on_its_way_before_the_work_begins() -> None:
    order: list[str] = []

    async def request() -> str:
        order.append("asked")
        await asyncio.sleep(0)
        order.append("answered")
        return "session"

    assert await beside(request(), lambda: order.append("worked")) == "session"
    assert order == ["asked", "worked", "answered"]
