"""The worker's part: calling the app's functions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
import inspect
import logging
import os
import threading
import time
from typing import Any
from uuid import uuid4

import azure.functions as func

from local.host import invocations
from local.host.functions import Function

log = logging.getLogger("host")


class Out(func.Out[Any]):
    """What an output binding writes to; sent after the handler has returned."""

    def __init__(self) -> None:
        self._value: Any = None

    def set(self, val: Any) -> None:
        self._value = val

    def get(self) -> Any:
        return self._value


class Worker:
    """Calls functions: async ones on the loop, others in a pool of threads. A function that runs into the time limit
    (`functionTimeout`, seconds), or ends the process, ends the whole worker: `kill` does not return. `execution` is entered
    around each call."""

    def __init__(
        self,
        timeout: float | None,
        kill: Callable[[], object],
        execution: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        size = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT")
        self._pool = ThreadPoolExecutor(int(size) if size else None)
        self._timeout, self._kill, self._execution = timeout, kill, execution
        self._began: dict[str, tuple[float, str]] = {}
        if timeout:
            threading.Thread(target=self._watch, args=(timeout,), daemon=True).start()

    async def run(self, function: Function, argument: Any) -> tuple[Any, dict[str, Any]]:
        """What the handler returned, and what its outputs hold. Raises what the handler raised; the log has told it."""
        outputs = {output["name"]: Out() for output in function.outputs if output["name"] != "$return"}
        given: dict[str, Any] = {function.trigger["name"]: argument, **outputs}
        if "context" in inspect.signature(function.call).parameters:
            given["context"] = None
        id = uuid4().hex
        self._began[id] = (time.monotonic(), function.name)
        invocations.begin(id)
        try:
            with self._execution():
                result = await self._called(function, given, id)
            if result is not None and not function.returns:
                raise RuntimeError(f"function {function.name} without a $return binding returned a non-None value")
        except Exception as error:
            log.error("%s failed: %s: %s", function.name, type(error).__name__, error, exc_info=error)
            raise
        except asyncio.CancelledError:
            # The worker catches none: no answer is ever sent, until the time limit ends the worker.
            await asyncio.Event().wait()
        except BaseException as error:
            log.error("%s ended the worker: %s", function.name, type(error).__name__)
            self._kill()
        finally:
            invocations.begin("")
            self._began.pop(id, None)
        return result, {name: out.get() for name, out in outputs.items()}

    async def _called(self, function: Function, given: dict[str, Any], id: str) -> Any:
        if inspect.iscoroutinefunction(function.call):
            return await function.call(**given)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, invocations.on_thread, id, lambda: function.call(**given))

    def _watch(self, timeout: float) -> None:
        """From a thread of its own, as the host is a process of its own: a loop that is held does not save its worker."""
        while True:
            time.sleep(min(1, timeout / 10))
            for id, (began, name) in list(self._began.items()):
                if time.monotonic() - began > timeout:
                    answer = (
                        "Timeout value of %s exceeded by function 'Functions.%s' (Id: '%s'). Initiating cancellation."
                    )
                    log.error(answer, timedelta(seconds=timeout), name, id)
                    self._kill()
