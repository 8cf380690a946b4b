"""Checks in every test that the product logs nothing on a thread of its own, since Azure drops that (python-worker#1860)."""

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
    """Whether this is neither the main thread nor one with a running event loop: the worker finds no invocation for such a
    thread, and drops its log lines."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return threading.current_thread() is not threading.main_thread()
    return False


@contextmanager
def watched() -> Iterator[list[str]]:
    """Collect the records that our loggers make on threads while the block runs."""
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
