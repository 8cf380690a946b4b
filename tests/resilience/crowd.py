"""Consultants in numbers, over a network that loses what the server answers: they send, look, and settle what is uncertain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import random
import threading
import time
from typing import Any

import httpx

from tests.resilience.case_system import CaseSystem
from tests.stack.consultant import APP, SHORT, Consultant, new_id

LOOKS_AFTER = timedelta(seconds=8)
"""How old an uncertain delivery is before somebody looks for it: what the case system was asked for is done by then."""
PAGE = 100
OPEN = "received,delivering,waiting,blocked,uncertain,refused,parked"


class AnswerLost(httpx.HTTPError):
    """The server has answered, and the phone does not know."""


def _is_ours(answer: httpx.Response) -> bool:
    """Whether the API has said it, as the phone asks too (`static-web/src/transport.ts`): the local front door answers 200 with
    nothing where the host ends in the middle of a call."""
    return "json" in answer.headers.get("content-type", "")


@dataclass
class Phone(Consultant):
    """A consultant's phone whose connections stay open. Of its calls the share `lost` has no answer, and a third as many are made
    twice; `answers_lost` and `calls_doubled` count them."""

    lost: float = 0.0
    answers_lost: int = 0
    calls_doubled: int = 0
    chance: random.Random = field(default_factory=random.Random)
    http: httpx.Client = field(default_factory=httpx.Client)

    def call(self, method: str, target: httpx.URL, **more: Any) -> httpx.Response:
        if self.chance.random() < self.lost / 3:
            self.calls_doubled += 1
            self.http.request(method, target, **more)
        answer = self.http.request(method, target, **more)
        if self.chance.random() < self.lost:
            self.answers_lost += 1
            raise AnswerLost("lost")
        return answer

    def insistently(self, method: str, path: str, statuses: tuple[int, ...], **more: Any) -> httpx.Response:
        """Call until an answer with one of these statuses comes, as a phone and its person do."""
        answer: httpx.Response | None = None
        for attempt in range(300):
            try:
                answer = self.send(method, path, **more)
            except httpx.HTTPError:
                answer = None
            if answer is not None and not _is_ours(answer):
                answer = None
            if answer is not None and answer.status_code in statuses:
                return answer
            if answer is not None and answer.status_code not in (401, 408, 429) and answer.status_code < 500:
                raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
            time.sleep(min(0.1 * 2 ** min(attempt, 5), 2.0) * self.chance.random())
        latest = f"{answer.status_code} {answer.text}" if answer is not None else "nothing"
        raise AssertionError(f"{method} {path} was never answered with one of {statuses}: last by {latest}")


class Sender(threading.Thread):
    """One consultant, who sends a visit to each of the `companies` (CVR numbers), one after the other, each when `may_send` says
    so; `accepted` has the company of each id that the server confirmed."""

    def __init__(self, phone: Phone, companies: Sequence[str], may_send: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.phone, self._companies, self._may_send = phone, companies, may_send
        self.accepted: dict[str, str] = {}
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for company in self._companies:
                while not self._may_send():
                    time.sleep(0.5)
                id = new_id()
                # An id may hold ten digits that could be a CPR number; a person says that they are none.
                answers = {**SHORT, "cvr": company, "notat": id}
                body = {"version": 1, "answers": answers, "notCpr": ["/notat"]}
                self.phone.insistently("PUT", f"/api/registrations/{APP}/{id}", (201,), json=body)
                self.accepted[id] = company
        except BaseException as failure:
            self.failure = failure

    def standing(self, statuses: str = "") -> dict[str, dict[str, Any]]:
        """Their registrations with one of these statuses, or all, by id."""
        standing = dict[str, dict[str, Any]]()
        query = f"limit={PAGE}" + (f"&status={statuses}" if statuses else "")
        after = ""
        while True:
            page = self.phone.insistently("GET", f"/api/registrations?{query}{after}", (200,)).json()
            standing |= {item["id"]: item for item in page["items"]}
            if not page["next"]:
                return standing
            after = f"&after={page['next']}"

    def settle(self, case_system: CaseSystem) -> int:
        """See to what is uncertain or refused; how many are open still."""
        standing = self.standing(OPEN)
        for id, item in standing.items():
            since = datetime.now(UTC) - datetime.fromisoformat(item["statusAt"])
            if item["status"] not in ("uncertain", "refused") or since < LOOKS_AFTER:
                continue
            there = case_system.documents().get(id, [])
            body: dict[str, Any] = {"outcome": "send-again", "statusAt": item["statusAt"]}
            if there:
                body |= {"outcome": "delivered", "receipt": there[0].id}
            self.phone.insistently("POST", f"/api/registrations/{APP}/{id}/settle", (200, 409), json=body)
        return len(standing)
