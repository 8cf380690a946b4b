"""A Bicep compiler with a cache that all tests and runs share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from infra.compiler import ROOT, Bicep, example_values

CACHE = ROOT / ".local" / "bicep"
_CONFIGURATION = "bicepconfig.json"
_FOLDER = "<the folder>"


@dataclass(frozen=True)
class RememberingBicep(Bicep):
    """Caches what the compiler printed and wrote, by its files, values and arguments. `make clean` deletes the cache."""

    cache: Path = CACHE

    def run(self, *arguments: str, more: dict[str, str] | None = None) -> tuple[int, str]:
        if "--outfile" in arguments:
            return super().run(*arguments, more=more)
        before = dict(_contents(self.folder))
        file = self.cache / f"{self._mark(before, arguments, more or {})}.json"
        if not file.exists():
            status, result = super().run(*arguments, more=more)
            if status < 0:
                return status, result
            self._store(file, status, result, before)
        body: dict[str, Any] = json.loads(file.read_text("utf-8"))
        for name, text in body["written"].items():
            (self.folder / name).write_text(text, "utf-8")
        return body["status"], body["said"].replace(_FOLDER, str(self.folder))

    def _mark(self, contents: dict[str, str], arguments: tuple[str, ...], more: dict[str, str]) -> str:
        """The cache key: a hash of the compiler and of everything that it reads."""
        compiler = Path(self.path).resolve()
        reported = (str(compiler), compiler.stat().st_size, compiler.stat().st_mtime_ns)
        above = [
            file.read_text("utf-8") for folder in self.folder.parents if (file := folder / _CONFIGURATION).is_file()
        ]
        inputs = (reported, contents, above[:1], arguments, example_values() | more)
        return sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()

    def _store(self, file: Path, status: int, output: str, before: dict[str, str]) -> None:
        changed_files = {name: text for name, text in _contents(self.folder) if before.get(name) != text}
        reported = {"status": status, "said": output.replace(str(self.folder), _FOLDER), "written": changed_files}
        file.parent.mkdir(parents=True, exist_ok=True)
        # Replaced in one step, since another worker may read it at any time.
        temporary = file.with_suffix(f".{uuid4().hex}")
        temporary.write_text(json.dumps(reported), "utf-8")
        os.replace(temporary, file)


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_text("utf-8")
