"""Runs the gateway as it would be deployed on loopback, in front of small back ends that record the requests that reach them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
import subprocess
from threading import Thread
from typing import Any

from local.gateway.configuration import write_configuration
from tests.infra.predicted import Predicted
from tests.waiting import PATIENCE

IDENTITY = "token-of-the-gateways-identity"
STORAGE, STORAGE_IDENTITY = "https://storage.azure.com/", "token-of-the-gateways-identity-for-the-storage"
IP_HEADER = "X-Test-Ip"
CLOSED_PORT = 9
"""Where nothing answers."""


def addresses(functions: int = CLOSED_PORT, site: int = CLOSED_PORT, storage: int = CLOSED_PORT) -> dict[str, str]:
    """The named values that a deployment alone knows, with the back ends' ports on loopback; the session keys' are apart."""
    return {
        "functions-audience": "api://x",
        "functions-url": f"http://127.0.0.1:{functions}/api",
        "static-site-url": f"http://127.0.0.1:{site}",
        "status-url": f"http://127.0.0.1:{storage}/status",
        "gateway-client-id": "00000000-0000-0000-0000-0000000000aa",
    }


@dataclass
class BackEnd:
    """Answers every request as `answer` says, and records what it received."""

    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Content-Type", "application/json")])
    body: bytes = b"{}"
    requests: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0

    def answer(self, status: int = 200, headers: list[tuple[str, str]] | None = None, body: bytes = b"{}") -> None:
        self.status, self.body = status, body
        self.headers = headers if headers is not None else [("Content-Type", "application/json")]

    @contextmanager
    def running(self) -> Iterator[BackEnd]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def _handler(back_end: BackEnd) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        """Buffers the answer so that headers and body are sent together; otherwise the body waits 40 ms for an acknowledgement of
        the headers."""

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            pairs = [(name.lower(), value) for name, value in self.headers.items()]
            body = self.rfile.read(length)
            back_end.requests.append({"method": self.command, "path": self.path, "headers": dict(pairs), "body": body})
            self.send_response(back_end.status)
            for name, value in back_end.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(back_end.body)))
            self.end_headers()
            self.wfile.write(back_end.body if self.command != "HEAD" else b"")

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    return Handler


def configuration(predicted: Predicted, folder: Path, values: dict[str, str]) -> Path:
    """Write the runner's configuration for `predicted`. `values` replace named values. The runner's clock is ahead by the seconds
    in the file `offset.txt` of `folder`."""
    (folder / "offset.txt").write_text("0", "ascii")
    more = {
        "listen": "http://127.0.0.1:0",
        "managedIdentity": {"tokens": {values["functions-audience"]: IDENTITY, STORAGE: STORAGE_IDENTITY}},
        "clientIpHeader": IP_HEADER,
        "clock": {"offsetFile": "offset.txt"},
    }
    return write_configuration(predicted.resources, folder, values, more)


@contextmanager
def serving(runner: str, config: Path) -> Iterator[str]:
    """Run the gateway; gives its address."""
    with (config.parent / "log").open("w") as log:
        process = subprocess.Popen(
            [runner, "serve", "--config", str(config)], stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("ready "), line + process.stdout.read() + (config.parent / "log").read_text("utf-8")
            # Read all output, so that the runner is never blocked by a full pipe.
            Thread(target=process.stdout.read, daemon=True).start()
            yield line.split()[1]
        finally:
            process.terminate()
            process.wait(PATIENCE)
