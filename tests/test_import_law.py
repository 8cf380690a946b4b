"""The import law of docs/architecture.md: which room may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.run.parts import HOME

ROOMS = (
    "shared.domain",
    "shared.services",
    "shared.adapters",
    "shared.settings",
    "shared.parts",
    "shared.wiring",
    "shared.texts",
)
OURS = ("function_app", "functions", "shared", "local", "tests", "bench", "ops", "feltskema")

LAW: dict[str, tuple[str, ...]] = {
    "function_app": ("functions",),
    "functions": ("functions", *(room for room in ROOMS if room != "shared.adapters")),
    "shared.domain": ("shared.domain", "shared.texts"),
    "shared.services": ("shared.services", "shared.domain"),
    "shared.adapters": ("shared.adapters", "shared.domain", "shared.texts"),
    "shared.settings": (),
    "shared.parts": (),
    "shared.texts": (),
    "shared.wiring": ("shared",),
}
"""Texts are words: whoever speaks to people may read them."""

ALSO: dict[str, tuple[str, ...]] = {
    "shared.adapters.broker": ("shared.settings",),
    "shared.adapters.targets": ("shared.settings",),
}
"""A target brings its own settings, and so does a broker's dialect."""

NEVER = {
    "shared.domain": ("azure", "httpx", "os", "requests", "msal", "aiohttp"),
    "shared.services": ("azure", "httpx", "os", "requests", "msal", "aiohttp"),
}


def modules() -> Iterator[tuple[str, Path]]:
    yield "function_app", HOME / "function_app.py"
    for folder in ("functions", "shared"):
        for file in sorted((HOME / folder).rglob("*.py")):
            parts = file.relative_to(HOME).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def imported(file: Path) -> Iterator[str]:
    """What the file imports, wherever in it: also inside functions and for types alone."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(module: str) -> str:
    return next((room for room in LAW if within(module, room)), "")


MODULES = dict(modules())


def test_there_is_something_to_guard() -> None:
    assert len(MODULES) > 50
    assert {room_of(module) for module in MODULES} >= set(LAW) - {"shared.texts"}


@pytest.mark.parametrize("module", sorted(module for module in MODULES if module != "shared"))
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    room = room_of(module)
    assert room, f"{module} is in no room of docs/architecture.md"
    allowed = LAW[room] + tuple(name for place, names in ALSO.items() if within(module, place) for name in names)
    for name in imported(MODULES[module]):
        if name.split(".")[0] in OURS:
            assert any(within(name, one) or (within(one, name) and name == "shared") for one in allowed), name
        assert not any(within(name, one) for one in NEVER.get(room, ())), f"{module} imports {name}"


DOMAIN = (
    "text",
    "source",
    "expressions",
    "patterns",
    "attachments",
    "document",
    "layout",
    "fields",
    "compiling",
    "answers",
    "definition",
    "authoring",
)
"""Rooms of `shared/domain` from the ground up: each may import those before it, wherever in a file. Those that are not named
hold nouns (a registration, a person) or lie beside (`output`)."""


@pytest.mark.parametrize("module", sorted(module for module in MODULES if within(module, "shared.domain")))
def test_a_room_of_the_domain_imports_none_above_it(module: str) -> None:
    def height(name: str) -> int:
        parts = name.split(".")
        return DOMAIN.index(parts[2]) if len(parts) > 2 and parts[2] in DOMAIN else -1

    own = height(module)
    if own >= 0:
        above = [name for name in imported(MODULES[module]) if within(name, "shared.domain") and height(name) > own]
        assert above == [], f"{module} lies below {above}"


def test_nothing_goes_round_in_circles() -> None:
    """Imports at the top of a file, those for types alone left out."""
    graph = {module: {*_needed(file)} & set(MODULES) - {module} for module, file in MODULES.items()}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def _needed(file: Path) -> Iterator[str]:
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module
