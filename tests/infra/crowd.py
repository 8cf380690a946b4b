"""Sends thousands of calls a second through the gateway from one address, pipelined on one connection."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
import re
import socket
from threading import Thread
from typing import BinaryIO

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
CONCURRENCY = 64
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class _Answering(asyncio.Protocol):
    """Answers 200 to every request without a body."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER * data.count(b"\r\n\r\n"))


@contextmanager
def answering() -> Iterator[int]:
    """Run a back end that needs almost no processor time; gives its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(_Answering, "127.0.0.1", 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.close()


def statuses(port: int, path: str, calls: int, headers: Mapping[str, str]) -> Counter[int]:
    """Make `calls` equal calls; gives the number of answers by status."""
    reported = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{reported}\r\n".encode()
    counts: Counter[int] = Counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        reader = connection.makefile("rb")
        for first in range(0, calls, CONCURRENCY):
            some = min(CONCURRENCY, calls - first)
            connection.sendall(request * some)
            counts.update(_status(reader) for _ in range(some))
    return counts


def _status(reader: BinaryIO) -> int:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reader.readline()
        assert line, "the gateway closed the connection"
        head += line
    status = _STATUS.match(head)
    assert status, head
    if status[1] == b"204":
        return 204
    length = _LENGTH.search(head)
    assert length, head
    reader.read(int(length[1]))
    return int(status[1])
