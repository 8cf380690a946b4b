"""Finds the changes of the tables of an export."""

from __future__ import annotations

from collections.abc import Iterator

from feltskema.differences.change import Change
from feltskema.differences.pair import Fields, VersionPair
from feltskema.texts import language, phrase
from shared.domain.fields.base import Column

Columns = dict[str, tuple[str, Column]]
"""The table's name and the column, by `<path of the table>.<id of the column>`."""


def data_changes(pair: VersionPair) -> Iterator[Change]:
    """Compare the columns of all tables. An export joins the versions' columns by id: a removed column stays for the older
    registrations, and a renamed field gets a new column."""
    before, after = _columns(pair.before), _columns(pair.after)
    old_names = {new: old for old, new in pair.renamed.items()}
    for id, (table, column) in after.items():
        if id not in before:
            old = old_names.get(id)
            key = "renamed" if old else "added"
            yield Change("data", key, {"column": _shown(column), "table": table, "old": old or ""}, breaks=bool(old))
        elif _label(column) != _label(before[id][1]):
            yield Change("data", "headed", {"old": _label(before[id][1]), "new": _label(column)})
    for id, (table, column) in before.items():
        if id not in after and id not in pair.renamed:
            yield Change("data", "removed", {"column": _shown(column), "table": table})
    for path, was, now in pair.in_both():
        if was.kind != now.kind:
            yield Change("data", "kind", {"column": path, "old": was.kind, "new": now.kind}, breaks=True)
    if pair.old.definition.retention != pair.new.definition.retention:
        yield Change("data", "retention")
    if pair.old.definition.entity != pair.new.definition.entity:
        yield Change(
            "data", "entity-on" if pair.new.definition.entity else "entity-off", breaks=pair.old.definition.entity
        )


def _columns(fields: Fields) -> Columns:
    columns = {}
    for path, field in fields.items():
        for column in field.columns():
            table = path.rpartition(".")[0]
            columns[f"{table}.{column.id}".removeprefix(".")] = (table or phrase("diff.main-table"), column)
    return columns


def _label(column: Column) -> str:
    return column.label.in_language(language())


def _shown(column: Column) -> str:
    return f"{_label(column)} ({column.id})"
