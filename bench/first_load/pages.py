"""The three pages that are measured, built from the same fields and served by the same server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import json
from pathlib import Path
import subprocess
import threading
from typing import Any

from local.run.parts import HOME
from shared.adapters.definition_files import DefinitionFiles
from tests.offline.phone_site import ANSWERS
from tests.ops.static_host import CONFIGURATION, Site

FOLDER = Path(__file__).parent
DIST = FOLDER / "dist"
APP = "femten-felter"
PEERS = ("jsonforms", "rjsf")
FIELDS = 15
PHOTOS = "billeder"
"""A field that only our page has."""

_KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json"}
_PACKED = (".js", ".css", ".html", "")


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
    summary = {name: definition[name] for name in ("app", "version", "title", "description")}
    api = {**ANSWERS, "/api/definitions": {"items": [summary]}, f"/api/definitions/{APP}": definition}
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


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a page that is closed breaks off its requests."""


@contextmanager
def served(page: Page) -> Iterator[str]:
    """Serve the page, compressed as a host compresses it; gives its address."""
    site = Site([page.builds])
    packed: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            status, headers, body = _answer(site, page, path, self.headers.get("If-None-Match", ""))
            suffix = Path(path).suffix
            if body and (suffix in _PACKED or path.startswith("/api/")):
                body = packed.setdefault(path, gzip.compress(body))
                headers = {**headers, "content-encoding": "gzip"}
            self.send_response(status)
            for name, value in {"content-type": _KINDS.get(suffix, "text/html; charset=utf-8"), **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()


def _answer(site: Site, page: Page, path: str, etag: str) -> tuple[int, dict[str, str], bytes]:
    if not path.startswith("/api/"):
        return site.answer(path, etag)
    answer = page.api.get(path)
    return 200 if answer else 404, {"content-type": "application/json"}, json.dumps(answer or {"status": 404}).encode()
