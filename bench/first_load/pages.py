"""The three pages that are measured, built from the same fields and served by the same server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import gzip
import json
from pathlib import Path
import subprocess
from typing import Any

from local.run.parts import HOME
from local.static_web_apps.server import Answer, Request, serving
from local.static_web_apps.site import CONFIGURATION, Site
from shared.adapters.definition_files import DefinitionFiles
from tests.offline.phone_site import ANSWERS, listed

FOLDER = Path(__file__).parent
DIST = FOLDER / "dist"
APP = "femten-felter"
PEERS = ("jsonforms", "rjsf")
FIELDS = 15
PHOTOS = "billeder"
"""A field that only our page has."""

_COMPRESSED = (".js", ".css", ".html", "")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure. `builds`: the folder that is served; `api`: the answers of its server by path; `box`: the selector of
    the first field."""

    name: str
    builds: Path
    path: str
    box: str
    api: dict[str, Any]


def pages() -> list[Page]:
    """The pages, ours first. The peers' are built again each time, from the same fields."""
    compiled = DefinitionFiles(FOLDER / "definitions").get(APP)
    definition = json.loads(compiled.content)
    _build_peers(definition)
    api = {**ANSWERS, "/api/definitions": {"items": [listed(definition)]}, f"/api/definitions/{APP}": definition}
    ours = Page("ours", HOME / "static-web" / "dist", f"/ny/{APP}", "#felt-navn", api)
    return [ours, *(Page(name, DIST / name, "/", "#root input", {}) for name in PEERS)]


def _build_peers(definition: dict[str, Any]) -> None:
    schema = definition["schema"]
    labels = {field["id"]: field["label"]["da"] for section in definition["sections"] for field in section["fields"]}
    fields = {
        name: {**_plain(property), "title": labels[name]}
        for name, property in schema["properties"].items()
        if name != PHOTOS
    }
    assert len(fields) == FIELDS, sorted(fields)
    DIST.mkdir(exist_ok=True)
    peer_schema = {"type": "object", "properties": fields, "required": schema["required"]}
    (DIST / "schema.json").write_text(json.dumps(peer_schema, ensure_ascii=False), "utf-8")
    subprocess.run(("npm", "run", "--silent", "build"), cwd=FOLDER, check=True, capture_output=True)
    # The peers get our caching headers, but not our Content-Security-Policy, under which they do not work.
    hosting = json.loads((HOME / "static-web" / "dist" / CONFIGURATION).read_text("utf-8"))
    del hosting["globalHeaders"]["Content-Security-Policy"]
    for name in PEERS:
        (DIST / name / CONFIGURATION).write_text(json.dumps(hosting), "utf-8")


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """The field's schema without formats that only our validators know."""
    return {name: value for name, value in field.items() if name != "format" or value in ("date", "email")}


@contextmanager
def served(page: Page) -> Iterator[str]:
    """Serve the page, compressed as a host compresses it; gives its address."""
    site = Site([page.builds])
    compressed: dict[str, bytes] = {}

    def answer(request: Request) -> Answer:
        path = request.path
        status, headers, body = _api_answer(page, path) if path.startswith("/api/") else site.respond(request)
        if body and (Path(path).suffix in _COMPRESSED or path.startswith("/api/")):
            body = compressed.setdefault(path, gzip.compress(body))
            headers = {**headers, "content-encoding": "gzip"}
        return status, headers, body

    with serving(answer) as url:
        yield url


def _api_answer(page: Page, path: str) -> Answer:
    answer = page.api.get(path)
    return 200 if answer else 404, {"content-type": "application/json"}, json.dumps(answer or {"status": 404}).encode()
