"""Definitions compiled ahead of time, when the app is packaged: a file for each, beside the sources.

A record is served only while it is whole, and while the sources and the code that it was made of are those that are here;
otherwise the sources are read. A checkout has no records and needs none.

The file: the SHA-256 of what follows in hex, a line feed, and JSON: `code` and `sources` are SHA-256 (the sources' by their
paths), `facts` as `Facts`, `content` what the phone gets, `definition` the definition put together, as plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from hashlib import sha256
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.domain.definition.facts import Facts

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled

log = logging.getLogger("feltskema.definitions")

FOLDER = "compiled"
_HOME = Path(__file__).parents[1]
_CODE = ("domain", "adapters/yaml_source", "texts")
"""What decides what a definition compiles to, besides this folder's own modules."""


@dataclass(frozen=True)
class RecordedDefinition:
    """A definition out of its record. `compile` makes the rest."""

    facts: Facts
    content: bytes
    etag: str
    compile: Callable[[], Compiled]

    @cached_property
    def compiled(self) -> Compiled:
        return self.compile()


def record_path(root: Path, app: str, version: int) -> Path:
    """Where the record of a published version lies."""
    return root / FOLDER / f"published/{app}/{version}.json"


def written(compiled: Compiled, definition: Mapping[str, Any], sources: Mapping[str, bytes]) -> bytes:
    """The record of a definition: `definition` put together as plain values, `sources` the files it was read from."""
    body = {
        "code": code_digest(),
        "sources": {path: sha256(content).hexdigest() for path, content in sorted(sources.items())},
        "facts": asdict(compiled.facts),
        "content": compiled.content.decode(),
        "etag": compiled.etag,
        "definition": definition,
    }
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return sha256(content).hexdigest().encode() + b"\n" + content


def recorded(root: Path, app: str, version: int, otherwise: Callable[[], Compiled]) -> RecordedDefinition | None:
    """What stands in the record; None where there is none, or one that must not be believed. `otherwise` reads the sources,
    should the record not compile."""
    path = record_path(root, app, version)
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if sha256(content).hexdigest().encode() != digest:
        log.warning("the compiled definition %s is not whole: its sources are read instead", path.name)
        return None
    body = json.loads(content)
    if body["code"] != code_digest() or not all(_is_still(root / name, was) for name, was in body["sources"].items()):
        log.warning("the compiled definition %s is of other sources: these are read instead", path.name)
        return None
    return RecordedDefinition(
        facts=_facts(body["facts"]),
        content=body["content"].encode(),
        etag=body["etag"],
        compile=lambda: _compiled(body["definition"], path.name, otherwise),
    )


def _facts(written: Mapping[str, Any]) -> Facts:
    return Facts(**{**written, "roles": tuple(written["roles"]), "chooses_from": tuple(written["chooses_from"])})


def _is_still(path: Path, digest: str) -> bool:
    try:
        return sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _compiled(definition: Any, name: str, otherwise: Callable[[], Compiled]) -> Compiled:
    from shared.domain.authoring.reading import read
    from shared.domain.source.faults import DefinitionError
    from shared.domain.source.node import unplaced

    try:
        return read(unplaced(definition, name), name)
    except DefinitionError as error:
        log.warning("the compiled definition %s cannot be used, its sources are read instead:\n%s", name, error)
        return otherwise()


@cache
def code_digest() -> str:
    """Of the code that compiles, as it lies here: a record of another is not believed."""
    digest = sha256()
    for path in sorted(_code()):
        digest.update(path.encode() + b"\0")
        digest.update((_HOME / path).read_bytes() + b"\0")
    return digest.hexdigest()


def _code() -> Iterator[str]:
    yield from (f"adapters/{entry.name}" for entry in os.scandir(_HOME / "adapters") if _counts(entry))
    left = list(_CODE)
    while left:
        folder = left.pop()
        for entry in os.scandir(_HOME / folder):
            if entry.is_dir() and entry.name != "__pycache__":
                left.append(f"{folder}/{entry.name}")
            elif entry.name.endswith((".py", ".json")):
                yield f"{folder}/{entry.name}"


def _counts(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith("definition_") and entry.name.endswith(".py")
