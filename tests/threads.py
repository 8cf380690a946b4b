"""No word of the product's is said on a thread, where Azure loses it (python-worker#1860). Every test looks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
import logging
import threading
from typing import Any

OURS = "feltskema"
_made = logging.getLogRecordFactory()


def on_a_thread() -> bool:
    """Whether this is neither the main thread nor one with a loop that runs: what the worker finds no invocation for."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return threading.current_thread() is not threading.main_thread()
    return False


@contextmanager
def watched() -> Iterator[list[str]]:
    """The records of our loggers that are made on threads while the block runs."""
    lost: list[str] = []

    def factory(name: str, *arguments: Any, **named: Any) -> logging.LogRecord:
        record = _made(name, *arguments, **named)
        if name.startswith(OURS) and on_a_thread():
            lost.append(f"{name}, {record.filename}:{record.lineno}: {record.msg}")
        return record

    logging.setLogRecordFactory(factory)
    try:
        yield lost
    finally:
        logging.setLogRecordFactory(_made)
