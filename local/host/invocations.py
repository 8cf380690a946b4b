"""Finds the invocation that a log record belongs to, as Azure's worker does: by the asyncio task, and for a function that is not
asynchronous by its thread. Threads that the app starts itself (`asyncio.to_thread`, an executor) belong to no invocation."""

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
"""The invocations of tasks that were made without the loop's task factory: from Python 3.12 on aiohttp makes its own that way."""

_SYSTEM = ("azure.functions", "azure_functions_worker")
"""Loggers of the platform itself, whose records do not reach the app's log."""


class InvocationTask(asyncio.Task[Any]):
    """A task that inherits the invocation of the task that made it."""

    def __init__(self, coroutine: Any, **options: Any) -> None:
        super().__init__(coroutine, **options)
        self.invocation = current()


def install() -> None:
    """Make the running event loop create `InvocationTask`s."""
    loop = asyncio.get_running_loop()
    loop.set_task_factory(lambda loop, coroutine, **options: InvocationTask(coroutine, loop=loop, **options))


def begin(invocation: str) -> None:
    """Set the invocation of the running task, and of the tasks that it starts from now on; "" for none."""
    task = asyncio.current_task()
    if isinstance(task, InvocationTask):
        task.invocation = invocation
    elif task is not None:
        _plain[task] = invocation


def current() -> str:
    """The invocation id of the running task or thread; empty for none."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        return str(getattr(_thread, "invocation", ""))
    if task is None or isinstance(task, InvocationTask):
        return str(getattr(task, "invocation", ""))
    return _plain.get(task, "")


def on_thread(invocation: str, call: Callable[[], _T]) -> _T:
    """Run a function of the app on this thread of the worker's pool, as part of the invocation."""
    _thread.invocation = invocation
    try:
        return call()
    finally:
        _thread.invocation = ""


class HostRules(logging.Filter):
    """Passes the host's own lines, and the app's lines inside an invocation. Everything else is dropped, errors too."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == "host" or (bool(current()) and not record.name.startswith(_SYSTEM))
