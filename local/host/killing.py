"""Kills the worker without warning and starts a new one, as Azure's host does after a timeout or a crash.

Host and worker are one process here, so the whole process is replaced and keeps its process id. The work in progress is lost; the
queue messages among it go back to their queues as failed, as the real host, which survives its worker, makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
import json
import logging
import os
import sys
from typing import NoReturn

log = logging.getLogger("host")

_SETTING = "LOCAL_HOST_ABANDONED"


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A queue message that a killed worker was processing."""

    queue: str
    id: str
    content: str
    dequeue_count: int
    receipt: str


def start_again(messages: Iterable[Abandoned]) -> NoReturn:
    """Replace this process by a new one, which takes over `messages`. May be called from any thread. None of the app's clean-up
    runs: no `finally`, no `atexit`."""
    os.environ[_SETTING] = json.dumps([asdict(message) for message in messages])
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "local.host", *sys.argv[1:]])  # noqa: S606


def abandoned() -> list[Abandoned]:
    """The messages that the killed worker before this one was processing; empty at a second call."""
    return [Abandoned(**message) for message in json.loads(os.environ.pop(_SETTING, "[]"))]
