"""Checks the bodies of calls: only what the known client (momentum-client) sends is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from local.momentum.holdings import Holdings, Record

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
    """A body differs from what the known client sends; the text names the first place."""


def _members(body: Any, names: set[str]) -> Record:
    if not isinstance(body, dict):
        raise Unlike("the body is no object")
    if strange := set(body) ^ names:
        raise Unlike(f"members that are known and missing, or the reverse: {sorted(strange)}")
    return body


def task(body: Any, holdings: Holdings) -> Record:
    """The members of the body of `POST /tasks`. Raises `Unlike`."""
    members = _members(body, TASK)
    for name in ("title", "description"):
        if not isinstance(members[name], str) or not members[name].strip():
            raise Unlike(f"{name} is no text")
    try:
        deadline = datetime.fromisoformat(members["deadline"])
    except (TypeError, ValueError):
        raise Unlike("deadline is no moment") from None
    if deadline.tzinfo is not None or "T" not in members["deadline"]:
        raise Unlike("deadline: the known client sends a moment without a zone")
    caseworker_ids = {caseworker["id"] for caseworker in holdings.caseworkers}
    if not isinstance(members["assignedActorsId"], list) or not set(members["assignedActorsId"]) <= caseworker_ids:
        raise Unlike("assignedActorsId names somebody who is not there")
    if not (members["taskType"] is None or isinstance(members["taskType"], int)):
        raise Unlike("taskType is no number")
    reference = members["reference"]
    if reference is not None:
        _members(reference, {"id", "type"})
        if reference["type"] not in ("PRODUCTIONUNIT", "CITIZEN"):
            raise Unlike("reference.type is not known")
        if reference["type"] == "PRODUCTIONUNIT" and holdings.unit(str(reference["id"])) is None:
            raise Unlike("reference.id names no production unit")
    return members


def assignment(body: Any, holdings: Holdings) -> Record:
    """The members of the body of `POST /tagassignments`. Raises `Unlike`."""
    members = _members(body, ASSIGNMENT)
    if members["tagId"] not in {tag["id"] for tag in holdings.tags}:
        raise Unlike("tagId names no tag")
    day = members["start"]
    if not isinstance(day, str) or len(day) != len("2026-11-27") or datetime.fromisoformat(day).time().hour:
        raise Unlike("start is no day")
    return members


def searched(body: Any) -> Record:
    """The members of the body of `POST /search`, which pages by `skip`. Raises `Unlike`."""
    members = _members(body, SEARCHED)
    if not isinstance(members["size"], int) or not 0 < members["size"] <= MAX_SEARCHED:
        raise Unlike("size is not from 1 to 200")
    return members


def page_from_zero(body: Any, allowed: set[str]) -> tuple[int, int]:
    """Page number and size from `paging` of a list whose first page is 0. Raises `Unlike`."""
    if not isinstance(body, dict) or set(body) - allowed:
        raise Unlike(f"members that are not known: {sorted(set(body) - allowed)}")
    paging = _members(body.get("paging"), {"pageNumber", "pageSize"})
    return _page(paging, 0)


def page_from_one(body: Any) -> tuple[int, int]:
    """Page number, counted from 0, and size of a list whose first page is 1. Raises `Unlike`."""
    return _page(_members(body, {"searchText", "pageNumber", "pageSize", "onlyActive"}), 1)


def _page(paging: Mapping[str, Any], first: int) -> tuple[int, int]:
    number, size = paging["pageNumber"], paging["pageSize"]
    if not isinstance(number, int) or not isinstance(size, int) or number < first or not 0 < size <= MAX_PAGE:
        raise Unlike("pageNumber or pageSize cannot be used")
    return number - first, size


def unit_of(body: Record) -> str:
    """The id of the production unit that a list of tasks is filtered by. Raises `Unlike`."""
    match body.get("filters"):
        case [{"fieldName": "productionUnitId", "values": [str(unit)]}]:
            UUID(unit)
            return unit
    raise Unlike("filters: the known client asks for one productionUnitId")
