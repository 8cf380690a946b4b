"""The list, searched through and looked over for what needs somebody."""

from __future__ import annotations

from datetime import date, timedelta
import json
from typing import Any

import pytest

from local.run.parts import HOME
from shared.domain.delivery import Receipt
from shared.domain.delivery_status import Status
from shared.domain.ports import Page
from shared.domain.registration import CardLine, Registration
from shared.services.list_registrations import MAX_SCANNED, Filter, list_registrations, needing_attention
from tests.dependencies import MemoryParts
from tests.examples import KAREN, MEHMET, NOW, registration

VECTORS: dict[str, Any] = json.loads((HOME / "tests" / "vectors" / "list.json").read_text("utf-8"))
TODAY = date(2026, 11, 26)


def row(written: dict[str, Any]) -> Registration:
    """As a vector has it, on the server."""
    receipt = written.get("receipt")
    return registration(
        app=written["app"],
        title=written["title"],
        status=Status(written["status"]),
        follow_up=date.fromisoformat(written["followUp"]) if written.get("followUp") else None,
        card=tuple(CardLine(da=line, en=line) for line in written.get("card", ())),
        receipt=Receipt(id=receipt["id"], at=NOW) if receipt else None,
    )


@pytest.mark.parametrize("vector", VECTORS["attention"], ids=lambda vector: str(vector["what"]))
def test_registrations_that_need_attention_are_those_of_the_vectors(vector: dict[str, Any]) -> None:
    rows = {row(written).id: (row(written), written["id"]) for written in vector["rows"]}
    names = {id(entry): name for entry, name in rows.values()}
    needing = needing_attention([entry for entry, _ in rows.values()], date.fromisoformat(vector["today"]))
    assert [names[id(entry)] for entry in needing] == vector["needing"]


@pytest.mark.parametrize("vector", VECTORS["matching"], ids=lambda vector: str(vector["what"]))
def test_a_search_matches_as_the_vectors_say(vector: dict[str, Any]) -> None:
    members = vector["filter"]
    statuses = frozenset(Status(status) for status in members.get("status", ()))
    selection = Filter(members.get("query", ""), statuses, members.get("app", ""))
    assert selection.matches(row(vector["row"])) is vector["matches"]


async def stored(context: MemoryParts, count: int, **changes: Any) -> None:
    """So many more, each later than those before it."""
    begun = len(context.registrations.rows)
    for number in range(begun, begun + count):
        await context.registrations.add(registration(at=NOW + timedelta(minutes=number), **changes))


async def listed(context: MemoryParts, selection: Filter, limit: int = 25, after: str | None = None) -> Page:
    return await list_registrations(KAREN.key, limit, after, selection, context.registrations)


def titles(page: Page) -> list[str]:
    return [entry.title for entry in page.items]


async def test_a_search_goes_on_where_the_page_before_stopped(context: MemoryParts) -> None:
    for number in range(7):
        await stored(context, 1, title=f"Bageri {number}")
        await stored(context, 1, title="Slagter")
    first = await listed(context, Filter("BAGERI"), 3)
    assert titles(first) == ["Bageri 6", "Bageri 5", "Bageri 4"]
    second = await listed(context, Filter("BAGERI"), 3, first.next)
    third = await listed(context, Filter("BAGERI"), 3, second.next)
    assert titles(second) + titles(third) == [f"Bageri {number}" for number in (3, 2, 1, 0)]
    assert third.next is None


async def test_one_call_looks_through_so_many_and_no_more(context: MemoryParts) -> None:
    await stored(context, 1, title="Ærø Bådebyggeri")
    await stored(context, MAX_SCANNED + 20, title="Andet")
    calls: list[str] = []
    context.registrations.trouble = calls.append
    first = await listed(context, Filter("ærø"))
    assert (titles(first), first.next is not None, calls) == ([], True, ["page", "page"])
    second = await listed(context, Filter("ærø"), after=first.next)
    assert (titles(second), second.next) == (["Ærø Bådebyggeri"], None)


async def test_an_old_one_that_needs_somebody_is_found_among_many(context: MemoryParts) -> None:
    await stored(context, 1, title="Afvist", status=Status.REFUSED)
    await stored(context, 1, title="Følg op", follow_up=date(2026, 11, 20))
    await stored(context, 1, title="Senere", follow_up=date(2026, 11, 27))
    await stored(context, 200)
    page = await listed(context, Filter(needing_attention_on=TODAY))
    assert (titles(page), page.next) == (["Følg op", "Afvist"], None)


async def test_what_was_refused_is_listed_before_follow_ups_where_there_is_no_room_for_all(
    context: MemoryParts,
) -> None:
    await stored(context, 1, title="Afvist", status=Status.REFUSED)
    for number in range(5):
        await stored(context, 1, title=f"Følg op {number}", follow_up=date(2026, 11, 20))
    page = await listed(context, Filter(needing_attention_on=TODAY), limit=3)
    assert (titles(page), page.next) == (["Følg op 4", "Følg op 3", "Afvist"], None)


async def test_a_search_never_shows_another_persons_registrations(context: MemoryParts) -> None:
    await context.registrations.add(registration(MEHMET, title="Bageri"))
    assert titles(await listed(context, Filter("bageri"))) == []
