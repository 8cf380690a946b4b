"""One local host in a process of its own, with an app of `apps/`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
import json
import os
from pathlib import Path
import socket
import subprocess
import sys
from typing import Any

import httpx

from local.run.ports import free_port
from tests.waiting import PATIENCE, until

APPS = Path(__file__).parent / "apps"
HOME = Path(__file__).parents[3]


class HostProcess:
    """`lines` is its log up to now."""

    def __init__(self, url: str, log: Path, record: Path) -> None:
        self.url = url
        self._log, self._record = log, record

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def record(self) -> list[dict[str, Any]]:
        """What the app's handlers wrote, line by line."""
        lines = self._record.read_text("utf-8").splitlines() if self._record.exists() else []
        return [json.loads(line) for line in lines]

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", headers=headers, timeout=PATIENCE)

    def raw(self, request: bytes) -> bytes:
        """The bytes that come back for these bytes, until the host closes."""
        port = int(self.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            received = b""
            while part := connection.recv(65536):
                received += part
        return received


@contextmanager
def host(app: str, folder: Path, *arguments: str, **environment: str) -> Iterator[HostProcess]:
    """`app` under the local host, once it answers."""
    port = free_port()
    log, record = folder / "host.log", folder / "record.jsonl"
    options = ("--app", str(APPS / app), "--port", str(port), "--state", str(folder / "timers"), *arguments)
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.host", *options],
            cwd=HOME,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "RECORD": str(record), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        host_process = HostProcess(f"http://127.0.0.1:{port}", log, record)
        _wait(host_process, process)
        yield host_process
    finally:
        process.kill()
        process.wait()


def _wait(host_process: HostProcess, process: subprocess.Popen[bytes]) -> None:
    def answers() -> bool:
        assert process.poll() is None, host_process.log
        try:
            return host_process.get("/admin/host/ping").status_code == 200
        except httpx.TransportError:
            return False

    until(answers, lambda: host_process.log)
