"""The patterns of form authors: a small language of regular expressions that every engine reads alike and none hangs on.

    pattern  ^ part* $
    part     (sign | class | group) count?
    group    ( branch | branch … ), without groups in it
    class    [A-ZÆØÅ] or [^…]
    count    ? * + {3} {2,4} {2,}

Where a part may come once more or not, the next sign of the text decides which: what is repeated and what follows it begin
with different signs, and of two branches at most one fits. So there is never a second way to try, whatever engine reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
import re

MAX_SIGNS = 1000
"""Characters of a pattern with its counts written out: as many as the longest text has."""

_LAST = 0x10FFFF
_SYNTAX = r"^$\.*+?()[]{}|/"
_COUNT = re.compile(r"\?|\*|\+|\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")

Signs = tuple[tuple[int, int], ...]
"""Ranges of code points, both ends included."""


class PatternError(Exception):
    """`key`: one of `shared/texts/authors.json`; `part`: the faulty part; `offset`: where it begins."""

    def __init__(self, key: str, part: str, offset: int) -> None:
        super().__init__(key, part, offset)
        self.key, self.part, self.offset = key, part, offset


@dataclass(frozen=True, slots=True)
class _Part:
    """`signs` of one character, or `branches` of a group, repeated from `least` to `most` times (`inf`: without end)."""

    signs: Signs
    branches: tuple[tuple[_Part, ...], ...]
    least: int
    most: float
    offset: int


def check(pattern: str) -> None:
    """Raise `PatternError` where the pattern is not in this language."""
    if not pattern.startswith("^") or not pattern.endswith("$"):
        raise PatternError("pattern-ends", pattern, 0)
    reader = _Reader(pattern)
    parts = reader.parts(in_group=False)
    if reader.at >= len(pattern):
        raise PatternError("pattern-ends", pattern, 0)
    if _lengths(parts, endless=1)[1] > MAX_SIGNS:
        raise PatternError("pattern-large", pattern, 0)
    _decided(parts, (), pattern)


def lengths(pattern: str) -> tuple[int, int | None]:
    """The fewest and the most characters that a valid pattern can match (None: without end)."""
    fewest, most = _lengths(_Reader(pattern).parts(in_group=False))
    return fewest, None if most == inf else int(most)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self.at = 1

    @property
    def _next(self) -> str:
        return self._text[self.at : self.at + 1]

    def parts(self, in_group: bool) -> tuple[_Part, ...]:
        """Read until the end of the branch, or of the pattern."""
        parts = []
        while self.at < len(self._text) - 1 and not (in_group and self._next in "|)"):
            start = self.at
            branches = self._branches(in_group) if self._next == "(" else ()
            signs = () if branches else self._class() if self._next == "[" else self._sign(_SYNTAX)
            parts.append(_Part(signs, branches, *self._count(), start))
        return tuple(parts)

    def _count(self) -> tuple[int, float]:
        match = _COUNT.match(self._text, self.at)
        if match is None:
            return 1, 1
        start, self.at = self.at, match.end()
        if self._next in ("?", "*", "+"):
            raise PatternError("pattern-differs", match[0] + self._next, start)
        if match[1] is None:
            return int(match[0] == "+"), 1 if match[0] == "?" else inf
        least = int(match[1])
        most = least if match[2] is None else int(match[3]) if match[3] else inf
        if not max(least, 1) <= most:
            raise PatternError("pattern-broken", match[0], start)
        return least, most

    def _branches(self, in_group: bool) -> tuple[tuple[_Part, ...], ...]:
        start = self.at
        self.at += 3 if self._text.startswith("(?:", start) else 1
        if in_group or self._next == "?":
            raise PatternError("pattern-differs", self._text[start : self.at + 1], start)
        branches = [self.parts(in_group=True)]
        while self._next == "|":
            self.at += 1
            branches.append(self.parts(in_group=True))
        if self._next != ")" or any(_lengths(branch)[0] == 0 for branch in branches):
            raise PatternError("pattern-broken", self._text[start : self.at + 1], start)
        self.at += 1
        return tuple(branches)

    def _sign(self, syntax: str) -> Signs:
        start = self.at
        if self._next == "\\":
            self.at += 1
            if self._next not in _SYNTAX:
                raise PatternError("pattern-differs", f"\\{self._next}", start)
        elif self._next in syntax and self._next != "/":
            raise PatternError("pattern-differs", self._next, start)
        self.at += 1
        return ((ord(self._text[self.at - 1]),) * 2,)

    def _class(self) -> Signs:
        start = self.at
        self.at += 1
        turned = self._next == "^"
        self.at += turned
        ranges: list[tuple[int, int]] = []
        while self._next != "]" or not ranges:
            if self.at >= len(self._text) - 1 or self._next == "]":
                raise PatternError("pattern-broken", self._text[start : self.at], start)
            ranges.append(self._range(start, is_first=not ranges))
        self.at += 1
        return _others(ranges) if turned else tuple(ranges)

    def _range(self, start: int, is_first: bool) -> tuple[int, int]:
        """One character of a class, or a range. A hyphen must be first or last."""
        sign, follows = self._next, self._text[self.at + 1 : self.at + 2]
        if (sign == "-" and not (is_first or follows == "]")) or (sign == follows and sign in "&~-"):
            raise PatternError("pattern-differs", self._text[start : self.at + 2], start)
        [(low, high)] = self._sign("[]^")
        if sign != "-" and self._next == "-" and self._text[self.at + 1 : self.at + 2] != "]":
            self.at += 1
            [(high, _)] = self._sign("[]^-")
        if high < low:
            raise PatternError("pattern-broken", self._text[start : self.at], start)
        return low, high


def _others(ranges: Sequence[tuple[int, int]]) -> Signs:
    """All characters but these."""
    gaps, begins = [], 0
    for low, high in sorted(ranges):
        if low > begins:
            gaps.append((begins, low - 1))
        begins = max(begins, high + 1)
    return (*gaps, (begins, _LAST)) if begins <= _LAST else tuple(gaps)


def _lengths(parts: Sequence[_Part], endless: float = inf) -> tuple[int, float]:
    """The fewest and the most characters. `endless`: how often what is repeated without end counts, beyond its least."""
    fewest, most = 0, 0.0
    for part in parts:
        branches = [_lengths(branch, endless) for branch in part.branches] or [(1, 1)]
        fewest += part.least * min(few for few, _ in branches)
        times = endless if part.most == inf else part.most
        most += max(part.least, times) * max(many for _, many in branches)
    return fewest, most


def _first(parts: Sequence[_Part], after: Signs = ()) -> Signs:
    """The characters that these parts can begin with, and those of `after` where they can be empty."""
    runs: list[tuple[int, int]] = []
    for part in parts:
        runs += part.signs
        runs += (range for branch in part.branches for range in _first(branch))
        if part.least:
            return tuple(runs)
    return (*runs, *after)


def _meet(signs: Signs, other: Signs) -> bool:
    return any(low <= last and first <= high for low, high in signs for first, last in other)


def _decided(parts: Sequence[_Part], after: Signs, pattern: str) -> None:
    """Raise where the next character does not decide how to continue. `after`: the characters that may follow the last part."""
    for number, part in enumerate(parts):
        follows = _first(parts[number + 1 :], after)
        begins = _first([part])
        if part.least != part.most and _meet(begins, follows):
            raise PatternError("pattern-slow", pattern[part.offset :], part.offset)
        if any(not _differ(branch, other) for branch, other in combinations(part.branches, 2)):
            raise PatternError("pattern-branches", pattern[part.offset :], part.offset)
        repeats = begins if part.most != 1 else ()
        for branch in part.branches:
            _decided(branch, (*follows, *repeats), pattern)


def _differ(parts: Sequence[_Part], other: Sequence[_Part]) -> bool:
    """Whether no text matches both, because of a character at the same position in each."""
    return any(not _meet(mine, others) for mine, others in zip(_leading(parts), _leading(other), strict=False))


def _leading(parts: Sequence[_Part]) -> Iterator[Signs]:
    """The characters at the first positions, as far as those are certain."""
    for part in parts:
        for _ in range(part.least):
            yield part.signs
        if part.least != part.most:
            return
