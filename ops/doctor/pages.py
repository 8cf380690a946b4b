"""The phone's pages as they are served, held against the build that was deployed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import json
from pathlib import Path
from urllib.parse import quote

import httpx

from ops.doctor.findings import Finding, ok, unseen, wrong
from ops.doctor.instance import Instance

TIMES = 40
"""How often each file is fetched: where one in ten answers is of the other build, that is missed once in seventy times."""
CONCURRENCY = 8
CONFIGURATION = "staticwebapp.config.json"
"""Read by the host, which serves it to nobody: it holds the gateway's token."""


@dataclass(frozen=True)
class Build:
    """The folder that was deployed, and what its configuration says of headers."""

    folder: Path

    def files(self) -> list[str]:
        """By their address below `/`."""
        names = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())
        return sorted(name for name in names if name != CONFIGURATION and not name.startswith("."))

    def content(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def headers(self) -> Mapping[str, str]:
        """Those of every answer, by their names in small letters, but for how long it may be kept, which routes change."""
        config = json.loads((self.folder / CONFIGURATION).read_text("utf-8"))
        pairs = {name.lower(): value for name, value in config.get("globalHeaders", {}).items()}
        return {name: value for name, value in pairs.items() if name != "cache-control"}


def served(instance: Instance, folder: Path, site: str = "", times: int = TIMES) -> Iterator[Finding]:
    """Every file `times` over; then the pages that are no files, and the host that must refuse whoever is not the gateway."""
    if not (folder / "index.html").exists() or not (folder / CONFIGURATION).exists():
        yield unseen("pages.not-built", folder=folder)
        return
    build = Build(folder)
    try:
        # Before many: where nothing answers, each would be waited for.
        _fresh(instance, "/")
        faults = list(_files(instance, build, times))
        yield from faults or [ok("pages.same", number=len(build.files()), times=times)]
        yield from _ways(instance, build)
    except httpx.HTTPError as error:
        yield wrong("pages.unseen", error=type(error).__name__)
    if site:
        yield from _past_the_gateway(instance, site)


def _files(instance: Instance, build: Build, times: int) -> Iterator[Finding]:
    """A finding a file that is not always the build's. Rounds over all of them, so that one file's looks lie apart."""
    differing: Counter[str] = Counter()
    last: dict[str, str] = {}
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        for _ in range(times):
            for name, fault in pool.map(lambda name: (name, _fault(instance, build, name)), build.files()):
                if fault:
                    differing[name] += 1
                    last[name] = fault
    for name in sorted(differing):
        yield wrong("pages.differ", name=name, number=differing[name], times=times, fault=last[name])


def _fault(instance: Instance, build: Build, name: str) -> str:
    """What is wrong with one answer; nothing when it is the build's file with its headers."""
    try:
        answer = _fresh(instance, f"/{quote(name)}")
    except httpx.HTTPError as error:
        return type(error).__name__
    if answer.status_code != 200:
        return f"{answer.status_code}"
    if answer.content != build.content(name):
        return "other content"
    return _wrong_headers(answer, build, immutable=name.startswith("assets/"))


def _wrong_headers(answer: httpx.Response, build: Build, immutable: bool = False) -> str:
    lacking = [name for name, value in build.headers().items() if answer.headers.get(name) != value]
    kept = "immutable" in answer.headers.get("cache-control", "")
    return ", ".join(lacking + (["cache-control"] if kept != immutable else []))


def _ways(instance: Instance, build: Build) -> Iterator[Finding]:
    """What people and the platform ask for beside files: the front page, a deep link, what is gone, what nobody may read."""
    index = build.content("index.html")
    for path in ("/", "/registreringer/findes-kun-i-appen"):
        answer = _fresh(instance, path)
        if answer.status_code != 200 or answer.content != index:
            yield wrong("pages.no-page", path=path, status=answer.status_code)
        elif lacking := _wrong_headers(answer, build):
            yield wrong("pages.headers", path=path, names=lacking)
    gone = _fresh(instance, "/assets/findes-ikke-00000000.js")
    if gone.status_code != 404 or "immutable" in gone.headers.get("cache-control", ""):
        yield wrong("pages.gone", status=gone.status_code, kept=gone.headers.get("cache-control", ""))
    for path in (f"/{CONFIGURATION}", "/.auth/me"):
        if _fresh(instance, path).status_code == 200:
            yield wrong("pages.readable", path=path)


def _past_the_gateway(instance: Instance, site: str) -> Iterator[Finding]:
    try:
        answer = instance.client.get(f"{site.rstrip('/')}/")
    except httpx.HTTPError as error:
        yield unseen("site.unseen", site=site, error=type(error).__name__)
        return
    shut = answer.status_code == 403
    yield ok("site.refused", site=site) if shut else wrong("site.open", site=site, status=answer.status_code)


def _fresh(instance: Instance, path: str) -> httpx.Response:
    """Asked as by somebody who holds nothing: an answer of 304 would tell only that the file has not changed."""
    return instance.client.get(f"{instance.url}{path}", headers={"Cache-Control": "no-cache"})
