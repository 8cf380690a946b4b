"""How many ways an engine that goes back may have to try a pattern over one text.

The pattern becomes an automaton of positions (Glushkov): a position a sign, its followers those that may come next. Where no
sign leads to two followers there is nothing to try again. Where one does, the ways add up; where it does so within a loop, they
double with each sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from shared.domain.patterns.loops import loops
from shared.domain.patterns.reader import All, Either, One, Part, Pattern, Repeated, TooLarge
from shared.domain.patterns.signs import Signs, holds

MAX_EFFORT = 2_000_000
"""Ways that a slow phone goes through in less than a second."""

_MOST_POSITIONS = 1_000
_MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """Positions that a part can begin and end at, and whether it can be nothing."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: bool


_NOTHING = _Piece((), (), True)


def effort(pattern: Pattern, longest: int) -> float:
    """Ways at most, over a text of so many signs; infinite where they double with each sign. Raises `TooLarge`."""
    automaton = _Automaton()
    begin = automaton.piece(pattern.part).first
    ways = automaton.ways(begin, longest)
    return ways if pattern.anchored else ways * longest


class _Automaton:
    def __init__(self) -> None:
        self._signs: list[Signs] = []
        self._after: list[list[int]] = []
        self._steps = 0

    def piece(self, part: Part) -> _Piece:
        match part:
            case One(signs):
                self._signs.append(signs)
                self._after.append([])
                if len(self._signs) > _MOST_POSITIONS:
                    raise TooLarge
                here = (len(self._signs) - 1,)
                return _Piece(here, here, False)
            case All(parts):
                whole = _NOTHING
                for one in parts:
                    whole = self._then(whole, self.piece(one))
                return whole
            case Either(parts):
                pieces = [self.piece(one) for one in parts]
                first = tuple(at for one in pieces for at in one.first)
                last = tuple(at for one in pieces for at in one.last)
                return _Piece(first, last, any(one.empty for one in pieces))
            case Repeated():
                return self._repeated(part)

    def _repeated(self, of: Repeated) -> _Piece:
        rest = _NOTHING
        if of.most is None:
            rest = self.piece(of.part)
            self._lead(rest.last, rest.first)
        else:
            for _ in range(of.most - of.least):
                rest = self._then(self.piece(of.part), _Piece(rest.first, rest.last, True))
        rest = _Piece(rest.first, rest.last, True)
        for _ in range(of.least):
            rest = self._then(self.piece(of.part), rest)
        return rest

    def _then(self, one: _Piece, other: _Piece) -> _Piece:
        self._lead(one.last, other.first)
        return _Piece(
            one.first + other.first if one.empty else one.first,
            one.last + other.last if other.empty else other.last,
            one.empty and other.empty,
        )

    def _lead(self, last: Sequence[int], first: Sequence[int]) -> None:
        self._steps += len(last) * len(first)
        if self._steps > _MOST_STEPS:
            raise TooLarge
        for at in last:
            self._after[at] += first

    def ways(self, begin: Sequence[int], longest: int) -> float:
        """From the last loop to the first, each by those that it leads to."""
        known = [0.0] * len(self._signs)
        for loop in loops(self._after):
            inside = set(loop)
            least = most = 1.0
            for at in loop:
                staying = [next for next in self._after[at] if next in inside]
                if self._most(staying, [1.0] * len(staying)) > 1:
                    return inf
                leaving = [next for next in self._after[at] if next not in inside]
                least = max(least, self._most(leaving, [known[next] for next in leaving]))
                both = [next for next in leaving if self._most([next, *staying], [1.0] * (1 + len(staying))) > 1]
                most = max(most, self._most(both, [known[next] for next in both]) * longest)
            for at in loop:
                known[at] = max(least, most) if self._is_loop(loop) else least
        return max(1.0, self._most(begin, [known[at] for at in begin]))

    def _is_loop(self, loop: Sequence[int]) -> bool:
        return len(loop) > 1 or loop[0] in self._after[loop[0]]

    def _most(self, positions: Sequence[int], ways: Sequence[float]) -> float:
        """The ways of those positions that one sign leads to, for the sign that leads to most."""
        starts = {low for at in positions for low, _ in self._signs[at]}
        sums = (
            sum(way for at, way in zip(positions, ways, strict=True) if holds(self._signs[at], sign)) for sign in starts
        )
        return max(sums, default=0.0)
