"""The loopback ports of the parts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fcntl import LOCK_EX, LOCK_NB, lockf
from functools import cache
from itertools import chain
import os
from pathlib import Path
from random import randrange
import socket
import tempfile
from typing import IO


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
    """Ports that are free and nobody else's, as `free_port` gives them."""
    return Ports(*(free_port() for _ in fields(Ports)))


def free_port(among: range = BELOW_OUTGOING) -> int:
    """A port that is free, and that no other process of this user gets from here before this one ends: a part may start long
    after its port was chosen, while tests in other processes choose theirs. Raises `OSError` if there is none."""
    first = randrange(len(among))  # noqa: S311 (no secret)
    for port in chain(among[first:], among[:first]):
        if _reserved(port) and _free(port):
            return port
    raise OSError(f"no port of {among.start} to {among.stop - 1} is free: stop what uses them")


_given: set[int] = set()
"""The ports that this process has reserved; the operating system's locks hold between processes alone."""


def _reserved(port: int) -> bool:
    """Whether this process could reserve the port, by a lock on the port's byte of one file; the lock ends with the process."""
    if port in _given:
        return False
    try:
        lockf(_reservations(), LOCK_EX | LOCK_NB, 1, port)
    except OSError:
        return False
    _given.add(port)
    return True


@cache
def _reservations() -> IO[bytes]:
    """The file of all reservations, a user's own. It stays open: to close it would end this process's locks."""
    return Path(tempfile.gettempdir(), f"feltskema-ports-{os.getuid()}").open("ab")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
