"""Determines by which of its names a company matched a search, and orders the hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import re

from shared.adapters.cvr.documents import Document, is_active, name_of, other_names
from shared.adapters.cvr.queries import plain

DOORS_SHOWN = 3
"""The number of places in the result for companies that were found by a unit's name."""

_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A match. `known_as` is the secondary or former name that matched; empty if the company's current name did."""

    company: Document
    known_as: str


def found_name(company: Document, typed: Sequence[str]) -> str:
    """The secondary or former name that matches the typed words; empty if the company's current name does."""
    if fits(name_of(company), typed):
        return ""
    return next((name for name in other_names(company) if fits(name, typed)), "")


def is_named(hit: Hit, typed: Sequence[str]) -> bool:
    """Whether one of the company's names matches all the typed words, without its address."""
    return any(fits(name, typed) for name in (name_of(hit.company), hit.known_as, *other_names(hit.company)))


def merged(by_name: Sequence[Hit], by_unit: Sequence[Hit], limit: int) -> list[Hit]:
    """Join the hits by company and by production unit: active companies first; within active and dissolved ones those that match
    by name first, leaving some of `limit` to the others."""
    room = limit - min(DOORS_SHOWN, len(_living(by_unit)))
    first = [*_living(by_name)[:room], *_living(by_unit), *_living(by_name)[room:]]
    return [*first, *(hit for hit in (*by_name, *by_unit) if not is_active(hit.company))][:limit]


def _living(hits: Iterable[Hit]) -> list[Hit]:
    return [hit for hit in hits if is_active(hit.company)]


def fits(name: str, typed: Sequence[str]) -> bool:
    """Whether every typed word is the beginning of a word in the name."""
    parts = _PART.findall(plain(name.lower()))
    starts = (start for word in typed for start in _PART.findall(plain(word)))
    return all(any(part.startswith(start) for part in parts) for start in starts)
