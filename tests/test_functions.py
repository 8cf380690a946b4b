"""Rules for all functions of the app: their names, routes, and who may call them."""

from __future__ import annotations

import json
import re
import runpy
from typing import Any

import pytest

from functions.callers import Access, roles_allowed
from local.run.parts import HOME
from shared.domain.access.roles import ROLES

ANONYMOUS = {"get_login", "get_callback", "get_live", "get_ready", "get_deep"}
"""The functions that anybody may call: a sign-in begins and ends without a session, and the health calls give no personal
data."""

EVERYBODYS = {"get_documentation", "zz_fallback"}
"""Functions that may be open to anybody where they exist: they give nothing that is not in the repository."""

VERBS = {
    *("get", "list", "put", "post", "patch", "delete", "search", "settle", "deliver", "sweep", "probe", "run"),
    *("answer", "end", "zz", "make", "send", "remove", "export", "fold", "import", "count", "hold", "release", "empty"),
    *("reconcile", "explain"),
}


@pytest.fixture(scope="module")
def functions() -> list[Any]:
    # Run the module again, since `get_functions` may be called only once for an app.
    get_functions: list[Any] = runpy.run_path(str(HOME / "function_app.py"))["app"].get_functions()
    return get_functions


def http(functions: list[Any]) -> list[Any]:
    return [function for function in functions if trigger(function)["type"] == "httpTrigger"]


def trigger(function: Any) -> dict[str, Any]:
    binding: dict[str, Any] = next(
        binding.get_dict_repr() for binding in function.get_bindings() if "Trigger" in str(binding.type)
    )
    return binding


def access(function: Any) -> Access:
    required: Access = vars(function.get_user_function()).get("__contract__", {}).get("access", "nobody said")
    return required


def test_every_http_function_says_who_may_call(functions: list[Any]) -> None:
    silent = [
        function.get_function_name()
        for function in http(functions)
        if not (
            {access(function)} <= {"anonymous", "person", "person-or-nobody", "role"}
            or roles_allowed(access(function)) <= {*ROLES}
        )
    ]
    assert not silent


def test_those_that_anybody_may_call_are_these(functions: list[Any]) -> None:
    open_to_all = {function.get_function_name() for function in http(functions) if access(function) == "anonymous"}
    assert open_to_all - EVERYBODYS == ANONYMOUS


BUNDLE = {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}


def test_the_host_is_given_the_extensions_that_the_functions_need(functions: list[Any]) -> None:
    """HTTP and timers are built into the host. Without the bundle a queue's function never runs, and no other test notices."""
    body = json.loads((HOME / "host.json").read_text("utf-8"))
    kinds = {str(binding.get_dict_repr()["type"]) for function in functions for binding in function.get_bindings()}
    assert kinds - {"httpTrigger", "http", "timerTrigger"} == {"queueTrigger"}
    assert body["extensionBundle"] == BUNDLE


def test_names_are_verb_noun_and_stand_once(functions: list[Any]) -> None:
    names = [function.get_function_name() for function in functions]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+", name), name
        assert name.split("_")[0] in VERBS, f"{name}: is {name.split('_')[0]} a verb? Then add it here"


def test_every_route_says_its_methods_and_needs_no_key(functions: list[Any]) -> None:
    for item in http(functions):
        binding = trigger(item)
        assert binding["methods"], item.get_function_name()
        assert binding["route"], item.get_function_name()
        assert not binding["route"].startswith(("admin", "runtime")), "the host does not load such a route"
        assert str(binding["authLevel"]).lower().endswith("anonymous"), item.get_function_name()


def test_handlers_are_asynchronous_and_say_what_the_worker_wants_to_hear(functions: list[Any]) -> None:
    import inspect

    import azure.functions as func

    for function in functions:
        handler = function.get_user_function()
        assert inspect.iscoroutinefunction(handler), function.get_function_name()
    for function in http(functions):
        assert function.get_user_function().__annotations__["return"] is func.HttpResponse, function.get_function_name()
