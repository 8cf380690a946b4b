"""Delivers a registration to KMD Momentum as a task on the company's production unit, with the visit as text.

Steps in the journal, each noted before and after its call:

creating = time    POST /tasks is in progress since then (ISO 8601): the outcome is unknown until a response comes
creating = none    nothing was created; a later try may call it again
created = id       the task exists

Momentum has no idempotency key, and tasks cannot be looked up by a key of ours. But a unit's tasks can be listed, and each
contains its registration's id, so an unknown outcome can be resolved automatically. The list is read `MOMENTUM_SETTLE_SECONDS`
after the call at the earliest, since a request that is still being processed is not in it yet. If the task is not in it then, it
is created again. So a person must look only where the list is shorter than it says itself or does not say, and where the unit is
not found any more.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
import logging
from typing import Any
from urllib.parse import quote

import httpx

from shared.adapters.targets.calls import AnswerLost
from shared.adapters.targets.http_answers import (
    MAX_ID_LENGTH,
    NOTHING_MADE,
    asked_pause,
    content_of,
    elsewhere,
    failure_of,
    id_in,
    is_web_page,
)
from shared.adapters.targets.momentum_client import MomentumClient
from shared.adapters.targets.momentum_lists import MomentumLists, ShortList
from shared.adapters.targets.momentum_search import find_tasks
from shared.adapters.targets.momentum_task import is_task_of, task_of
from shared.domain.company import AWAITING
from shared.domain.definition.needs import Need
from shared.domain.delivery import Receipt
from shared.domain.failures import OurFault, Refused, Unavailable, Uncertain
from shared.domain.ports import Consignment, Found, Journal, Sought, Turn, WriteConflict
from shared.domain.target_state import Limit
from shared.settings import Settings

log = logging.getLogger("feltskema.momentum")

TASKS_MADE_NOTHING: Mapping[int, str] = {
    **NOTHING_MADE,
    400: "the known client takes it for something that may not be (momentum-client, opgaver.py)",
    403: "RFC 9110, 15.5.4: understood, and refused",
}
"""The statuses of `POST /tasks` that mean "nothing was created", each with its evidence. KMD has published none of them."""


def _now() -> datetime:
    return datetime.now(UTC)


class Momentum:
    """Implements `Target`."""

    needs: Sequence[Need] = (
        Need("cvr", ("cvr",)),
        Need("p-number", ("p-number",)),
        Need("consultant", ("email",), required=False),
        Need("deadline", ("date", "date-time"), required=False),
    )

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = _now,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings, self._clock = settings, clock
        self._settle = timedelta(seconds=settings.momentum_settle_seconds)
        self._client = MomentumClient(settings, transport)
        self._lists = MomentumLists(self._client)

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        if task := journal.steps.get("created"):
            return self._receipt(task)
        unit = await self._unit(consignment.mapped)
        if task := await self._made_before(unit, consignment, journal):
            return self._receipt(task)
        actors = await self._actors(consignment)
        await self._tag(unit, consignment)
        return self._receipt(await self._create(consignment, unit, actors, journal))

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        # The tag on the unit means that it is visited, not what the outcome was.
        return steps.get("creating", "none") == "none" and "created" not in steps

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {step: value for step, value in steps.items() if step not in ("creating", "created")}

    async def probe(self) -> None:
        """List the tags, a short call without side effects."""
        await self._lists.tags()

    def _receipt(self, task: str) -> Receipt:
        return Receipt(id=task, at=self._clock())

    async def _unit(self, mapped: Mapping[str, Any]) -> str:
        """Momentum's own id of the production unit."""
        cvr, number = (str(mapped.get(need) or "") for need in ("cvr", "p-number"))
        for need, value in (("cvr", cvr), ("p-number", number)):
            if not value:
                raise Refused("party-missing", need)
        if number == AWAITING:
            raise Refused("unit-open")
        path = f"/companies/{quote(cvr, safe='')}/productionunits/{quote(number, safe='')}"
        answer = await self._client.ask("GET", path)
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise Refused("unit-missing")
        if not answer.is_success:
            raise elsewhere(answer) or failure_of(answer)
        unit = id_in(content_of(answer))
        if not unit:
            raise Unavailable("unavailable", "the production unit has no id")
        return unit

    async def _actors(self, consignment: Consignment) -> list[str]:
        """The task's assignees: the consultant with the e-mail in the form, or nobody."""
        email = str(consignment.mapped.get("consultant") or "").strip()
        if not email:
            return []
        caseworker = await self._lists.caseworker(email)
        if caseworker is None:
            raise Refused("consultant-missing")
        return [caseworker]

    async def _tag(self, unit: str, consignment: Consignment) -> None:
        """Ensure that the unit has the tag that the settings name. It is looked up first, so a repeat does no harm."""
        title = self._settings.momentum_tag
        if not title:
            return
        tag = (await self._lists.tags()).get(title)
        if tag is None:
            raise OurFault("tag-missing", title)
        if await self._lists.has_tag(unit, tag):
            return
        day = (consignment.registration.answered_at or consignment.registration.received_at).date()
        body: dict[str, object] = {
            **{"createdAt": None, "updatedAt": None, "start": day.isoformat(), "end": None, "tagId": tag},
            **{"correctionComment": None, "attachmentsToAdd": [], "attachmentsToRemove": []},
        }
        answer = await self._client.ask("POST", f"/tagassignments?referenceId={quote(unit, safe='')}", body)
        if not answer.is_success:
            raise failure_of(answer)
        if is_web_page(answer):
            raise Unavailable("unavailable", "a web page for an answer")

    async def _made_before(self, unit: str, consignment: Consignment, journal: Journal) -> str | None:
        """The task that an earlier call created although its response was lost; None if it created none."""
        sent = journal.steps.get("creating", "none")
        if sent == "none":
            return None
        wait = _moment(sent) + self._settle - self._clock()
        if wait > timedelta(0):
            raise Unavailable("checking", not_before=wait)
        try:
            async for task in self._lists.tasks(unit, self._in_time(consignment)):
                if is_task_of(consignment.registration, task) and task.get("id"):
                    earlier = str(task["id"])[:MAX_ID_LENGTH]
                    await self._learned_created(earlier, journal)
                    return earlier
        except ShortList as short:
            raise Uncertain("uncertain", str(short)) from None
        log.warning("%s: not among the unit's tasks, and made again", consignment.registration.key)
        await journal.learned("creating", "none")
        return None

    def _in_time(self, consignment: Consignment) -> Turn:
        """A turn for each request as long as the delivery has time for it."""

        @asynccontextmanager
        async def turn() -> AsyncIterator[None]:
            if consignment.seconds_left() < self._client.limits.longest:
                raise Unavailable("took-too-long")
            yield

        return turn

    def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
        """Implements `CanBeAsked`."""
        return find_tasks(sought, turn, self._unit, self._lists)

    async def _create(self, consignment: Consignment, unit: str, actors: list[str], journal: Journal) -> str:
        body = task_of(consignment, unit, actors)
        # Cancelled in the middle, the outcome would be unknown, and finding it out takes a while.
        if consignment.seconds_left() < self._client.limits.longest:
            raise Unavailable("took-too-long")
        await journal.note("creating", self._clock().isoformat())
        try:
            answer = await self._client.send("POST", "/tasks", body)
        except Unavailable:
            await journal.learned("creating", "none")
            raise
        except AnswerLost as lost:
            raise self._unknown_outcome(str(lost)) from None
        if answer.status_code in TASKS_MADE_NOTHING:
            await journal.learned("creating", "none")
            raise failure_of(answer)
        task = id_in(content_of(answer))
        # A web page instead of an answer, or a success without a task id: the list of tasks tells the outcome.
        if not answer.is_success or not task:
            raise self._unknown_outcome(f"HTTP {answer.status_code}", asked_pause(answer))
        await self._learned_created(task, journal)
        return task

    async def _learned_created(self, task: str, journal: Journal) -> None:
        """Note that the task exists. Another worker may have taken the delivery over, which does not undo the task: its id must
        still become the receipt."""
        with suppress(WriteConflict):
            await journal.learned("created", task)

    def _unknown_outcome(self, message: str, pause: timedelta = timedelta(0)) -> Unavailable:
        return Unavailable("checking", message, not_before=max(self._settle, pause), asked_pause=pause)

    async def close(self) -> None:
        await self._client.close()


def _moment(text: str) -> datetime:
    """When the journal says that a call was made; a time that cannot be parsed counts as long ago."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def momentum_limit(settings: Settings) -> Limit:
    return Limit(settings.momentum_at_once, settings.momentum_per_minute)
