"""Sets of signs, as ranges of code points."""

from __future__ import annotations

from collections.abc import Iterable

Signs = tuple[tuple[int, int], ...]
"""Ranges that do not overlap, in order, both ends included."""

LAST = 0x10FFFF


def signs(ranges: Iterable[tuple[int, int]]) -> Signs:
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def others(of: Signs) -> Signs:
    """All signs but these."""
    edges = [-1, *(edge for low, high in of for edge in (low, high)), LAST + 1]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((before + 1, after - 1) for before, after in gaps if before + 1 < after)


def holds(of: Signs, sign: int) -> bool:
    return any(low <= sign <= high for low, high in of)


ANY = others(signs([(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]))
"""A point: any sign but the end of a line."""
