"""Checks texts for what would be shown wrongly: empty texts, `${felt}`, Markdown where it is not supported, HTML."""

from __future__ import annotations

from collections.abc import Iterator
import re

from shared.domain.authoring.value_text_checks import texts_below
from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.source.faults import FaultText
from shared.domain.source.node import SourceNode, YamlPath
from shared.domain.text.pasted import trimmed

PLACEHOLDERS = ("Skriv her, ", "Say here ")
"""How the texts begin that `new` leaves for the author to write."""

_MARKED = frozenset({"help", "text"})
"""The keys of texts in Markdown."""

_BRACES = re.compile(r"\$\{[^}]*\}")
_BOLD = re.compile(r"\*\*((?:\\.|[^\\*])+)\*\*")
_LINK = re.compile(r"\[((?:\\.|[^\\\]])+)\]\(([^)]*)\)")
_ADDRESS = re.compile(r"https://[^\s){}]+")
_TAG = re.compile(r"</?(?:a|b|i|u|p|br|em|strong|ul|ol|li|h[1-6]|div|span|font)(?:\s[^>]*)?/?>", re.IGNORECASE)


def placeholder_faults(node: SourceNode, path: YamlPath = ()) -> Iterator[LocatedFault]:
    """The texts of a new app that nobody has written yet: it can be drawn and checked with them, but not published."""
    match node.value:
        case dict():
            for key, inner in node.value.items():
                yield from placeholder_faults(inner, (*path, key))
        case list():
            for number, inner in enumerate(node.value):
                yield from placeholder_faults(inner, (*path, number))
        case str() if node.value.startswith(PLACEHOLDERS):
            yield path, FaultText("placeholder", {"written": node.value})


def text_faults(node: SourceNode) -> Iterator[LocatedFault]:
    """Every such text below a node, by what it contains."""
    for path, text in texts_below(node):
        if not trimmed(text):
            yield path, FaultText("empty-text", {"key": path[-1]})
        marked = len(path) > 1 and path[-2] in _MARKED
        yield from ((path, fault_text) for fault_text in (*_everywhere(text), *(_marks if marked else _plain)(text)))


def _everywhere(text: str) -> Iterator[FaultText]:
    if match := _BRACES.search(text):
        yield FaultText("braces-in-text", {"written": match[0]}, offset=match.start(), suggestion=match[0][1:])
    if match := _TAG.search(text):
        yield FaultText("html-in-text", {"written": match[0]}, offset=match.start())


def _plain(text: str) -> Iterator[FaultText]:
    """Faults of a text that is shown literally."""
    if match := _BOLD.search(text):
        yield FaultText("stars-in-text", {"written": match[0]}, offset=match.start(), suggestion=match[1])
    if match := _LINK.search(text):
        yield FaultText("link-here", {"written": match[0]}, offset=match.start(), suggestion=match[1])


def _marks(text: str) -> Iterator[FaultText]:
    """Faults of a text in Markdown."""
    without_bold = _BOLD.sub(lambda match: " " * len(match[0]), text)
    if (offset := re.sub(r"\\.", "  ", without_bold).find("**")) >= 0:
        yield FaultText("open-stars", {"written": text[offset : offset + 20]}, offset=offset)
    for match in _LINK.finditer(text):
        if not _ADDRESS.fullmatch(match[2]):
            suggestion = f"https://{match[2].removeprefix('http://')}" if _looks_like_host(match[2]) else ""
            yield FaultText("link-address", {"written": match[0]}, offset=match.start(2), suggestion=suggestion)


def _looks_like_host(address: str) -> bool:
    return re.fullmatch(r"(?:http://)?[^\s(){}:/]+\.[a-z]{2,}(?:/[^\s(){}]*)?", address) is not None
