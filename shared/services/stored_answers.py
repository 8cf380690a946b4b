"""Checks answers against the store: that their attachments have been uploaded, and that the chosen entities exist."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shared.domain.answers.attached import Attached, attached_by
from shared.domain.answers.validator import json_pointer
from shared.domain.answers.walk import Answered, answered
from shared.domain.attachments import MAX_ATTACHMENTS, AttachmentKey, Stored
from shared.domain.fields.base import Field
from shared.domain.problems import FieldError
from shared.domain.registration import RegistrationKey
from shared.services.dependencies import Dependencies

Path = tuple[str | int, ...]
Chosen = tuple[Field, str, Sequence[str], Path]

CONCURRENCY = 10
"""Attachments looked up concurrently."""


async def store_faults(
    fields: Sequence[Field], answers: dict[str, Any], place: RegistrationKey, dependencies: Dependencies
) -> tuple[FieldError, ...]:
    """The faults that need the store: `not-uploaded`, `too-many`, `not-an-option`. Makes no request where the answers name
    neither attachments nor entities."""
    walked = list(answered(fields, answers))
    attachments, chosen = list(attached_by(walked)), list(_chosen(walked))
    if not attachments and not chosen:
        return ()
    labels = {path: field.label.model_dump() for field, _, path in walked}
    of_files, of_lists = await asyncio.gather(
        _not_uploaded(attachments, labels, place, dependencies), _not_there(chosen, dependencies)
    )
    return (*of_files, *of_lists)


async def _not_uploaded(
    attachments: Sequence[Attached], labels: Mapping[Path, Any], place: RegistrationKey, dependencies: Dependencies
) -> list[FieldError]:
    if len(attachments) > MAX_ATTACHMENTS:
        path = attachments[MAX_ATTACHMENTS].path
        return [FieldError(json_pointer(path), "too-many", labels[path], MAX_ATTACHMENTS)]
    if not attachments:
        return []
    gate = asyncio.Semaphore(CONCURRENCY)
    keys = [AttachmentKey(place.person_key, place.id, attachment.id) for attachment in attachments]

    async def facts(key: AttachmentKey) -> Stored | None:
        async with gate:
            return await dependencies.attachments.facts(key)

    noted, stored = await asyncio.gather(
        dependencies.unregistered.of_person(place.person_key), asyncio.gather(*map(facts, keys))
    )
    about_to_be_deleted = {attachment.key for attachment in noted if attachment.deleted_from is not None}
    paths = dict.fromkeys(
        attachment.path
        for attachment, key, there in zip(attachments, keys, stored, strict=True)
        if key in about_to_be_deleted or there != Stored(attachment.type, attachment.size, attachment.sha256)
    )
    return [FieldError(json_pointer(path), "not-uploaded", labels[path]) for path in paths]


async def _not_there(chosen: Sequence[Chosen], dependencies: Dependencies) -> list[FieldError]:
    titles = await _titles(chosen, dependencies)
    return [
        FieldError(json_pointer(path), "not-an-option", field.label.model_dump())
        for field, app, ids, path in chosen
        if not set(ids) <= titles[app].keys()
    ]


async def entity_titles(
    fields: Sequence[Field], answers: dict[str, Any], dependencies: Dependencies
) -> Mapping[str, Mapping[str, str]]:
    """The titles of the chosen entities that exist, by app."""
    return await _titles(list(_chosen(answered(fields, answers))), dependencies)


async def _titles(chosen: Sequence[Chosen], dependencies: Dependencies) -> Mapping[str, Mapping[str, str]]:
    ids_by_app: dict[str, set[str]] = defaultdict(set)
    for _, app, ids, _ in chosen:
        ids_by_app[app].update(ids)
    titles = await asyncio.gather(*(dependencies.entities.titles(app, ids) for app, ids in ids_by_app.items()))
    return dict(zip(ids_by_app, titles, strict=True))


def _chosen(walked: Iterable[Answered]) -> Iterator[Chosen]:
    for field, value, path in walked:
        if app := field.entity_app():
            yield field, app, [value] if isinstance(value, str) else value, path
