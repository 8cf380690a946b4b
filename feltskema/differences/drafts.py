"""Finds what happens to drafts that were begun on the old definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feltskema.differences.change import Change
from feltskema.differences.pair import VersionPair, name, values
from feltskema.differences.shapes import fits, is_cut, options_gone
from shared.domain.definition.draft_migration import Migration
from shared.domain.fields.base import Field


def draft_changes(pair: VersionPair, published: Sequence[int]) -> Iterator[Change]:
    """With a new version number: whether drafts on the old one can still be sent, and whether they can move to the new one. With
    the same number the new rules apply to all drafts at once, unless that number is published: such a version stays as it is."""
    old, new = pair.old.definition.version, pair.new.definition.version
    if old == new and old in published:
        yield Change("drafts", "published-number", {"version": old, "next": old + 1}, breaks=True)
        return
    if old == new:
        yield from _same_number(pair, old)
        return
    if old in published:
        yield Change("drafts", "can-be-sent", {"version": old})
    else:
        yield Change("drafts", "unpublished", {"version": old, "app": pair.new.definition.app}, breaks=True)
    yield from _migrates(pair, old, new)


def _migrates(pair: VersionPair, old: int, new: int) -> Iterator[Change]:
    if pair.migration is None:
        yield Change("drafts", "stay", {"old": old, "new": new})
        return
    yield Change("drafts", "move", {"old": old, "new": new})
    for before, after in pair.migration.renamed.items():
        yield Change("drafts", "renamed", {"old": before, "new": after})
    for before, split in pair.migration.split.items():
        yield Change("drafts", "split", {"old": before, "into": ", ".join(split.into)})
    for id, value in pair.migration.defaults.items():
        yield Change("drafts", "default", {"id": id, "value": value})
    yield from _left_behind(pair, pair.migration)


def _left_behind(pair: VersionPair, migration: Migration) -> Iterator[Change]:
    """Answers that are lost when a draft moves. The phone names them, and asks before it moves the draft."""
    for path, field in pair.removed():
        # That a warning was overruled is not moved: the person decides again, on the answer in the new form.
        if path not in migration.split and field.kind != "overruling":
            yield Change("drafts", "left-behind", {"field": name(path, field), "id": field.id}, breaks=True)
    for path, before, after in pair.in_both():
        texts = {"field": name(path, after), "id": before.id}
        if not fits(before, after):
            yield Change("drafts", "left-behind-kind", {**texts, "old": before.kind, "new": after.kind}, breaks=True)
        elif is_cut(before, after):
            yield Change("drafts", "left-behind-decimals", texts, breaks=True)
        elif gone := options_gone(before, after):
            yield Change("drafts", "left-behind-option", {**texts, "options": ", ".join(sorted(gone))}, breaks=True)


def _same_number(pair: VersionPair, version: int) -> Iterator[Change]:
    broken = list(_broken(pair))
    yield Change("drafts", "same-number", {"version": version}, breaks=bool(broken))
    yield from broken


def _broken(pair: VersionPair) -> Iterator[Change]:
    """Answers in existing drafts that the new rules refuse."""
    for path, field in pair.removed():
        yield Change("drafts", "refused-gone", {"field": name(path, field)}, breaks=True)
    for path, field in pair.added():
        if field.required:
            yield Change("drafts", "now-asked", {"field": name(path, field)}, breaks=True)
    for path, before, after in pair.in_both():
        if before.kind != after.kind:
            yield Change("drafts", "refused-kind", _kinds(path, before, after), breaks=True)
        elif gone := values(before).keys() - values(after).keys() if values(after) else ():
            values_lost = {"field": name(path, after), "options": ", ".join(sorted(gone))}
            yield Change("drafts", "refused-option", values_lost, breaks=True)
        if after.required and not before.required:
            yield Change("drafts", "now-asked", {"field": name(path, after)}, breaks=True)


def _kinds(path: str, before: Field, after: Field) -> dict[str, str]:
    return {"field": name(path, after), "old": before.kind, "new": after.kind}
