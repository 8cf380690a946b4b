"""Compares the phone's pages as they are served with the build that was deployed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import json
from pathlib import Path
from urllib.parse import quote

import httpx

from ops.doctor.diagnoses import Diagnosis, ok, unseen, wrong
from ops.doctor.instance import Instance

TIMES = 40
"""How often each file is fetched. If one in ten answers is of another build, 40 fetches miss it once in seventy times."""
CONCURRENCY = 8
CONFIGURATION = "staticwebapp.config.json"
"""The hosting's configuration. It must not be served to anybody, since it holds the gateway's token."""


@dataclass(frozen=True)
class Build:
    """The build that was deployed."""

    folder: Path

    def files(self) -> list[str]:
        """The paths of its files below `/`."""
        names = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file())
        return sorted(name for name in names if name != CONFIGURATION and not name.startswith("."))

    def content(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def headers(self) -> Mapping[str, str]:
        """The headers of every answer, by name in lower case; without `cache-control`, which differs by route."""
        config = json.loads((self.folder / CONFIGURATION).read_text("utf-8"))
        pairs = {name.lower(): value for name, value in config.get("globalHeaders", {}).items()}
        return {name: value for name, value in pairs.items() if name != "cache-control"}


def served(instance: Instance, folder: Path, site: str = "", times: int = TIMES) -> Iterator[Diagnosis]:
    """The diagnoses on every file, each fetched `times` times; then on addresses that are no files, and on the site's own address
    (`site`), which must refuse every caller but the gateway."""
    if not (folder / "index.html").exists() or not (folder / CONFIGURATION).exists():
        yield unseen("pages.not-built", folder=folder)
        return
    build = Build(folder)
    try:
        # One call first: where nothing answers, each of the many would wait for its timeout.
        _fetch_fresh(instance, "/")
        faults = list(_files(instance, build, times))
        yield from faults or [ok("pages.same", number=len(build.files()), times=times)]
        yield from _other_addresses(instance, build)
    except httpx.HTTPError as error:
        yield wrong("pages.unseen", error=type(error).__name__)
    if site:
        yield from _past_the_gateway(instance, site)


def _files(instance: Instance, build: Build, times: int) -> Iterator[Diagnosis]:
    """A diagnosis for each file that was not always the build's. All files are fetched in rounds, so that the fetches of one file
    are spread over time."""
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
    """What is wrong with one answer; an empty text when it is the build's file with its headers."""
    try:
        answer = _fetch_fresh(instance, f"/{quote(name)}")
    except httpx.HTTPError as error:
        return type(error).__name__
    if answer.status_code != 200:
        return f"{answer.status_code}"
    if answer.content != build.content(name):
        return "other content"
    return _wrong_headers(answer, build, immutable=name.startswith("assets/"))


def _wrong_headers(answer: httpx.Response, build: Build, immutable: bool = False) -> str:
    lacking = [name for name, value in build.headers().items() if answer.headers.get(name) != value]
    is_immutable = "immutable" in answer.headers.get("cache-control", "")
    return ", ".join(lacking + (["cache-control"] if is_immutable != immutable else []))


def _other_addresses(instance: Instance, build: Build) -> Iterator[Diagnosis]:
    """The diagnoses on addresses that are no files: the front page, a deep link, a file that does not exist, and what nobody may
    read."""
    index = build.content("index.html")
    for path in ("/", "/registreringer/findes-kun-i-appen"):
        answer = _fetch_fresh(instance, path)
        if answer.status_code != 200 or answer.content != index:
            yield wrong("pages.no-page", path=path, status=answer.status_code)
        elif lacking := _wrong_headers(answer, build):
            yield wrong("pages.headers", path=path, names=lacking)
    gone = _fetch_fresh(instance, "/assets/findes-ikke-00000000.js")
    if gone.status_code != 404 or "immutable" in gone.headers.get("cache-control", ""):
        yield wrong("pages.gone", status=gone.status_code, kept=gone.headers.get("cache-control", ""))
    for path in (f"/{CONFIGURATION}", "/.auth/me"):
        if _fetch_fresh(instance, path).status_code == 200:
            yield wrong("pages.readable", path=path)


def _past_the_gateway(instance: Instance, site: str) -> Iterator[Diagnosis]:
    try:
        answer = instance.client.get(f"{site.rstrip('/')}/")
    except httpx.HTTPError as error:
        yield unseen("site.unseen", site=site, error=type(error).__name__)
        return
    shut = answer.status_code == 403
    yield ok("site.refused", site=site) if shut else wrong("site.open", site=site, status=answer.status_code)


def _fetch_fresh(instance: Instance, path: str) -> httpx.Response:
    """Fetch without any cache, so that the answer is the whole file and never a 304."""
    return instance.client.get(f"{instance.url}{path}", headers={"Cache-Control": "no-cache"})
