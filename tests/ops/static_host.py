"""Static Web Apps as its users meet it, on loopback: kinder than nothing that was reported of the real one.

It can serve two deployments at once, file by file; answers 304 by the file's content alone, so that changed headers do not reach
who holds the file; refuses whoever lacks the gateway's header; and gives the front page for what is not excluded. Sources:
`docs/fidelity.md`, "Static Web Apps".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
import json
from pathlib import Path
import re
from threading import Thread
from typing import Any

CONFIGURATION = "staticwebapp.config.json"


@dataclass
class Site:
    """`builds`: the folders that it serves in turn, each file by itself. `through_gateway` is false for its own address, where
    nobody has the gateway's header. `drops` are headers that it forgets; `serves_configuration` is a host set up wrongly."""

    builds: list[Path]
    through_gateway: bool = True
    drops: set[str] = field(default_factory=set)
    serves_configuration: bool = False
    keeps_the_missing: bool = False
    _turn: dict[str, Iterator[int]] = field(default_factory=dict)

    def answer(self, path: str, etag: str = "") -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a GET, to somebody who holds the answer with that tag."""
        if path.startswith("/.auth"):
            return 404, {}, b""
        build = self._build(path)
        config = json.loads((build / CONFIGURATION).read_text("utf-8"))
        if config.get("forwardingGateway", {}).get("requiredHeaders") and not self.through_gateway:
            return 403, {}, b""
        status, name = self._found(build, config, path)
        body = (build / name).read_bytes() if name else b"<h1>404</h1>"
        tag = f'W/"{md5(body, usedforsecurity=False).hexdigest()}"'
        if status == 200 and tag == etag:
            return 304, {"etag": tag}, b""
        return status, {**self._headers(config, path, status), "etag": tag}, body

    def _build(self, path: str) -> Path:
        turn = self._turn.setdefault(path, count())
        return self.builds[next(turn) % len(self.builds)]

    def _found(self, build: Path, config: dict[str, Any], path: str) -> tuple[int, str]:
        name = path.lstrip("/") or "index.html"
        if name == CONFIGURATION and not self.serves_configuration:
            return 404, ""
        if (build / name).is_file():
            return 200, name
        fallback = config.get("navigationFallback", {})
        if any(matches(pattern, path) for pattern in fallback.get("exclude", [])):
            return 404, ""
        return (200, fallback["rewrite"].lstrip("/")) if "rewrite" in fallback else (404, "")

    def _headers(self, config: dict[str, Any], path: str, status: int) -> dict[str, str]:
        headers = dict(config.get("globalHeaders", {}))
        rules: list[dict[str, Any]] = config.get("routes", [])
        rule = next((rule for rule in rules if matches(rule["route"], path)), {})
        if status == 200 or self.keeps_the_missing:
            headers |= rule.get("headers", {})
        return {name.lower(): value for name, value in headers.items() if name.lower() not in self.drops}


def matches(pattern: str, path: str) -> bool:
    """A route of the configuration: `*` at the end, or before one list of extensions. `/x/*` does not match `/x`."""
    stem, _, extensions = pattern.partition("*.")
    if extensions:
        folder, _, name = path.rpartition("/")
        ending = name.rpartition(".")[2] if "." in name else ""
        return f"{folder}/".startswith(stem) and ending in re.findall(r"\w+", extensions)
    return fnmatchcase(path, pattern)


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """The address of the site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path.partition("?")[0], self.headers.get("If-None-Match", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
