"""What only the store can say of answers: that their attachments have come, and that the chosen entities are there."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from shared.domain.attachments import MOST, Attached, AttachmentKey, Stored, answered, attached
from shared.domain.problems import FieldError
from shared.domain.registration import Pointer
from shared.domain.validation import pointer
from shared.services.work import Work

if TYPE_CHECKING:
    from shared.domain.fields import Field

Path = tuple[str | int, ...]

AT_ONCE = 10
"""Attachments asked after at the same time."""


async def store_faults(
    fields: Sequence[Field], answers: dict[str, Any], place: Pointer, work: Work
) -> tuple[FieldError, ...]:
    """Faults of valid answers: `not-uploaded`, `too-many`, `not-an-option`. Asks nothing of the store where the answers name
    neither attachments nor entities."""
    of_files, of_lists = await asyncio.gather(
        _not_uploaded(fields, answers, place, work), _not_there(fields, answers, work)
    )
    return (*of_files, *of_lists)


async def _not_uploaded(
    fields: Sequence[Field], answers: dict[str, Any], place: Pointer, work: Work
) -> list[FieldError]:
    named = list(attached(fields, answers))
    labels = {path: field.label.model_dump() for field, _, path in answered(fields, answers)} if named else {}
    if len(named) > MOST:
        path = named[MOST].path
        return [FieldError(pointer(path), "too-many", labels[path], MOST)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def missing(one: Attached) -> bool:
        async with gate:
            there = await work.attachments.facts(AttachmentKey(place.person_key, place.id, one.id))
        return there != Stored(one.type, one.size, one.sha256)

    lacking = await asyncio.gather(*(missing(one) for one in named))
    paths = dict.fromkeys(one.path for one, lacks in zip(named, lacking, strict=True) if lacks)
    return [FieldError(pointer(path), "not-uploaded", labels[path]) for path in paths]


async def _not_there(fields: Sequence[Field], answers: dict[str, Any], work: Work) -> list[FieldError]:
    titles = await entity_titles(fields, answers, work)
    return [
        FieldError(pointer(path), "not-an-option", field.label.model_dump())
        for field, app, ids, path in _chosen(fields, answers)
        if not set(ids) <= titles[app].keys()
    ]


async def entity_titles(
    fields: Sequence[Field], answers: dict[str, Any], work: Work
) -> Mapping[str, Mapping[str, str]]:
    """By app, the titles of the chosen entities that there are."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, app, ids, _ in _chosen(fields, answers):
        wanted[app].update(ids)
    found = await asyncio.gather(*(work.entities.titles(app, ids) for app, ids in wanted.items()))
    return dict(zip(wanted, found, strict=True))


def _chosen(fields: Sequence[Field], answers: dict[str, Any]) -> Iterator[tuple[Field, str, Sequence[str], Path]]:
    for field, value, path in answered(fields, answers):
        if app := field.entity_app():
            yield field, app, [value] if isinstance(value, str) else value, path
