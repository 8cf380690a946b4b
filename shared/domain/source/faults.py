"""Faults of a definition, for its author: where, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from shared.texts import author_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FaultText:
    """A fault without its place.

    `key`: one of `shared/texts/authors.json` (`<key>` is what is wrong, `<key>.do` the remedy). `values` fill in its
    placeholders. `at`: the key below the field that it concerns (`""`: the field itself). `offset`: the characters into that
    key's text. `meant`: what the author probably wanted to write.
    """

    key: str
    values: Values = field(default_factory=dict)
    at: str = ""
    offset: int = 0
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its place: `file`, `line` and `column` (both from 1), and `path`, the keys down to it."""

    file: str
    line: int
    column: int
    path: str
    text: FaultText

    def message(self, language: str = "da") -> str:
        """What is wrong."""
        return author_text(self.text.key, language, **_in_words(self.text, language))

    def remedy(self, language: str = "da") -> str:
        """What to do about it, followed by what was probably meant."""
        remedy = author_text(f"{self.text.key}.do", language, **_in_words(self.text, language))
        meant = author_text("meant", language, meant=self.text.suggestion) if self.text.suggestion else ""
        return " ".join(part for part in (remedy, meant) if part)

    def render(self, language: str = "da") -> str:
        """The fault on one line, as compilers print: `file:line:column: path: message remedy`."""
        place = f"{self.file}:{self.line}:{self.column}: {self.path}".rstrip(": ")
        return f"{place}: {self.message(language)} {self.remedy(language)}".rstrip()

    def __str__(self) -> str:
        return self.render()


_ABOUT_KINDS = frozenset({"wrong-kind", "wrong-value", "unlike", "unlike-branches", "not-compared", "not-ordered"})
_KINDS = ("found", "expected", "left", "right", "kind")


def _in_words(fault_text: FaultText, language: str) -> Values:
    """The values, with types among them named in the reader's language."""
    if fault_text.key not in _ABOUT_KINDS:
        return fault_text.values
    formats = {
        key: " / ".join(author_text(f"kind.{kind}", language) for kind in str(fault_text.values[key]).split(" / "))
        for key in _KINDS
        if key in fault_text.values
    }
    return {**fault_text.values, **formats}


class DefinitionError(Exception):
    """A definition cannot be used. `source`: its file; `faults`: what is wrong, in the order of the file."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        self.source = source
        self.faults = tuple(
            sorted(faults, key=lambda fault: (fault.file != source, fault.file, fault.line, fault.column))
        )
        super().__init__("\n".join(fault.render() for fault in self.faults))


def nearest(word: str, names: Iterable[str]) -> str:
    """The known word that this one probably is, or an empty text."""
    by_lower = {name.lower(): name for name in names}
    matches = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else ""
