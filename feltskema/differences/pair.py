"""Two versions of a definition, with their fields matched by path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from feltskema.texts import language
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.draft_migration import Migration
from shared.domain.fields.base import Field
from shared.domain.fields.choice import Choosing
from shared.domain.fields.overruling import Overruling

Fields = dict[str, Field]


@dataclass(frozen=True)
class VersionPair:
    """The old and the new version of a definition. A renamed field matches under its new path."""

    old: Compiled
    new: Compiled

    @cached_property
    def before(self) -> Fields:
        """The old fields by path, such as `kontaktpersoner.navn` for one inside a group."""
        return dict(_by_path(self.old.definition.fields))

    @cached_property
    def after(self) -> Fields:
        """The new fields by path."""
        return dict(_by_path(self.new.definition.fields))

    @cached_property
    def migration(self) -> Migration | None:
        """The new version's rule for moving drafts of the old one; None if there is none."""
        versions = self.new.definition.migrates
        return next((version for version in versions if version.from_ == self.old.definition.version), None)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The new id of each renamed field, by the old one."""
        return dict(self.migration.renamed) if self.migration else {}

    def now(self, path: str) -> str:
        """The new path of an old field: its own, or that of the renamed group that it is in."""
        first, dot, rest = path.partition(".")
        return f"{self.renamed.get(first, first)}{dot}{rest}"

    def added(self) -> Iterator[tuple[str, Field]]:
        """The new fields that no old field was renamed to, by path. The fields inside a new group are left out."""
        moved = {self.now(path) for path in self.before}
        new = {path for path in self.after if path not in moved}
        return ((path, self.after[path]) for path in self.after if path in new and _above(path) not in new)

    def removed(self) -> Iterator[tuple[str, Field]]:
        """The old fields that are gone, by path. The fields inside a removed group are left out."""
        gone = {path for path in self.before if self.now(path) not in self.after}
        return ((path, self.before[path]) for path in self.before if path in gone and _above(path) not in gone)

    def in_both(self) -> Iterator[tuple[str, Field, Field]]:
        """The fields that both versions have: new path, old field, new field."""
        for path, field in self.before.items():
            now = self.now(path)
            if now in self.after:
                yield now, field, self.after[now]


def name(path: str, field: Field) -> str:
    """The field's label and its path in the file, such as `Navn (kontaktpersoner.navn)`."""
    return f"{field.label.in_language(language())} ({path})"


def values(field: Field) -> dict[str, str]:
    """The options of a choice by value, in the reader's language."""
    options: Sequence[Any] = field.all_options if isinstance(field, Choosing) else ()
    return {option.value: option.label.in_language(language()) for option in options}


def _by_path(fields: Sequence[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        # The field for overruling a warning is added by the compiler, and is in no file.
        if isinstance(field, Overruling):
            continue
        path = f"{before}{field.id}"
        yield path, field
        yield from _by_path(field.inner(), f"{path}.")


def _above(path: str) -> str:
    return path.rpartition(".")[0]
