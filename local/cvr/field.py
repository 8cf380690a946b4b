"""Indexes one field of the documents."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from local.cvr.analysis import words

Hit = dict[str, Any]

GAP = 100
"""Positions between two values of one field, so that no phrase matches across them."""


class Field:
    """What the documents hold at one path. `places`: the positions of each word, by document; `numbers`: the documents with each
    number; `holders`: the documents that have a value."""

    def __init__(self, documents: Sequence[Hit], path: str) -> None:
        self.places: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.numbers: dict[int, set[int]] = defaultdict(set)
        self.holders: set[int] = set()
        keys = path.split(".")
        for number, document in enumerate(documents):
            start = 0
            for value in values(document, keys):
                self.holders.add(number)
                if isinstance(value, str):
                    value_words = words(value)
                    for place, word in enumerate(value_words, start):
                        self.places[word][number].append(place)
                    start += len(value_words) + GAP
                else:
                    self.numbers[int(value)].add(number)

    @cached_property
    def alphabet(self) -> list[str]:
        """The field's words, sorted."""
        return sorted(self.places)

    def beginning(self, start: str) -> Iterator[str]:
        """The words that begin with `start`, in alphabetical order."""
        for word in islice(self.alphabet, bisect_left(self.alphabet, start), None):
            if not word.startswith(start):
                return
            yield word


def values(node: Any, keys: Sequence[str]) -> Iterator[Any]:
    """The plain values at a path, from every object of the lists on the way; nulls are skipped."""
    if isinstance(node, list):
        for item in node:
            yield from values(item, keys)
    elif not keys:
        if node is not None and not isinstance(node, dict):
            yield node
    elif isinstance(node, dict) and keys[0] in node:
        yield from values(node[keys[0]], keys[1:])
