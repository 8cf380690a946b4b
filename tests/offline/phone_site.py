"""Serves the built pages with the hosting's headers and a few canned answers of the API, over a network that can be cut.

The answers are for a signed-in person with one form. These tests count and cut the page's own requests, so no real server is
needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
import threading
from typing import Any

from local.run.parts import HOME
from tests.ops.static_host import Site

DIST = HOME / "static-web" / "dist"
PERSON = "5f2d9d0f1c3b4a5e6f708192a3b4c5d6"
APP = "virksomhedsbesoeg"
_DEFINITION: dict[str, Any] = json.loads((HOME / "static-web" / "tests" / f"{APP}.json").read_text("utf-8"))
_SUMMARY = {name: _DEFINITION[name] for name in ("app", "version", "title", "description")}
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
    "/api/definitions": {"items": [_SUMMARY]},
    f"/api/definitions/{APP}": _DEFINITION,
    "/api/registrations": {"items": [], "next": None},
}
TAKEN_AT = "2026-03-02T14:05:00Z"
_NOT_FOUND = {"status": 404, "code": "unknown-route", "title": "Findes ikke"}


@dataclass
class Round:
    """Paths that the page is expected to request at the same time."""

    paths: set[str]
    missing: set[str]
    whole: threading.Event = field(default_factory=threading.Event)

    def asked_for(self, path: str) -> threading.Event:
        self.missing.discard(path)
        if not self.missing:
            self.whole.set()
        return self.whole


@dataclass
class PhoneSite:
    """`asked`: the path of every request; `answers`: the API's answers by path, None being 204; `cut`: close connections without
    an answer; `held`: paths that get no answer; `taken`: the bodies that were PUT, by path."""

    site: Site
    url: str = ""
    cut: bool = False
    asked: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=lambda: dict(ANSWERS))
    held: set[str] = field(default_factory=set)
    taken: dict[str, Any] = field(default_factory=dict)
    _rounds: list[Round] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def answer_in_rounds(self, *rounds: set[str]) -> None:
        """From now on answer the paths of a round only when all of them have been requested; a path in no round is never
        answered."""
        self._rounds = [Round(set(paths), set(paths)) for paths in rounds]

    def answer(self, path: str, etag: str) -> tuple[int, dict[str, str], bytes] | None:
        self.asked.append(path)
        if self.cut:
            return None
        if self._rounds:
            mine = next((round for round in self._rounds if path in round.paths), None)
            (mine.asked_for(path) if mine else self._over).wait()
        if path in self.held:
            self._over.wait()
        if self._over.is_set():
            return None
        if not path.startswith("/api/"):
            return self.site.answer(path, etag)
        body = self.answers.get(path, _NOT_FOUND)
        if body is None:
            return 204, {}, b""
        status = body.get("status") if isinstance(body.get("code"), str) else 200
        headers = {"content-type": "application/json" if status == 200 else "application/problem+json"}
        return status or 200, headers, json.dumps(body).encode()

    def take(self, path: str, body: Any) -> tuple[int, dict[str, str], bytes] | None:
        """Accept a registration that is PUT, with status `received`."""
        if self.cut:
            return None
        self.taken[path] = body
        *_, app, id = path.split("/")
        registration = {"id": id, "app": app, "version": 1, "revision": 1, "title": "", "card": [], "followUp": None}
        registration |= {
            "status": "received",
            "statusAt": TAKEN_AT,
            "receivedAt": TAKEN_AT,
            "reason": None,
            "receipt": None,
        }
        return 201, {"content-type": "application/json"}, json.dumps(registration).encode()

    def end(self) -> None:
        self._over.set()
        for round in self._rounds:
            round.whole.set()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a page that is closed breaks off its requests."""


@contextmanager
def phone_site(build: Path = DIST) -> Iterator[PhoneSite]:
    """Serve a site on loopback while the block runs. Changing `site.builds` meanwhile is a deployment."""
    site = PhoneSite(Site([build]))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.give(site.answer(self.path.partition("?")[0], self.headers.get("If-None-Match", "")))

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.give(site.take(self.path, json.loads(content)))

        def give(self, answer: tuple[int, dict[str, str], bytes] | None) -> None:
            if answer is None:
                self.close_connection = True
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in {"content-type": _kind(self.path), **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.url = f"http://localhost:{server.server_address[1]}"
    try:
        yield site
    finally:
        site.end()
        server.shutdown()


_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


def _kind(path: str) -> str:
    return _KINDS.get(Path(path.partition("?")[0]).suffix, "text/html; charset=utf-8")
