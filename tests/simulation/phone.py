"""A consultant's phone: its outbox and the drain, as `static-web/src/outbox` has them.

Modelled line by line: which registration goes first, what an answer means, how long it waits (`pass.ts`, `send-entry.ts`,
`retry-decision.ts`, `back-off.ts`). Left out: several tabs, the phone's own store, keys (`make walk` goes through these).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
import json
from typing import TYPE_CHECKING, Any

import azure.functions as func

from functions import attachments, registrations
from shared.domain.access.person import Person
from tests.simulation.fixtures import PUBLIC

if TYPE_CHECKING:
    from tests.simulation.world import World

FIRST, MAX_WAIT, MAX_RETRY_AFTER = 2.0, 300.0, 3600.0
"""Seconds, of `back-off.ts`."""
MAX_CALL = 120.0
OWN = {"origin": PUBLIC, "x-feltskema": "1"}
DRAINED = (attachments.put_attachment, registrations.put_registration)
"""What the phone sends without a person: these calls do not prolong the session."""


class NoNetwork(Exception):
    """No answer came."""


class Problem(Exception):
    """The server said no."""

    def __init__(self, status: int, body: dict[str, Any], retry_after: str | None) -> None:
        self.status, self.code, self.retry_after = status, str(body.get("code")), retry_after
        self.errors: list[dict[str, Any]] = body.get("errors", [])
        super().__init__(f"{status} {self.code} {self.errors}")


@dataclass(eq=False)
class Entry:
    """An entry of the phone's outbox. Times are the loop's, in seconds."""

    id: str
    app: str
    answers: dict[str, Any]
    answered_at: datetime
    queued_at: float
    files: dict[str, bytes] = field(default_factory=dict)
    corrects: int | None = None
    tries: int = 0
    retry_at: float | None = None
    not_before: float | None = None
    sent: set[str] = field(default_factory=set)


class Phone:
    """A consultant's phone. `accepted`: the answers that the server has confirmed, by id and revision; `returned`: the entries
    that it has refused for good; `skew`: how far the phone's clock is from the true time."""

    def __init__(self, world: World, person: Person) -> None:
        self._world, self.person = world, person
        self.outbox: dict[str, Entry] = {}
        self.accepted: dict[tuple[str, int], dict[str, Any]] = {}
        self.returned: list[tuple[Entry, Problem]] = []
        self.skew = timedelta(hours=world.faults.random.choice((0, 0, 0, 1, -3)))
        self._cookie = ""
        self._woken = asyncio.Event()
        self._forced = False

    def put(self, entry: Entry) -> None:
        """Put an entry into the outbox, as when the person taps Send."""
        self.outbox[entry.id] = entry
        self.wake(forced=False)

    def wake(self, forced: bool = True) -> None:
        self._forced = self._forced or forced
        self._woken.set()

    def clock(self) -> datetime:
        return self._world.now() + self.skew

    async def drain(self) -> None:
        """Send what can be sent, without end."""
        while True:
            forced, self._forced = self._forced, False
            self._woken.clear()
            await self._pass(forced)
            times = [entry.retry_at for entry in self.outbox.values() if entry.retry_at is not None]
            wait = max(min(times), self._held_until()) - self._world.loop.time() if times else None
            try:
                async with asyncio.timeout(max(wait, 0.0) if wait is not None else None):
                    await self._woken.wait()
            except TimeoutError:
                continue

    def _held_until(self) -> float:
        return max((entry.not_before or 0.0 for entry in self.outbox.values()), default=0.0)

    async def _pass(self, forced: bool) -> None:
        now = self._world.loop.time()
        if self._held_until() > now:
            return
        oldest = sorted(self.outbox.values(), key=lambda entry: (entry.queued_at, entry.id))
        for entry in [e for e in oldest if forced or e.retry_at is None or e.retry_at <= now]:
            try:
                await self._send(entry)
            except NoNetwork:
                self._back_off(entry, None)
                return
            except Problem as problem:
                if self._failed(entry, problem):
                    return
            except _Killed:
                return
            else:
                del self.outbox[entry.id]

    def _failed(self, entry: Entry, problem: Problem) -> bool:
        """Handle a refusal; returns whether the other entries must wait too."""
        if problem.status == 401 or problem.code == "no-access":
            entry.retry_at = None
            self._world.spawn(self.sign_in())
            return True
        if problem.status == 429 or problem.status >= 500 or problem.status == 408:
            has_pause = self._back_off(entry, problem.retry_after)
            return problem.status == 429 or has_pause
        del self.outbox[entry.id]
        self.returned.append((entry, problem))
        return False

    def _back_off(self, entry: Entry, retry_after: str | None) -> bool:
        now, chance = self._world.loop.time(), self._world.faults.random
        back_off = min(FIRST * 2**entry.tries, MAX_WAIT)
        pause = min(float(retry_after), MAX_RETRY_AFTER) if retry_after and retry_after.isdecimal() else 0.0
        entry.tries += 1
        entry.retry_at = now + max(back_off / 2 + chance.random() * back_off / 2, pause)
        entry.not_before = now + pause if pause else None
        return bool(pause)

    async def sign_in(self) -> None:
        """Sign in again, up to a quarter of an hour later."""
        await asyncio.sleep(self._world.faults.random.uniform(10, 900))
        self._cookie = self._world.cookie(self.person)
        self.wake()

    async def _send(self, entry: Entry) -> None:
        await self._send_files(entry)
        try:
            await self._put(entry)
        except Problem as problem:
            if not entry.files or not any(error["code"] == "not-uploaded" for error in problem.errors):
                raise
            entry.sent.clear()
            await self._send_files(entry)
            await self._put(entry)

    async def _send_files(self, entry: Entry) -> None:
        for name, content in entry.files.items():
            if name not in entry.sent:
                route = {"registration": entry.id, "attachment": name}
                await self.call(attachments.put_attachment, "PUT", route, content)
                entry.sent.add(name)

    async def _put(self, entry: Entry) -> None:
        answered_at = entry.answered_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        body = {"version": 1, "answers": entry.answers, "answeredAt": answered_at}
        if entry.corrects is not None:
            body["corrects"] = entry.corrects
        route = {"app": entry.app, "id": entry.id}
        await self.call(registrations.put_registration, "PUT", route, json.dumps(body).encode())
        self.accepted[entry.id, (entry.corrects or 0) + 1] = entry.answers
        self._world.trace(f"{self.person.name} is told: {entry.id[-12:]} is received")
        if self._world.faults.happens("phone killed"):
            await asyncio.sleep(self._world.faults.random.uniform(1, 600))
            self.wake()
            raise _Killed

    async def call(
        self, function: Any, method: str, route: dict[str, str], content: bytes = b"", **params: str
    ) -> dict[str, Any]:
        """A call to the API over a network that fails; the answer. Raises `NoNetwork` and `Problem`."""
        faults = self._world.faults
        await self._world.loop.nap(faults.latency() * 20)
        if faults.is_out("network out") or faults.happens("request lost"):
            await asyncio.sleep(faults.random.choice((0.0, 5.0, MAX_CALL)))
            raise NoNetwork
        headers = {**OWN, "feltskema-person": self.person.key, "cookie": self._cookie}
        if function in DRAINED:
            headers["feltskema-background"] = "1"

        def request() -> func.HttpRequest:
            return func.HttpRequest(
                method, f"{PUBLIC}/api/", headers=headers, params=params, route_params=route, body=content
            )

        host = self._world.host
        if faults.happens("request doubled"):
            self._world.later(faults.random.uniform(0, 600), lambda: host.http(function, request()))
        answering = self._world.spawn(host.http(function, request()))
        done, _ = await asyncio.wait({answering}, timeout=MAX_CALL)
        answer = answering.result() if done else None
        await self._world.loop.nap(faults.latency() * 20)
        if answer is None or faults.happens("answer lost"):
            raise NoNetwork
        return self._read(answer)

    def _read(self, answer: func.HttpResponse) -> dict[str, Any]:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if cookie := headers.get("set-cookie"):
            self._cookie = cookie.partition(";")[0]
        content: dict[str, Any] = json.loads(answer.get_body() or b"{}")
        if answer.status_code >= 400:
            raise Problem(answer.status_code, content, headers.get("retry-after"))
        return content


class _Killed(Exception):
    """The phone ends between the answer and its own note of it."""


def described(name: str, content: bytes) -> dict[str, Any]:
    """What an answer says of a file."""
    size, digest = len(content), sha256(content).hexdigest()
    return {"id": name, "name": "bilag.pdf", "type": "application/pdf", "size": size, "sha256": digest}
