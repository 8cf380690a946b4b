"""Reads a pattern: only what ECMA-262 (with `u`), the server's engine and JSON Schema mean the same by.

Signs, `.`, classes, groups, `|`, `^`, `$` and counts; nothing that looks around or back, no `\\d` and its like.
"""

from __future__ import annotations

from dataclasses import dataclass
import re

from shared.domain.patterns.signs import ANY, Signs, others, signs

_COUNT = re.compile(r"\{([0-9]{1,6})(?:(,)([0-9]{1,6})?)?\}")
_ESCAPED = {"t": 9, "n": 10, "r": 13}
_SYNTAX = "^$\\.*+?()[]{}|"
_CLASS_PAIRS = ("&&", "--", "~~")


DEEPEST = 20
"""Groups in groups."""


class Unread(Exception):
    """`part` of the pattern is not read alike."""

    def __init__(self, part: str, offset: int) -> None:
        super().__init__(part)
        self.part = part
        self.offset = offset


class Broken(Unread):
    """`part` of the pattern means nothing to anybody."""


class TooLarge(Exception):
    """Written out, the pattern is longer than any text, or its groups lie too deep in each other."""


@dataclass(frozen=True, slots=True)
class One:
    """One sign of these."""

    signs: Signs


@dataclass(frozen=True, slots=True)
class All:
    """One after the other. None at all is what `^` and `$` are."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of them."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """`most` None: without end."""

    part: Part
    least: int
    most: int | None


Part = One | All | Either | Repeated


@dataclass(frozen=True, slots=True)
class Pattern:
    """`anchored`: it matches at the beginning of the text only."""

    part: Part
    anchored: bool


def read(pattern: str) -> Pattern:
    """Raises `Unread`, `Broken`, `TooLarge`."""
    reader = _Reader(pattern)
    part = reader.choice()
    if not reader.ended:
        raise Broken(reader.next, reader.at)
    anchored = pattern.startswith("^") and not isinstance(part, Either)
    return Pattern(part, anchored)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self.at = 0
        self._depth = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self._text)

    @property
    def next(self) -> str:
        return self._text[self.at : self.at + 1]

    def _take(self, wanted: str) -> bool:
        found = self._text.startswith(wanted, self.at)
        self.at += len(wanted) if found else 0
        return found

    def choice(self) -> Part:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def _sequence(self) -> Part:
        parts = []
        while not self.ended and self.next not in "|)":
            parts.append(self._counted())
        return All(tuple(parts))

    def _counted(self) -> Part:
        start = self.at
        part = self._atom()
        counts = self._counts()
        if counts is None:
            return part
        if part == All(()):
            raise Broken(self._text[start : self.at], start)
        self._take("?")
        return Repeated(part, *counts)

    def _counts(self) -> tuple[int, int | None] | None:
        for sign, counts in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return counts
        found = _COUNT.match(self._text, self.at)
        if found is None:
            return None
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if most is not None and not max(least, 1) <= most:
            raise Broken(found[0], self.at)
        self.at = found.end()
        return least, most

    def _atom(self) -> Part:
        start = self.at
        if self._take("^") or self._take("$"):
            return All(())
        if self._take("."):
            return One(ANY)
        if self._take("("):
            return self._group(start)
        if self._take("["):
            return One(self._class(start))
        if self.next in "*+?":
            raise Broken(self.next, start)
        if self.next in _SYNTAX and self.next != "\\":
            raise Unread(self.next, start)
        sign = self._sign()
        return One(((sign, sign),))

    def _group(self, start: int) -> Part:
        if not self._take("?:") and self.next == "?":
            raise Unread(self._text[start : start + 3], start)
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooLarge
        inner = self.choice()
        self._depth -= 1
        if not self._take(")"):
            raise Broken("(", start)
        return inner

    def _class(self, start: int) -> Signs:
        turned = self._take("^")
        found: list[tuple[int, int]] = []
        while not self._take("]"):
            if self.ended:
                raise Broken("[", start)
            if self._text[self.at : self.at + 2] in _CLASS_PAIRS or self.next == "[":
                raise Unread(self._text[start : self.at + 2], start)
            low = high = self._sign()
            if self._text[self.at : self.at + 2] in _CLASS_PAIRS:
                raise Unread(self._text[start : self.at + 2], start)
            if self.next == "-" and self._text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self._sign()
            if high < low:
                raise Broken(self._text[start : self.at], start)
            found.append((low, high))
        if not found:
            raise Unread(self._text[start : self.at], start)
        return others(signs(found)) if turned else signs(found)

    def _sign(self) -> int:
        start = self.at
        if not self._take("\\"):
            self.at += 1
            return ord(self._text[start])
        sign = self.next
        self.at += 1
        if sign in _ESCAPED:
            return _ESCAPED[sign]
        if sign and sign in f"{_SYNTAX}/":
            return ord(sign)
        digits = self._text[self.at : self.at + 4]
        if sign == "u" and re.fullmatch("[0-9A-Fa-f]{4}", digits) and not 0xD800 <= int(digits, 16) <= 0xDFFF:
            self.at += 4
            return int(digits, 16)
        raise Unread(f"\\{sign}", start)
