"""What the guides say to type: their blocks for the shell, and the commands in their running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
import re
from textwrap import dedent

from local.run.parts import HOME

GUIDES = ("infra/README.md", "docs/operations.md")
_BLOCK = re.compile(r"^(?P<indent> *)```sh\n(?P<text>.*?)^ *```$", re.M | re.S)
_HEADING = re.compile(r"^#+ (.+)$", re.M)
_INLINE = re.compile(r"`([^`\n]*\b(?:az|azd) [^`]+)`")


@dataclass(frozen=True)
class Typed:
    """`chapter` is the heading that it stands under."""

    guide: str
    chapter: str
    text: str

    def __str__(self) -> str:
        return f"{self.guide}#{self.chapter}: {self.text.strip().splitlines()[0][:60]}"


def text(guide: str) -> str:
    return (HOME / guide).read_text("utf-8")


def blocks(guide: str) -> Iterator[Typed]:
    """Each block of the shell, in order."""
    page = text(guide)
    for match in _BLOCK.finditer(page):
        yield Typed(guide, _chapter(page, match.start()), dedent(match["text"]))


def inline(guide: str) -> Iterator[Typed]:
    """Each command of az or azd in running text, in order."""
    page = text(guide)
    outside = _BLOCK.sub(lambda match: " " * len(match[0]), page)
    for match in _INLINE.finditer(outside):
        yield Typed(guide, _chapter(page, match.start()), match[1].replace("\n", " "))


def chapter(guide: str, title: str) -> list[Typed]:
    """The blocks of a chapter, in order. An `AssertionError` names one that has none."""
    result = [block for block in blocks(guide) if block.chapter == title]
    assert result, f"{guide} has no commands under '{title}'"
    return result


def _chapter(page: str, place: int) -> str:
    return [match[1] for match in _HEADING.finditer(page, 0, place) if not _within_a_block(page, match.start())][-1]


def _within_a_block(page: str, place: int) -> bool:
    """A remark in a block begins with `#` as well."""
    return any(match.start() < place < match.end() for match in _BLOCK.finditer(page))


def deploy(beginning: str) -> str:
    """Of the guide's blocks under Deploy, the one that begins with that."""
    (result,) = (block.text for block in chapter(GUIDES[0], "Deploy") if block.text.lstrip("(").startswith(beginning))
    return result


def key_made() -> str:
    """The command that makes the first session key, which stands in running text."""
    (result,) = re.findall(r"`([^`]*infra\.session_key ~/session-key\.pem[^`]*)`", text(GUIDES[0]))
    return str(result)
