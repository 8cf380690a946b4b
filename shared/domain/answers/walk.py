"""Walks over answers: each answered field with its answer and its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shared.domain.fields.base import Field

Answered = tuple[Field, Any, tuple[str | int, ...]]
"""A field, its answer, and the answer's path."""


def answered(
    fields: Iterable[Field], answers: dict[str, Any], before: tuple[str | int, ...] = ()
) -> Iterator[Answered]:
    """Yield each answered field with its answer and its path, including those inside the items of a group."""
    for field in fields:
        if field.id not in answers:
            continue
        path, value = (*before, field.id), answers[field.id]
        yield field, value, path
        if inner := field.inner():
            for number, item in enumerate(value):
                yield from answered(inner, item, (*path, number))
