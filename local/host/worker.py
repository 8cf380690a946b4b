"""The worker's part: the app, its functions, and calling them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
import contextvars
from dataclasses import dataclass
import importlib
import inspect
import logging
import os
from pathlib import Path
import sys
from typing import Any
from uuid import uuid4

import azure.functions as func

log = logging.getLogger("host")

invocation: contextvars.ContextVar[str] = contextvars.ContextVar("invocation", default="")
"""The id of the running invocation; the host drops log records outside of one."""


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    call: Callable[..., Any]
    trigger: dict[str, Any]
    outputs: tuple[dict[str, Any], ...]

    @property
    def kind(self) -> str:
        return str(self.trigger["type"])


def load(folder: Path) -> list[Function]:
    """The app's functions. Whatever goes wrong takes the whole app down, as in Azure: it is raised."""
    sys.path.insert(0, str(folder))
    module = importlib.import_module("function_app")
    apps = [value for value in vars(module).values() if isinstance(value, func.FunctionApp)]
    if len(apps) != 1:
        raise ValueError(f"function_app.py holds {len(apps)} FunctionApp objects; it must hold exactly one")
    # Asked once: a second call raises.
    functions = [_function(one) for one in apps[0].get_functions()]
    names = [function.name.lower() for function in functions]
    if doubles := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"function names stand twice: {', '.join(sorted(doubles))}")
    return sorted(functions, key=lambda function: function.name.lower())


def _function(one: Any) -> Function:
    bindings = [binding.get_dict_repr() for binding in one.get_bindings()]
    trigger = next(binding for binding in bindings if str(binding["type"]).endswith("Trigger"))
    outputs = tuple(b for b in bindings if b is not trigger and str(b["type"]) == "queue")
    return Function(one.get_function_name(), one.get_user_function(), trigger, outputs)


class Out(func.Out[Any]):
    """What an output binding writes to; sent after the handler has returned."""

    def __init__(self) -> None:
        self._value: Any = None

    def set(self, val: Any) -> None:
        self._value = val

    def get(self) -> Any:
        return self._value


class Worker:
    """Calls functions: async ones on the loop, others in a pool of threads."""

    def __init__(self, timeout: float | None) -> None:
        size = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT")
        self._pool = ThreadPoolExecutor(int(size) if size else None)
        self._timeout = timeout

    async def run(self, function: Function, argument: Any) -> tuple[Any, dict[str, Any]]:
        """What the handler returned, and what its outputs hold. Raises what the handler raised; the log has told it."""
        outputs = {output["name"]: Out() for output in function.outputs if output["name"] != "$return"}
        given: dict[str, Any] = {function.trigger["name"]: argument, **outputs}
        token = invocation.set(uuid4().hex)
        if "context" in inspect.signature(function.call).parameters:
            given["context"] = None
        log.debug("executing %s", function.name)
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._called(function, given)
        except BaseException as error:
            log.error("%s failed: %s: %s", function.name, type(error).__name__, error, exc_info=error)
            raise
        finally:
            invocation.reset(token)
        return result, {name: out.get() for name, out in outputs.items()}

    async def _called(self, function: Function, given: dict[str, Any]) -> Any:
        if inspect.iscoroutinefunction(function.call):
            return await function.call(**given)
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: context.run(function.call, **given))
