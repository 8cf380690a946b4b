"""Which invocation a log record belongs to, as Azure's worker tells it: by the task, and by the thread of a function that is
not asynchronous. A thread that the app takes itself (`asyncio.to_thread`, an executor) belongs to none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import logging
import threading
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

_T = TypeVar("_T")
_thread = threading.local()
_plain: WeakKeyDictionary[asyncio.Task[Any], str] = WeakKeyDictionary()
"""The invocations of tasks that were made past the loop's factory: from Python 3.12 on the server makes its own so."""

_SYSTEM = ("azure.functions", "azure_functions_worker")
"""Loggers whose records are the platform's own; who owns the app never sees them."""


class InvocationTask(asyncio.Task[Any]):
    """A task that knows its invocation: the one of the task that made it."""

    def __init__(self, dependencies: Any, **given: Any) -> None:
        super().__init__(dependencies, **given)
        self.invocation = current()


def install() -> None:
    """Let the running loop make such tasks."""
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, dependencies, **given: InvocationTask(dependencies, loop=loop, **given))


def begin(invocation: str) -> None:
    """The running task, and whatever it starts, belongs to this invocation; "" ends it."""
    task = asyncio.current_task()
    if isinstance(task, InvocationTask):
        task.invocation = invocation
    elif task is not None:
        _plain[task] = invocation


def current() -> str:
    """The id of the invocation that runs here; empty for none."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return str(getattr(_thread, "invocation", ""))
    if task is None or isinstance(task, InvocationTask):
        return str(getattr(task, "invocation", ""))
    return _plain.get(task, "")


def on_thread(invocation: str, call: Callable[[], _T]) -> _T:
    """Run a function of the app on this thread of the worker's own."""
    _thread.invocation = invocation
    try:
        return call()
    finally:
        _thread.invocation = ""


class HostRules(logging.Filter):
    """What reaches the log: the host's own lines, and the app's inside an invocation. All else is dropped, errors too."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == "host" or (bool(current()) and not record.name.startswith(_SYSTEM))
