"""The shared files of definitions: parts, templates, lists and dates of the law, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from shared.adapters.definition_folder import text_of
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Library
from shared.domain.authoring.law_dates import LawDate, read_dates
from shared.domain.source.faults import DefinitionError, Fault, FaultText
from shared.domain.source.node import Mark, SourceNode
from shared.domain.source.option_list import csv_text, read_list

SHARED_FOLDERS = ("parts", "templates", "lists", "law")
_CSV = ".csv"


def library(root: Path) -> Library:
    """The shared files in a folder of definitions."""
    return Library(*(SharedFiles(root / name) for name in SHARED_FOLDERS))


def law_dates(root: Path) -> Sequence[LawDate]:
    """The legal dates that definitions can refer to; those of a faulty file are left out."""
    law, dates = SharedFiles(root / "law"), list[LawDate]()
    for name in law:
        with suppress(DefinitionError):
            dates += read_dates(law[name]).values()
    return dates


def shared_files(folder: Path) -> Sequence[Path]:
    """The files in one of these folders: YAML, and for lists also CSV."""
    return sorted((*folder.glob("*.yaml"), *(folder.glob(f"*{_CSV}") if folder.name == "lists" else ())))


class SharedFiles(Mapping[str, SourceNode]):
    """The files in one of these folders by name, each read when first used. A list in CSV becomes a node that holds its text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = cache(self._file)

    def _file(self, name: str) -> SourceNode:
        paths = [path for path in shared_files(self._folder) if path.stem == name]
        shown = f"{self._folder.name}/{paths[-1].name}"
        if len(paths) > 1:
            other = FaultText("list-two-files", {"file": paths[-1].name, "other": paths[0].name})
            raise DefinitionError(shown, [Fault(shown, 1, 1, "", other)])
        text = text_of(paths[0])
        return (
            SourceNode(csv_text(read_list(text, shown)), Mark(shown))
            if paths[0].suffix == _CSV
            else read_yaml(text, shown)
        )

    def __getitem__(self, name: str) -> SourceNode:
        if name not in set(self):
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({path.stem for path in shared_files(self._folder)}))

    def __len__(self) -> int:
        return len(list(iter(self)))
