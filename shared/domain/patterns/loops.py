"""The loops of a graph: its strongly connected parts (Tarjan), those that nothing leads on from first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def loops(after: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """`after` the followers of each node. A node in no loop is a part of its own."""
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_: list[int] = []
    is_open: set[int] = set()
    for start in range(len(after)):
        if start in order:
            continue
        way = [(start, iter(after[start]))]
        order[start] = lowest[start] = len(order)
        open_.append(start)
        is_open.add(start)
        while way:
            node, left = way[-1]
            next = _unseen(node, left, order, lowest, is_open)
            if next is not None:
                order[next] = lowest[next] = len(order)
                open_.append(next)
                is_open.add(next)
                way.append((next, iter(after[next])))
                continue
            way.pop()
            if way:
                lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[node])
            if lowest[node] == order[node]:
                first = open_.index(node)
                found, open_[first:] = open_[first:], []
                is_open.difference_update(found)
                yield found


def _unseen(
    node: int, left: Iterator[int], order: dict[int, int], lowest: dict[int, int], is_open: set[int]
) -> int | None:
    for next in left:
        if next not in order:
            return next
        if next in is_open:
            lowest[node] = min(lowest[node], order[next])
    return None
