"""Which part listens where, on loopback."""

from __future__ import annotations

from dataclasses import dataclass, fields
from random import choice
import socket


@dataclass(frozen=True, slots=True)
class Ports:
    front: int = 4280
    site: int = 4281
    identity: int = 4282
    plain: int = 4283
    functions: int = 7071
    blobs: int = 10000
    queues: int = 10001
    tables: int = 10002
    broker: int = 4390
    fasit: int = 4443
    fasit_page: int = 4444
    cvr: int = 4450

    def taken(self) -> list[tuple[str, int]]:
        """The ports that another program holds, by the name of the part that wants it."""
        return [(one.name, getattr(self, one.name)) for one in fields(self) if not _free(getattr(self, one.name))]


BELOW_OUTGOING = range(15_000, 32_000)
"""No system gives these to outgoing connections by itself (Linux begins at 32768, others at 49152): a port that was free a
moment ago is not taken by somebody's call before its part has started."""


def free_ports() -> Ports:
    """Ports that nobody holds at this moment."""
    with _several(len(fields(Ports))) as sockets:
        return Ports(*(one.getsockname()[1] for one in sockets.held))


class _several:
    """So many sockets held at once, so that no port is given twice."""

    def __init__(self, number: int) -> None:
        self.held = [socket.socket() for _ in range(number)]

    def __enter__(self) -> _several:
        for one in self.held:
            while not _bound(one, choice(BELOW_OUTGOING)):  # noqa: S311 (no secret)
                pass
        return self

    def __exit__(self, *_failure: object) -> None:
        for one in self.held:
            one.close()


def _bound(held: socket.socket, port: int) -> bool:
    try:
        held.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
