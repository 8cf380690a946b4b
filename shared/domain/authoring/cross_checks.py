"""Checks a definition against others: its published versions, and the apps whose registrations it offers as options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import Definition
from shared.domain.source.faults import Fault, FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath


def version_faults(definition: Definition, node: SourceNode, published: Mapping[int, Compiled]) -> Iterator[Fault]:
    """Migrations must start from published versions and name fields that these have; version numbers only grow."""
    if published and definition.version < max(published):
        fault_text = FaultText("version-back", {"version": definition.version, "newest": max(published)})
        yield node.fault(("version",), fault_text)
    for number, migration in enumerate(definition.migrates):
        path: YamlPath = ("migrates", number)
        old = published.get(migration.from_)
        if old is None:
            versions = ", ".join(map(str, published)) or "–"
            yield node.fault((*path, "from"), FaultText("unpublished", {"version": migration.from_, "known": versions}))
            continue
        fields = {field.id: field for field in old.definition.written_fields}
        yield from (node.fault((*path, *below), fault_text) for below, fault_text in migration.old_faults(fields))


def foreign_faults(definition: Definition, node: SourceNode, entities: Mapping[str, bool]) -> Iterator[Fault]:
    """`entities`: for every app, whether its registrations can be chosen."""
    for path, field in definition.places():
        source = field.entity_app()
        if source is None or entities.get(source):
            continue
        key = "unknown-entity-app" if source not in entities else "no-entity"
        offered = [app for app, offers in entities.items() if offers]
        values = {"app": source, "known": ", ".join(offered) or "–"}
        yield node.fault((*path, "options_from", "app"), FaultText(key, values, suggestion=nearest(source, offered)))
