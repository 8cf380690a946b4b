"""Makes the task in Momentum from a registration: the visit as text, and a reference to recognise it by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from shared.adapters.targets.http_answers import MAX_ID_LENGTH
from shared.domain.document import Drawing, Group, Items, Line, Part
from shared.domain.ports import Consignment
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_clock

CANCELLED = "Canceled"
"""The state of a task that was cancelled, as Momentum spells it."""

MAX_TITLE_LENGTH = 200
"""Characters. Momentum's limit is not known."""


def reference(registration: Registration) -> str:
    """The reference at the end of a task's title, where lists without descriptions show it too: the last twelve digits of the
    registration's id, which are random."""
    return f"[{str(registration.id)[-12:]}]"


def task_of(consignment: Consignment, unit: str, actors: list[str]) -> dict[str, Any]:
    """The body of `POST /tasks` for a production unit."""
    return {
        "title": _title(consignment),
        "description": "\n".join(_description(consignment)),
        "deadline": _deadline(consignment).isoformat(),
        "assignedActorsId": actors,
        "taskType": None,
        "reference": {"id": unit, "type": "PRODUCTIONUNIT"},
    }


def is_task_of(registration: Registration, task: object) -> bool:
    """Whether an item of the unit's task list is this registration's task. A case worker may have added to its title."""
    if not isinstance(task, dict):
        return False
    description, title = str(task.get("description") or ""), str(task.get("title") or "")
    return str(registration.id) in description or reference(registration) in title


def ids_of(registration: Registration, tasks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The ids of the registration's tasks; without those that were cancelled, where others are left. One that was cancelled was
    delivered too."""
    own = [task for task in tasks if is_task_of(registration, task)]
    valid = [task for task in own if str(task.get("state")) != CANCELLED] or own[:1]
    return tuple(sorted(str(task["id"])[:MAX_ID_LENGTH] for task in valid))


def _title(consignment: Consignment) -> str:
    document, ending = consignment.document, f" {reference(consignment.registration)}"
    title = f"{document.subtitle}: {document.title}"
    room = MAX_TITLE_LENGTH - len(ending)
    return (title if len(title) <= room else f"{title[: room - 1].rstrip()}…") + ending


def _deadline(consignment: Consignment) -> datetime:
    """The deadline in Danish time without a zone, as the known client sends it. A date gets the time 12:00, so that no conversion
    between zones changes the day. Without one in the form it is the day on which the form was answered."""
    deadline = consignment.mapped.get("deadline")
    if deadline is None:
        registration = consignment.registration
        return _noon(danish_clock(registration.answered_at or registration.received_at).date())
    if "T" in str(deadline):
        return danish_clock(datetime.fromisoformat(str(deadline))).replace(tzinfo=None, microsecond=0)
    return _noon(date.fromisoformat(str(deadline)))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _description(consignment: Consignment) -> Iterator[str]:
    document = consignment.document
    yield from _lines(document.summary)
    for section in document.sections:
        yield ""
        yield section.heading.upper()
        yield from _lines(section.parts)
    yield ""
    for fact in document.facts:
        yield f"{fact.label}: {fact.text}"
    if str(consignment.registration.id) not in {fact.text for fact in document.facts}:
        yield str(consignment.registration.id)


def _lines(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        match part:
            case Line():
                yield f"{part.label}: {part.text}"
            case Items():
                yield from (line for item in part.items for line in _item(item))
            case Drawing():
                yield f"{part.label}: {part.alt}"
            case _:
                yield f"{part.label}: {part.name}"


def _item(item: Group) -> Iterator[str]:
    yield f"- {item.heading}"
    yield from (f"  {line}" for line in _lines(item.parts))
