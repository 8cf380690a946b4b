"""Loads the app's functions, as the worker does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
import importlib
import inspect
from pathlib import Path
import sys
from typing import Any

import azure.functions as func


@dataclass(frozen=True, slots=True)
class Function:
    """A function and its bindings. `types`: the types of all bindings; `returns`: whether it has a `$return` binding."""

    name: str
    call: Callable[..., Any]
    trigger: dict[str, Any]
    outputs: tuple[dict[str, Any], ...]
    types: frozenset[str] = frozenset()
    returns: bool = True

    @property
    def kind(self) -> str:
        """The type of its trigger, such as `httpTrigger`."""
        return str(self.trigger["type"])


def load(folder: Path) -> list[Function]:
    """Import the app and list its functions, by name. Any error is raised: in Azure too it leaves the app without functions."""
    sys.path.insert(0, str(folder))
    module = importlib.import_module("function_app")
    apps = [value for value in vars(module).values() if isinstance(value, func.FunctionApp)]
    if len(apps) != 1:
        raise ValueError(f"function_app.py holds {len(apps)} FunctionApp objects; it must hold exactly one")
    # Called only once: a second call raises.
    functions = [_function(function) for function in apps[0].get_functions()]
    names = [function.name.lower() for function in functions]
    if duplicates := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"function names stand twice: {', '.join(sorted(duplicates))}")
    return sorted(functions, key=lambda function: function.name.lower())


def _function(function: Any) -> Function:
    name, call = function.get_function_name(), function.get_user_function()
    bindings = [binding.get_dict_repr() for binding in function.get_bindings()]
    bound = {str(binding["name"]) for binding in bindings}
    parameters = set(inspect.signature(call).parameters)
    if strangers := parameters - bound - {"context"}:
        raise ValueError(f"{name}: the parameter {', '.join(sorted(strangers))} has no binding")
    if missing := bound - parameters - {"$return"}:
        raise ValueError(f"{name}: the binding {', '.join(sorted(missing))} has no parameter")
    trigger = next(binding for binding in bindings if str(binding["type"]).endswith("Trigger"))
    outputs = tuple(b for b in bindings if b is not trigger and str(b["type"]) == "queue")
    types = frozenset(str(binding["type"]) for binding in bindings)
    return Function(name, call, trigger, outputs, types, returns="$return" in bound)
