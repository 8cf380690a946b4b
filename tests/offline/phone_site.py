"""Serves the built pages with the hosting's headers and a few canned answers of the API, over a network that can be cut.

The answers are for a signed-in person with one form. These tests count and cut the page's own requests, so no real server is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
import json
from pathlib import Path
import threading
from typing import Any

from local.run.parts import HOME
from local.static_web_apps.server import Answer, Request, serving
from local.static_web_apps.site import Site

DIST = HOME / "static-web" / "dist"
PERSON = "5f2d9d0f1c3b4a5e6f708192a3b4c5d6"
APP = "virksomhedsbesoeg"
_DEFINITION: dict[str, Any] = json.loads((HOME / "static-web" / "tests" / f"{APP}.json").read_text("utf-8"))


def listed(definition: Mapping[str, Any], target: str = "fasit-documents") -> dict[str, Any]:
    """The item of a compiled definition in the list of definitions, with all members that the API gives."""
    shown = {name: definition[name] for name in ("app", "version", "title", "description")}
    return {**shown, "targets": [target], "isDraft": False, "withdrawn": None}


ANSWERS: dict[str, Any] = {
    "/api/auth/me": {
        "key": PERSON,
        "name": "Mette Holm",
        "initials": "MH",
        "roles": ["konsulent"],
        "number": "5f2d-9d0f-1c3b-4a5e",
        "contact": "",
        "expiresAt": "2099-01-01T15:00:00Z",
        "workdayEndsAt": "2099-01-01T15:00:00Z",
    },
    "/api/auth/draft-keys": {"person": PERSON, "keys": [{"id": "k1", "key": "A" * 43 + "="}]},
    "/api/definitions": {"items": [listed(_DEFINITION)]},
    f"/api/definitions/{APP}": _DEFINITION,
    "/api/registrations": {"items": [], "next": None},
}
RECEIVED_AT = "2026-03-02T14:05:00Z"
_NOT_FOUND = {"status": 404, "code": "unknown-route", "title": "Findes ikke"}


@dataclass
class Round:
    """Paths that the page is expected to request at the same time."""

    paths: set[str]
    missing: set[str]
    complete: threading.Event = field(default_factory=threading.Event)

    def requested(self, path: str) -> threading.Event:
        """Note the request; the event is set when all paths of the round have been requested."""
        self.missing.discard(path)
        if not self.missing:
            self.complete.set()
        return self.complete


@dataclass
class PhoneSite:
    """`requests`: the path of every GET; `answers`: the API's answers by path, None being 204; `cut`: close connections without
    an answer; `unanswered`: paths that get no answer; `registered`: the registrations that were PUT, by path."""

    site: Site
    url: str = ""
    cut: bool = False
    requests: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=lambda: dict(ANSWERS))
    unanswered: set[str] = field(default_factory=set)
    registered: dict[str, Any] = field(default_factory=dict)
    _rounds: list[Round] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def answer_in_rounds(self, *rounds: set[str]) -> None:
        """From now on answer the paths of a round only when all of them have been requested; a path in no round is never
        answered."""
        self._rounds = [Round(set(paths), set(paths)) for paths in rounds]

    def respond(self, request: Request) -> Answer | None:
        """The answer to a request, when its time has come; None closes the connection."""
        if request.method == "PUT":
            return None if self.cut else self._register(request.path, json.loads(request.body))
        path = request.path
        self.requests.append(path)
        if self.cut:
            return None
        if self._rounds:
            own_round = next((round for round in self._rounds if path in round.paths), None)
            (own_round.requested(path) if own_round else self._ended).wait()
        if path in self.unanswered:
            self._ended.wait()
        if self._ended.is_set():
            return None
        return self._api_answer(path) if path.startswith("/api/") else self.site.respond(request)

    def _api_answer(self, path: str) -> Answer:
        body = self.answers.get(path, _NOT_FOUND)
        if body is None:
            return 204, {}, b""
        status = body.get("status") if isinstance(body.get("code"), str) else 200
        headers = {"content-type": "application/json" if status == 200 else "application/problem+json"}
        return status or 200, headers, json.dumps(body).encode()

    def _register(self, path: str, body: Any) -> Answer:
        """Accept a registration, with status `received`."""
        self.registered[path] = body
        *_, app, id = path.split("/")
        registration = {"id": id, "app": app, "version": 1, "revision": 1, "title": "", "card": [], "followUp": None}
        registration |= {
            "status": "received",
            "statusAt": RECEIVED_AT,
            "receivedAt": RECEIVED_AT,
            "reason": None,
            "receipt": None,
        }
        return 201, {"content-type": "application/json"}, json.dumps(registration).encode()

    def end(self) -> None:
        self._ended.set()
        for round in self._rounds:
            round.complete.set()


@contextmanager
def phone_site(build: Path = DIST) -> Iterator[PhoneSite]:
    """Serve a site on loopback while the block runs. Changing `site.builds` meanwhile is a deployment."""
    site = PhoneSite(Site([build]))
    with serving(site.respond) as site.url:
        try:
            yield site
        finally:
            site.end()
