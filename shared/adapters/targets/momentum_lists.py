"""Reads Momentum's lists, each of which is paged differently.

POST /tasks/company   from page 0, by `pageNumber` and `pageSize`; `totalSearchCount`
POST /search          by `skip` and `size` (at most 200); `totalCount`
GET /tags             not paged

As the known client asks for them (momentum-client). A list ends where a page brings nothing new. Its order is not relied on:
tasks of the same deadline may change places while the pages are turned, so a list that is shorter than it says is read again.
One that stays so, or does not say how long it is, does not tell what is not there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
import math
from typing import Any
from urllib.parse import quote

import httpx

from shared.adapters.targets.http_answers import MAX_ID_LENGTH, content_of, elsewhere, failure_of
from shared.adapters.targets.momentum_client import MomentumClient
from shared.domain.failures import OurFault, Refused, Unavailable
from shared.domain.ports import Turn

TASKS_A_PAGE = 150
SEARCHED_A_PAGE = 200
MAX_READINGS = 5
"""How often a list of tasks is read that is shorter than it says, or does not say."""
CATEGORIES = ("Citizen", "Company", "ContactPerson", "Caseworker", "Offer", "JobOrder", "JobAd", "Course")


class ShortList(Exception):
    """A list gave fewer items than it says there are, or did not say how many, however often it was read: what is not in it may
    still be there."""


class MomentumLists:
    """Reads lists; makes no changes."""

    def __init__(self, client: MomentumClient) -> None:
        self._client = client

    async def tags(self) -> Mapping[str, str]:
        """The ids of the tags by title."""
        tags = _usable(await self._client.ask("GET", "/tags"), list)
        return {str(tag["title"]): str(tag["id"]) for tag in tags if _has(tag, "title", "id")}

    async def has_tag(self, unit: str, tag: str) -> bool:
        """Whether the unit has the tag, and its assignment has not ended."""
        answer = await self._client.ask("GET", f"/tagassignments?referenceId={quote(unit, safe='')}")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return False
        assignments = [assignment for assignment in _usable(answer, list) if isinstance(assignment, dict)]
        return any(_tag_of(assignment) == tag and not assignment.get("end") for assignment in assignments)

    async def caseworker(self, email: str) -> str | None:
        """The id of the caseworker with this e-mail, which the search returns as `description`."""
        term, skip, seen_ids = email.partition("@")[0], 0, set[str]()
        while True:
            body = {
                **{"term": term, "size": SEARCHED_A_PAGE, "skip": skip, "allowedCategories": list(CATEGORIES)},
                **{"parentId": None, "isActive": True, "hasUserId": None, "isPhoneNumbersOnly": None},
                "includeInternalUsers": False,
            }
            page = _items(_usable(await self._client.ask("POST", "/search", body), dict), "results")
            new_items = [item for item in page if str(item["id"]) not in seen_ids]
            for item in new_items:
                if str(item.get("description") or "").strip().casefold() == email.casefold():
                    return str(item["id"])[:MAX_ID_LENGTH]
            if not new_items:
                return None
            seen_ids |= {str(item["id"]) for item in new_items}
            skip += SEARCHED_A_PAGE

    async def tasks(self, unit: str, turn: Turn) -> AsyncIterator[Mapping[str, Any]]:
        """Every task of a production unit, once each. Each request is made within `turn()`. Raises `ShortList` at the end where
        there should be more."""
        seen, claimed = set[str](), math.inf
        for _ in range(MAX_READINGS):
            claimed = 0
            async for page, total in self._task_pages(unit, turn):
                claimed = max(claimed, total)
                for task in page:
                    if str(task["id"]) not in seen:
                        seen.add(str(task["id"]))
                        yield task
            if len(seen) >= claimed:
                return
        raise ShortList(f"{len(seen)} of {claimed} tasks" if claimed < math.inf else "the list does not say its length")

    async def _task_pages(self, unit: str, turn: Turn) -> AsyncIterator[tuple[list[dict[str, Any]], float]]:
        """The pages of one reading, each with the number of all tasks that it says there are; infinity if it does not say."""
        number, seen = 0, set[str]()
        while True:
            body = {
                "columns": [],
                "filters": [{"fieldName": "productionUnitId", "values": [unit]}],
                "sort": [{"fieldName": "deadline", "ascending": True}],
                "paging": {"pageNumber": number, "pageSize": TASKS_A_PAGE},
            }
            async with turn():
                content = _usable(await self._client.ask("POST", "/tasks/company", body), dict)
            page, total = _items(content, "data"), content.get("totalSearchCount")
            yield page, total if isinstance(total, int) else math.inf
            ids = {str(task["id"]) for task in page}
            if ids <= seen:
                return
            seen |= ids
            number += 1


def _usable(answer: httpx.Response, kind: type[Any]) -> Any:
    """The response's JSON, which must be a `kind`. A response without it says nothing about the registration: raises
    `Unavailable` to try again, or `OurFault` where only new settings can help."""
    if not answer.is_success:
        failure = elsewhere(answer) or failure_of(answer)
        raise OurFault("unavailable", failure.message) if isinstance(failure, Refused) else failure
    content = content_of(answer)
    if not isinstance(content, kind):
        raise Unavailable("unavailable", "an answer that is no list")
    return content


def _items(content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = content.get(name)
    if not isinstance(items, list):
        raise Unavailable("unavailable", "an answer that is no list")
    return [item for item in items if _has(item, "id")]


def _has(item: object, *names: str) -> bool:
    return isinstance(item, dict) and all(item.get(name) for name in names)


def _tag_of(assignment: Mapping[str, Any]) -> str:
    tag = assignment.get("tag")
    return str(tag.get("id") if isinstance(tag, dict) else assignment.get("tagId") or "")
