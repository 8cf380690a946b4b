"""Answers requests for the pages as Azure Static Web Apps does, by the build's own configuration.

It can serve two deployments at once, file by file; answers 304 by the file's content alone, so that changed headers do not reach
a browser that holds the file; refuses requests without the gateway's header; and serves the front page at every path that the
configuration does not exclude. Sources: `docs/fidelity.md`, "Static Web Apps".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import md5
from itertools import count
import json
from pathlib import Path
import re
from typing import Any

from local.static_web_apps.server import Answer, Request

CONFIGURATION = "staticwebapp.config.json"


@dataclass
class Site:
    """`builds`: the folders that it serves in turn, each file by itself. `through_gateway` is false for its own address, where
    requests lack the gateway's header. Faults to plant: `drops` are headers that it leaves out; `serves_configuration` lets
    anybody read the configuration; `keeps_the_missing` gives a 404 the caching headers of its route."""

    builds: list[Path]
    through_gateway: bool = True
    drops: set[str] = field(default_factory=set)
    serves_configuration: bool = False
    keeps_the_missing: bool = False
    _turn: dict[str, Iterator[int]] = field(default_factory=dict)

    def respond(self, request: Request) -> Answer:
        """The answer to any request: a page can only be read."""
        return self.answer(request.path, request.etag) if request.method == "GET" else (405, {"allow": "GET"}, b"")

    def answer(self, path: str, etag: str = "") -> Answer:
        """The answer to a GET by a browser that holds the answer with that ETag."""
        if path.startswith("/.auth"):
            return 404, {}, b""
        build = self._build(path)
        config = json.loads((build / CONFIGURATION).read_text("utf-8"))
        if config.get("forwardingGateway", {}).get("requiredHeaders") and not self.through_gateway:
            return 403, {}, b""
        status, name = self._file(build, config, path)
        body = (build / name).read_bytes() if name else b"<h1>404</h1>"
        tag = f'W/"{md5(body, usedforsecurity=False).hexdigest()}"'
        if status == 200 and tag == etag:
            return 304, {"etag": tag}, b""
        return status, {**self._headers(config, path, status), "etag": tag}, body

    def _build(self, path: str) -> Path:
        turn = self._turn.setdefault(path, count())
        return self.builds[next(turn) % len(self.builds)]

    def _file(self, build: Path, config: dict[str, Any], path: str) -> tuple[int, str]:
        """The status, and the name of the file in the build; empty where there is none."""
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
