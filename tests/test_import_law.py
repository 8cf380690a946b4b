"""The import law of docs/architecture.md: which folder (room) may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
import re

from local.run.parts import HOME
from ops.contract.rooms import DOMAIN
from tests.sources import nodes, python_files
from tests.sources import tree as parsed

PRODUCT = (
    *("shared.domain", "shared.services", "shared.settings", "shared.wiring", "shared.wired_instance", "shared.texts"),
)
OURS = ("function_app", "functions", "shared", "local", "tests", "bench", "ops", "feltskema", "infra")

LAW: dict[str, tuple[str, ...]] = {
    "function_app": ("functions",),
    "functions": ("functions", *PRODUCT),
    "shared.domain": ("shared.domain", "shared.texts"),
    "shared.services": ("shared.services", "shared.domain"),
    "shared.adapters": ("shared.adapters", "shared.domain", "shared.texts"),
    "shared.settings": ("shared.setting_values",),
    "shared.setting_values": (),
    "shared.parts": (),
    "shared.texts": (),
    "shared.wired_stores": ("shared",),
    "shared.wired_operations": ("shared",),
    "shared.wired_instance": ("shared",),
    "shared.wired_evaluation": ("shared",),
    "shared.wiring": ("shared",),
    "feltskema": ("feltskema", "function_app", "functions", "shared", "local.cvr"),
    "ops": ("ops", "functions", "shared"),
    "local": ("local", "infra"),
    "infra": ("infra",),
    "bench": ("bench", "function_app", "shared", "local", "ops", "tests"),
}
"""What each room may import of our own packages."""

ALSO: dict[str, tuple[str, ...]] = {
    "shared.adapters.broker": ("shared.settings",),
    "shared.adapters.targets": ("shared.settings",),
}
"""Exceptions for single rooms: a target reads its own settings, and so does a broker's dialect."""

NEVER = {
    "shared.domain": ("azure", "httpx", "os", "requests", "msal", "aiohttp"),
    "shared.services": ("azure", "httpx", "os", "requests", "msal", "aiohttp"),
}


def modules() -> Iterator[tuple[str, Path]]:
    yield "function_app", HOME / "function_app.py"
    for folder in ("functions", "shared", "feltskema", "ops", "local", "infra", "bench"):
        for file in python_files(HOME / folder):
            parts = file.relative_to(HOME).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


@cache
def imported(file: Path, for_types: bool = True) -> tuple[str, ...]:
    """The names that a file imports, also inside functions; with `for_types` also below `if TYPE_CHECKING`."""
    return tuple(_imported(file, for_types))


def _imported(file: Path, for_types: bool) -> Iterator[str]:
    waiting: list[ast.AST] = [parsed(file)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif for_types or not _for_types_alone(node):
            waiting += ast.iter_child_nodes(node)


def _for_types_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(module: str) -> str:
    return next((room for room in LAW if within(module, room)), "")


MODULES = dict(modules())


def test_there_is_something_to_guard() -> None:
    assert len(MODULES) > 50
    assert {room_of(module) for module in MODULES} >= set(LAW) - {"shared.texts"}


def unlawful(module: str) -> Iterator[str]:
    """What a module imports that its room may not."""
    room = room_of(module)
    if not room:
        yield f"{module} is in no room of docs/architecture.md"
        return
    allowed = LAW[room] + tuple(name for place, names in ALSO.items() if within(module, place) for name in names)
    for name in imported(MODULES[module]):
        if name.split(".")[0] in OURS and not any(
            within(name, item) or (within(item, name) and name == "shared") for item in allowed
        ):
            yield f"{module} imports {name}"
        if any(within(name, item) for item in NEVER.get(room, ())):
            yield f"{module} imports {name}, which its room never does"


def test_a_module_imports_only_what_its_room_may() -> None:
    assert [fault for module in sorted(MODULES) if module != "shared" for fault in unlawful(module)] == []


def height(name: str) -> int:
    return DOMAIN.index(name.split(".")[2])


def test_a_room_of_the_domain_imports_none_above_it() -> None:
    rooms = [module for module in sorted(MODULES) if within(module, "shared.domain") and module != "shared.domain"]
    assert len(rooms) > 50
    upwards = [
        f"{module} imports {name}, which lies above it"
        for module in rooms
        for name in imported(MODULES[module])
        if within(name, "shared.domain") and height(name) > height(module)
    ]
    assert upwards == []


def test_ports_stand_together() -> None:
    """Protocols outside `ports` are implemented by the domain itself, not by an adapter; there is one."""
    elsewhere = {
        f"{module}.{node.name}"
        for module, file in MODULES.items()
        if within(module, "shared.domain") and not within(module, "shared.domain.ports")
        for node in nodes(file)
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Protocol" for b in node.bases)
    }
    assert elsewhere == {"shared.domain.expressions.scope.Known"}


def test_nothing_goes_round_in_circles() -> None:
    """No circular imports: imports inside functions count, imports for types do not."""
    graph = {module: _needed(file) & set(MODULES) - {module} for module, file in MODULES.items()}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def _needed(file: Path) -> set[str]:
    """The modules of the imported names: a name is a module itself, or is defined in one."""
    return {name if name in MODULES else name.rpartition(".")[0] for name in imported(file, for_types=False)}


def test_the_page_says_what_a_folder_may_import() -> None:
    page = (
        (HOME / "docs" / "architecture.md")
        .read_text("utf-8")
        .split("| folder | holds | may import |")[1]
        .split("\n\n")[0]
    )
    stated: dict[str, set[str]] = {}
    for row in page.splitlines()[2:]:
        first, _, allowed = (re.findall("`([^`]+)`", cell) for cell in row.strip("|").split("|"))
        stated[first[0].removesuffix(".py").strip("/").replace("/", ".")] = set(allowed)
    rooms = {room: allowed for room, allowed in stated.items() if room in LAW and room != "shared.texts"}
    assert len(rooms) >= 9
    assert rooms == {room: _allowed(room) for room in rooms}


def _allowed(room: str) -> set[str]:
    """What a room may import besides itself and what is part of it."""
    exceptions = (name for place, names in ALSO.items() if within(place, room) for name in names)
    return {*LAW[room], *exceptions} - {room, "shared.setting_values"}


MEMBERS = ("functions.members", "functions.commands", "functions.operations_commands")
"""The only places that know the members of a request's body."""


def test_bodies_are_taken_apart_in_one_place() -> None:
    """Whoever reads a member of a body imports its reader from `functions.members`; services get typed commands."""
    readers = {
        module
        for module, file in MODULES.items()
        if any(
            re.fullmatch(r"functions\.members\.\w+_member|functions\.members\.required_\w+", name)
            for name in imported(file)
        )
    }
    assert readers == set(MEMBERS[1:])


NAMED = ("fasit", "momentum")
"""The names of the targets."""

SPEAK_OF_TARGETS = ("shared.adapters.targets", "shared.settings", "ops", "local", "bench")
"""Where a target may be named: its adapter, its settings, its stand-in, the operators' tools and the benchmarks."""


def test_one_target_is_named_where_it_lives_alone() -> None:
    texts = {
        module: file.read_text("utf-8").lower()
        for module, file in MODULES.items()
        if not any(within(module, room) for room in SPEAK_OF_TARGETS)
    }
    assert len(texts) > 50
    assert {
        module: names for module, text in texts.items() if (names := [name for name in NAMED if name in text])
    } == {}


def test_the_page_names_no_target() -> None:
    """It shows a target by the name that the server gives, and by texts of the catalogue."""
    page = HOME / "static-web"
    files = [file for folder in ("src", "worker") for file in (page / folder).rglob("*.ts*")]
    product = [
        file
        for file in files
        if ".test." not in file.name and not {"tests", "generated"} & set(file.relative_to(page).parts)
    ]
    assert len(product) > 250
    assert [str(file) for file in product if any(name in file.read_text("utf-8").lower() for name in NAMED)] == []
