"""Calls an instance's API about deliveries in an operator's session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx


class NotDone(Exception):
    """Why the command could not be done, for whoever typed it."""


class Calls:
    """Calls an instance's API in a session."""

    def __init__(self, client: httpx.Client, url: str, session: str, cookie: str) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._headers = {"Cookie": f"{cookie}={session}", "Origin": self._url, "X-Feltskema": "1"}

    def get(self, path: str, **params: str) -> Any:
        return self._answer("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._answer("POST", path, json=body or {})

    def _answer(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, f"{self._url}/api/operations{path}", headers=self._headers, **more)
        except httpx.HTTPError as error:
            raise NotDone(f"{self._url} does not answer: {type(error).__name__}") from None
        if answer.is_success:
            return answer.json() if answer.content else None
        try:
            problem = answer.json()
        except ValueError:
            problem = {}
        sentence = ". ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))
        raise NotDone(sentence or f"{method} {path} was answered {answer.status_code}")


def named_delivery(key: str) -> dict[str, str]:
    """The members of a key that `list` printed; the last one says how the delivery was seen."""
    parts = key.split("/")
    if len(parts) not in (3, 4) or not all(parts):
        raise NotDone(f"{key}: a delivery is named as person/id/target/etag, as list has it")
    return dict(zip(("person", "id", "target", "etag"), parts, strict=False))
