"""Records: definitions that packaging has compiled ahead of time, one file for each, beside the sources.

A record is used only if its hash is right, and if the hashes of the sources and of the compiler's code in it are those of the
running package; otherwise the sources are read. A checkout has no records.

The file: the SHA-256 (hex) of what follows, a line feed, and JSON: `code` and `sources` are SHA-256 hashes (of each source by its
path), `facts` as `Facts`, `content` the compiled definition that the phone gets, `definition` the assembled definition as plain
values.
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
"""The code that determines what a definition compiles to, besides this folder's own modules."""


@dataclass(frozen=True)
class RecordedDefinition:
    """A definition read from its record. `compile` makes the compiled definition when it is needed."""

    facts: Facts
    content: bytes
    etag: str
    compile: Callable[[], Compiled]

    @cached_property
    def compiled(self) -> Compiled:
        return self.compile()


def record_path(root: Path, app: str, version: int) -> Path:
    """The path of a published version's record."""
    return root / FOLDER / f"published/{app}/{version}.json"


def record_content(compiled: Compiled, definition: Mapping[str, Any], sources: Mapping[str, bytes]) -> bytes:
    """The content of a definition's record. `definition`: the assembled definition as plain values; `sources`: the contents of
    the files that it was read from, by path."""
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
    """The definition in a record; None if there is no record, or it is damaged or outdated. `otherwise` reads the sources, if the
    definition in the record does not compile."""
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


def _facts(content: Mapping[str, Any]) -> Facts:
    return Facts(
        **{
            **content,
            "roles": tuple(content["roles"]),
            "chooses_from": tuple(content["chooses_from"]),
        }
    )


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
    """The hash of the code that compiles definitions. A record made by other code is not used."""
    digest = sha256()
    for path in sorted(_code()):
        digest.update(path.encode() + b"\0")
        digest.update((_HOME / path).read_bytes() + b"\0")
    return digest.hexdigest()


def _code() -> Iterator[str]:
    yield from (f"adapters/{entry.name}" for entry in os.scandir(_HOME / "adapters") if _counts(entry))
    remaining = list(_CODE)
    while remaining:
        folder = remaining.pop()
        for entry in os.scandir(_HOME / folder):
            if entry.is_dir() and entry.name != "__pycache__":
                remaining.append(f"{folder}/{entry.name}")
            elif entry.name.endswith((".py", ".json")):
                yield f"{folder}/{entry.name}"


def _counts(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith("definition_") and entry.name.endswith(".py")
