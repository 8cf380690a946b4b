"""Serves pages and canned answers of an API on loopback, each request in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
import threading
from typing import Any

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers with lower-case names, and body."""

_CONTENT_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A GET, PUT or POST. `path` is without the query; `etag` is what `If-None-Match` names, or empty."""

    method: str
    path: str
    etag: str
    body: bytes


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a page that is closed breaks off its requests."""


@contextmanager
def serving(answer: Callable[[Request], Answer | None]) -> Iterator[str]:
    """Serve what `answer` returns, at the address that this gives, while the block runs. None closes the connection without a
    response. Where the headers name no content type, it follows from the path's extension, or is HTML."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def respond(self) -> None:
            path = self.path.partition("?")[0]
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            response = answer(Request(self.command, path, self.headers.get("If-None-Match", ""), content))
            if response is None:
                self.close_connection = True
                return
            status, headers, body = response
            content_type = _CONTENT_TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
            self.send_response(status)
            for name, value in {"content-type": content_type, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = respond

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
