"""Finds the lines of a YAML file that are indented wrongly, by trying: they are those whose move makes the file readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LINES_ABOVE = 4
"""How far above the line where the reader stopped the wrong one may be: it reads a text of several lines to its end."""
MAX_TRIES = 200
MAX_LINES = 2000
"""Of a longer file each try takes too long; no shipped definition has a fifth of that."""
DEEPEST = 31
"""Levels; a file with more is not tried, since it is refused anyway."""

_BEGINS = re.compile(r"^( *)((?:- +)*)(?:[\w-]+:(?= |$)|[{\[\"']|- |-$)")
_ITEM = re.compile(r"^ *- ")


@dataclass(frozen=True, slots=True)
class Move:
    """Lines to move together: the first, counted from 0, how many, and the columns where they begin and should."""

    line: int
    count: int
    begins: int
    column: int


def reindented(lines: Sequence[str], stopped: int, begun: int) -> Move | None:
    """The likeliest move of a line, or of a line with those below that belong to it, after which the whole file can be read.
    `stopped`: the line, from 0, where the reader stopped; `begun`: where the list or mapping begins that it was reading. None
    where no such move helps."""
    if len(lines) > MAX_LINES:
        return None
    hollow: Move | None = None
    for move in sorted(_moves(lines, stopped, begun), key=lambda move: _effort(lines, move, stopped))[:MAX_TRIES]:
        empty = _empty_values(_moved(lines, move))
        if empty == 0:
            return move
        # A key without a value has probably lost the lines below it.
        if empty is not None and hollow is None:
            hollow = move
    return hollow


def column_above(lines: Sequence[str], line: int) -> int | None:
    """The column where the nearest line of the same kind above begins: a list item for an item, a key for a key."""
    is_item = bool(_ITEM.match(lines[line])) if line < len(lines) else False
    for match in filter(None, map(_BEGINS.match, reversed(lines[:line]))):
        if not is_item or match[2]:
            return len(match[1]) if is_item else len(match[1]) + len(match[2])
    return None


def _effort(lines: Sequence[str], move: Move, stopped: int) -> tuple[int, int, int, int]:
    """How unlikely a move is: a line mostly begins where its neighbours do, and where many lines begin."""
    by = move.column - move.begins
    first, last = _content(lines[move.line]) + by, _content(lines[move.line + move.count - 1]) + by
    above = next((_content(text) for text in reversed(lines[: move.line]) if text.strip()), 0)
    below = next((_content(text) for text in lines[move.line + move.count :] if text.strip()), 0)
    usual = sum(_content(text) == first for text in lines)
    return min(abs(first - above), abs(last - below)) + abs(by), move.count, -usual, stopped - move.line


def _content(text: str) -> int:
    """The column where the line's key or value begins, after the hyphens of a list."""
    match = _BEGINS.match(text)
    return len(match[1]) + len(match[2]) if match else _indent(text)


def _moves(lines: Sequence[str], stopped: int, begun: int) -> Iterator[Move]:
    last = min(stopped, len(lines) - 1)
    for line in dict.fromkeys((*range(last, max(-1, last - LINES_ABOVE - 1), -1), min(begun, last))):
        if not _BEGINS.match(lines[line]):
            continue
        begins = _indent(lines[line])
        for column in _columns(lines, line) - {begins}:
            for count in {1, _belonging(lines, line, max(begins, column))}:
                yield Move(line, count, begins, column)


def _columns(lines: Sequence[str], line: int) -> set[int]:
    """The columns in which lines of the same kind begin: list items for an item, keys for a key. Also one level below the keys
    above, which are without a line of their own yet."""
    is_item = bool(_ITEM.match(lines[line]))
    columns = {0}
    for match in filter(None, map(_BEGINS.match, lines)):
        begins = len(match[1])
        if is_item:
            columns |= {begins} if match[2] else {begins, begins + 2}
        else:
            columns |= {begins + len(match[2]), begins + len(match[2]) + 2}
    return columns


def _belonging(lines: Sequence[str], line: int, column: int) -> int:
    """How many lines there are from this one to the last that begins right of the column."""
    last = line
    for number in range(line + 1, len(lines)):
        if lines[number].strip():
            if _indent(lines[number]) <= column:
                break
            last = number
    return last - line + 1


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _moved(lines: Sequence[str], move: Move) -> str:
    by, moved = move.column - move.begins, list(lines)
    for number in range(move.line, move.line + move.count):
        text = lines[number]
        moved[number] = " " * max(0, _indent(text) + by) + text.lstrip(" ")
    return "\n".join(moved)


def _empty_values(text: str) -> int | None:
    """How many keys and items are without a value; None where the text is no YAML, or a mapping has a key twice. Reads the events
    alone, since composing nodes recurses."""
    levels: list[_Level] = []
    empty = 0
    try:
        for event in yaml.parse(text, _Base):
            if isinstance(event, yaml.CollectionEndEvent):
                levels.pop()
            elif isinstance(event, yaml.CollectionStartEvent | yaml.ScalarEvent | yaml.AliasEvent):
                if levels and not levels[-1].takes(event):
                    return None
                empty += isinstance(event, yaml.ScalarEvent) and event.value == "" and not event.style
                if isinstance(event, yaml.CollectionStartEvent):
                    levels.append(_Level(isinstance(event, yaml.MappingStartEvent)))
                    if len(levels) > DEEPEST:
                        return None
    except yaml.YAMLError:
        return None
    return empty


class _Level:
    """The mapping or list that is being read."""

    def __init__(self, is_mapping: bool) -> None:
        self._is_mapping = is_mapping
        self._keys: set[str] = set()
        self._is_key = True

    def takes(self, event: Any) -> bool:
        """Whether this key, value or item may stand here."""
        if not self._is_mapping:
            return True
        is_key, self._is_key = self._is_key, not self._is_key
        if not is_key:
            return True
        if not isinstance(event, yaml.ScalarEvent) or event.value in self._keys:
            return False
        self._keys.add(event.value)
        return True
