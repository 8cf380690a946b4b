"""The loopback ports of the parts."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, fields
from random import choice
import socket


@dataclass(frozen=True, slots=True)
class Ports:
    """A port for each part; these are the usual ones."""

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
    momentum: int = 4460
    momentum_page: int = 4461

    def taken(self) -> list[tuple[str, int]]:
        """The ports that another program uses, each with the name of the part that needs it."""
        return [(port.name, getattr(self, port.name)) for port in fields(self) if not _free(getattr(self, port.name))]


BELOW_OUTGOING = range(15_000, 32_000)
"""Ports that operating systems do not give to outgoing connections (Linux begins at 32768, others at 49152), so that a free port
is not taken by another program's connection before its part has started."""


def free_ports() -> Ports:
    """Ports that are free at this moment, all different."""
    with ExitStack() as held:
        return Ports(*(held.enter_context(_held()).getsockname()[1] for _ in fields(Ports)))


def free_port() -> int:
    """A port that is free at this moment."""
    with _held() as held:
        return int(held.getsockname()[1])


def _held() -> socket.socket:
    while True:
        try:
            return socket.create_server(("127.0.0.1", choice(BELOW_OUTGOING)))  # noqa: S311 (no secret)
        except OSError:
            continue


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
