"""What the bodies of calls may look like: what the known client sends (momentum-client), and no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from local.momentum.held import Held, Holdings

SEARCHED = {
    *("term", "size", "skip", "allowedCategories", "parentId", "isActive", "hasUserId", "isPhoneNumbersOnly"),
    "includeInternalUsers",
}
TASK = {"title", "description", "deadline", "assignedActorsId", "taskType", "reference"}
ASSIGNMENT = {
    *(
        "createdAt",
        "updatedAt",
        "start",
        "end",
        "tagId",
        "correctionComment",
        "attachmentsToAdd",
        "attachmentsToRemove",
    ),
}
MAX_PAGE = 6000
MAX_SEARCHED = 200


class Unlike(Exception):
    """The first place where a body leaves what is known."""


def _members(body: Any, names: set[str]) -> Held:
    if not isinstance(body, dict):
        raise Unlike("the body is no object")
    if strange := set(body) ^ names:
        raise Unlike(f"members that are known and missing, or the reverse: {sorted(strange)}")
    return body


def task(body: Any, held: Holdings) -> Held:
    """Of `POST /tasks`."""
    asked = _members(body, TASK)
    for name in ("title", "description"):
        if not isinstance(asked[name], str) or not asked[name].strip():
            raise Unlike(f"{name} is no text")
    try:
        deadline = datetime.fromisoformat(asked["deadline"])
    except (TypeError, ValueError):
        raise Unlike("deadline is no moment") from None
    if deadline.tzinfo is not None or "T" not in asked["deadline"]:
        raise Unlike("deadline: the known client sends a moment without a zone")
    caseworker_ids = {caseworker["id"] for caseworker in held.caseworkers}
    if not isinstance(asked["assignedActorsId"], list) or not set(asked["assignedActorsId"]) <= caseworker_ids:
        raise Unlike("assignedActorsId names somebody who is not there")
    if not (asked["taskType"] is None or isinstance(asked["taskType"], int)):
        raise Unlike("taskType is no number")
    referred = asked["reference"]
    if referred is not None:
        _members(referred, {"id", "type"})
        if referred["type"] not in ("PRODUCTIONUNIT", "CITIZEN"):
            raise Unlike("reference.type is not known")
        if referred["type"] == "PRODUCTIONUNIT" and held.unit(str(referred["id"])) is None:
            raise Unlike("reference.id names no production unit")
    return asked


def assignment(body: Any, held: Holdings) -> Held:
    """Of `POST /tagassignments`."""
    asked = _members(body, ASSIGNMENT)
    if asked["tagId"] not in {tag["id"] for tag in held.tags}:
        raise Unlike("tagId names no tag")
    day = asked["start"]
    if not isinstance(day, str) or len(day) != len("2026-11-27") or datetime.fromisoformat(day).time().hour:
        raise Unlike("start is no day")
    return asked


def searched(body: Any) -> Held:
    """Of `POST /search`, whose pages are told by `skip`."""
    asked = _members(body, SEARCHED)
    if not isinstance(asked["size"], int) or not 0 < asked["size"] <= MAX_SEARCHED:
        raise Unlike("size is not from 1 to 200")
    return asked


def page_from_zero(body: Any, allowed: set[str]) -> tuple[int, int]:
    """`paging` of a list whose first page is 0: number and size."""
    if not isinstance(body, dict) or set(body) - allowed:
        raise Unlike(f"members that are not known: {sorted(set(body) - allowed)}")
    paging = _members(body.get("paging"), {"pageNumber", "pageSize"})
    return _page(paging, 0)


def page_from_one(body: Any) -> tuple[int, int]:
    """Of a list whose first page is 1."""
    return _page(_members(body, {"searchText", "pageNumber", "pageSize", "onlyActive"}), 1)


def _page(paging: Mapping[str, Any], first: int) -> tuple[int, int]:
    number, size = paging["pageNumber"], paging["pageSize"]
    if not isinstance(number, int) or not isinstance(size, int) or number < first or not 0 < size <= MAX_PAGE:
        raise Unlike("pageNumber or pageSize cannot be used")
    return number - first, size


def unit_of(body: Held) -> str:
    """The production unit that a list of tasks is filtered by."""
    match body.get("filters"):
        case [{"fieldName": "productionUnitId", "values": [str(unit)]}]:
            UUID(unit)
            return unit
    raise Unlike("filters: the known client asks for one productionUnitId")
