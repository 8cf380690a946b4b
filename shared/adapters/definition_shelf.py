"""What definitions share: parts, templates and lists, each a folder of YAML files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from shared.adapters.definition_folder import text_of
from shared.adapters.yaml_source import read_yaml
from shared.domain.source.node import SourceNode

SHELVES = ("parts", "templates", "lists")


class Shelf(Mapping[str, SourceNode]):
    """A folder of files by their names, each read on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = cache(self._file)

    def _file(self, name: str) -> SourceNode:
        path = self._folder / f"{name}.yaml"
        return read_yaml(text_of(path), f"{self._folder.name}/{path.name}")

    def __getitem__(self, name: str) -> SourceNode:
        if name not in set(self):
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._folder.glob("*.yaml")))

    def __len__(self) -> int:
        return len(list(iter(self)))
