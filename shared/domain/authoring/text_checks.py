"""Texts to people that would show what their author did not mean: nothing, `${felt}`, `**fed**`."""

from __future__ import annotations

from collections.abc import Iterator
import re

from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.source.faults import FaultText
from shared.domain.source.node import SourceNode, YamlPath
from shared.domain.text.pasted import trimmed

PLACEHOLDERS = ("Skriv her, ", "Say here ")
"""How the texts begin that `new` leaves to the author."""

_BRACES = re.compile(r"\$\{[^}]*\}")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LANGUAGES = frozenset({"da", "en"})


def placeholder_faults(node: SourceNode, path: YamlPath = ()) -> Iterator[LocatedFault]:
    """The texts of a new app that nobody has written yet: it can be drawn and checked with them, never published."""
    match node.value:
        case dict():
            for key, inner in node.value.items():
                yield from placeholder_faults(inner, (*path, key))
        case list():
            for number, inner in enumerate(node.value):
                yield from placeholder_faults(inner, (*path, number))
        case str() if node.value.startswith(PLACEHOLDERS):
            yield path, FaultText("placeholder", {"written": node.value})


def text_faults(node: SourceNode, path: YamlPath = ()) -> Iterator[LocatedFault]:
    """Every such text below a node, by what stands in it."""
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            if key in _LANGUAGES and isinstance(inner.value, str):
                yield from (((*path, key), fault_text) for fault_text in _of_text(key, inner.value))
            else:
                yield from text_faults(inner, (*path, key))
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            yield from text_faults(inner, (*path, number))


def _of_text(key: str, text: str) -> Iterator[FaultText]:
    if not trimmed(text):
        yield FaultText("empty-text", {"key": key})
    if match := _BRACES.search(text):
        yield FaultText("braces-in-text", {"written": match[0]}, offset=match.start())
    if match := _BOLD.search(text):
        yield FaultText("stars-in-text", {"written": match[0]}, offset=match.start(), meant=match[1])
