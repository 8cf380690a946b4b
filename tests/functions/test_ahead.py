"""What is worked out while a session is looked up holds for whoever the session turns out to be, and for nobody else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from functions.ahead import Ahead, beside
from shared.domain.access.person import Person
from shared.domain.problems import NoSession
from tests.examples import KAREN

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
    Ahead(work, "kind").result(KAREN)
    work.done_for.clear()
    return work


def test_it_is_done_once_for_the_person_whose_session_it_is(work: Work) -> None:
    ahead = Ahead(work, "kind")
    ahead.make(KAREN)
    assert (ahead.result(KAREN), work.done_for) == ("konsulent", [KAREN])


def test_it_is_done_anew_where_the_person_has_other_roles_by_now(work: Work) -> None:
    ahead = Ahead(work, "kind")
    ahead.make(KAREN)
    assert ahead.result(LEADER) == "teamleder"


def test_what_it_raises_is_raised_to_whoever_uses_it_and_no_sooner(work: Work) -> None:
    work.broken = True
    ahead = Ahead(work, "kind")
    ahead.make(KAREN)
    with pytest.raises(NoSession):
        ahead.result(KAREN)


def test_the_first_of_its_kind_waits_for_the_session() -> None:
    work = Work()
    ahead = Ahead(work, object())
    ahead.make(KAREN)
    assert work.done_for == []
    assert ahead.result(KAREN) == "konsulent"


async def test_what_is_asked_is_on_its_way_before_the_work_begins() -> None:
    order: list[str] = []

    async def asked() -> str:
        order.append("asked")
        await asyncio.sleep(0)
        order.append("answered")
        return "session"

    assert await beside(asked(), lambda: order.append("worked")) == "session"
    assert order == ["asked", "worked", "answered"]
