"""The end of a worker: killed without a word, and started again.

Host and worker are one process here, so it is the process that starts anew, under its own number. What the worker had in hand
is lost; the messages among it go back to their queues as failed, which the real host, being another process, sees to.
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
    """A message that a killed worker had in hand."""

    queue: str
    id: str
    content: str
    dequeue_count: int
    receipt: str


def start_again(messages: Iterable[Abandoned]) -> NoReturn:
    """From any thread. No clean-up of the app's runs: no `finally`, no `atexit`."""
    os.environ[_SETTING] = json.dumps([asdict(message) for message in messages])
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "local.host", *sys.argv[1:]])  # noqa: S606


def abandoned() -> list[Abandoned]:
    """What the worker before this one left behind; asked once."""
    return [Abandoned(**message) for message in json.loads(os.environ.pop(_SETTING, "[]"))]
