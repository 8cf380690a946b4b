"""Calls an instance's API about deliveries in an operator's session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx


class NotDone(Exception):
    """Why the command could not be done, for whoever typed it."""


class Refused(NotDone):
    """The instance said no, so the call has changed nothing. `status` is the answer's."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


_FOR_OPERATORS = {
    "no-session": "The session is over. Sign in again in the browser, and give the cookie's new value as FELTSKEMA_SESSION",
    "unknown-registration": "There is no such delivery, or it is not yours to handle. `list` prints the keys of those there are",
}
"""By a problem's code: what an operator can do about it. The API's own words are those of the phone."""


class Calls:
    """Calls an instance's API in a session."""

    def __init__(self, client: httpx.Client, url: str, session: str, cookie: str) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._headers = {"Cookie": f"{cookie}={session}", "Origin": self._url, "X-Feltskema": "1"}
        self._headers["Accept-Language"] = "en"

    def get(self, path: str, **params: str) -> Any:
        return self._answer("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._answer("POST", path, json=body or {})

    def _answer(self, method: str, path: str, **more: Any) -> Any:
        address = f"{self._url}/api/operations{path}"
        try:
            answer = self._client.request(method, address, headers=self._headers, **more)
        except httpx.HTTPError as error:
            raise NotDone(f"{self._url} does not answer: {type(error).__name__}") from None
        if answer.is_success:
            return answer.json() if answer.content else None
        sentence = _sentence(answer) or f"{method} {address} was answered {answer.status_code}"
        raise Refused(sentence, answer.status_code) if answer.is_client_error else NotDone(sentence)


def _sentence(answer: httpx.Response) -> str:
    """What is wrong, in the words of the problem; empty for an answer that is none, such as a proxy's page."""
    try:
        problem = answer.json()
    except ValueError:
        return ""
    if not isinstance(problem, dict):
        return ""
    if sentence := _FOR_OPERATORS.get(str(problem.get("code"))):
        return sentence
    return ". ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))


def named_delivery(key: str) -> dict[str, str]:
    """The members of a key that `list` printed; the last one says how the delivery was seen."""
    parts = key.split("/")
    if len(parts) not in (3, 4) or not all(parts):
        raise NotDone(f"{key}: a delivery is named as person/id/target/etag, as list has it")
    return dict(zip(("person", "id", "target", "etag"), parts, strict=False))
