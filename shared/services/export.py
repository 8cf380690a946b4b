"""Exports an app's registrations, as tables for statistics and as records for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
import re
from typing import TYPE_CHECKING

from shared.domain.answers.walk import answered
from shared.domain.entities import with_titles
from shared.domain.output.export_tables import Export, record, tables
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_midnight
from shared.services.dependencies import Dependencies

if TYPE_CHECKING:
    from shared.domain.fields import Field

_KEY = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ExportSelection:
    """What to export: registrations received from day `first` to day `last` (both included, in Danish time), by one person (a
    person key, or a name as the broker gives it) or by everybody."""

    first: date | None = None
    last: date | None = None
    person: str | None = None
    language: str = "da"


async def export(app: str, selection: ExportSelection, dependencies: Dependencies) -> Export:
    """The requested registrations of all versions, oldest first. Raises `UnknownApp`, `DependencyUnavailable`."""
    newest = dependencies.definitions.get(app).compiled.definition
    registrations = sorted(
        await _registrations(app, selection, dependencies),
        key=lambda registration: (registration.received_at, registration.id),
    )
    versions: dict[int, tuple[Field, ...]] = {newest.version: newest.fields}
    for version in sorted({registration.version for registration in registrations} - versions.keys(), reverse=True):
        versions[version] = dependencies.definitions.get(app, version).compiled.definition.fields
    every = [versions[version] for version in sorted(versions, reverse=True)]
    read = await _with_titles(registrations, versions, dependencies)
    rows = [(registration, versions[registration.version]) for registration in read]
    records = [record(registration, versions[registration.version]) for registration in registrations]
    return Export(app, selection.language, tables(every, rows, selection.language), records)


async def _registrations(app: str, selection: ExportSelection, dependencies: Dependencies) -> list[Registration]:
    # The first and the last day of the calendar mean no bound: there is no moment before or after them.
    since = danish_midnight(selection.first) if selection.first and selection.first > date.min else None
    until = (
        danish_midnight(selection.last + timedelta(days=1)) if selection.last and selection.last < date.max else None
    )
    key = selection.person if selection.person and _KEY.fullmatch(selection.person) else None
    name = selection.person.casefold() if selection.person and not key else None
    rows = dependencies.registrations.of_app(app, since, until, key)
    return [row async for row in rows if name is None or row.person.name.casefold() == name]


async def _with_titles(
    registrations: list[Registration], versions: dict[int, tuple[Field, ...]], dependencies: Dependencies
) -> list[Registration]:
    """The same registrations with chosen entities shown by their titles; each entity list is read once."""
    apps = {
        app
        for registration in registrations
        for field, _, _ in answered(versions[registration.version], registration.answers)
        if (app := field.entity_app())
    }
    titles = {app: {entity.id: entity.title for entity in await dependencies.entities.of(app)} for app in sorted(apps)}
    if not titles:
        return registrations
    return [
        registration.model_copy(
            update={"answers": with_titles(versions[registration.version], registration.answers, titles)}
        )
        for registration in registrations
    ]
