"""Finds the changes that a consultant sees in the form."""

from __future__ import annotations

from collections.abc import Iterator

from feltskema.differences.change import Change
from feltskema.differences.pair import VersionPair, name, values
from feltskema.texts import language
from shared.domain.fields.base import Field


def consultant_changes(pair: VersionPair) -> Iterator[Change]:
    """The changes of fields, options, sections, roles and conditions."""
    for path, field in pair.added():
        yield Change("consultant", "required-added" if field.required else "added", {"field": name(path, field)})
    for path, field in pair.removed():
        yield Change("consultant", "removed", {"field": name(path, field)})
    for path, before, after in pair.in_both():
        yield from _of_field(path, before, after)
    old, new = pair.old.definition, pair.new.definition
    if old.roles != new.roles:
        roles = {"old": ", ".join(old.roles or ()) or "–", "new": ", ".join(new.roles or ()) or "–"}
        yield Change("consultant", "roles", roles, breaks=new.roles is not None)
    was, now = [section.id for section in old.sections], [section.id for section in new.sections]
    if [id for id in was if id in now] != [id for id in now if id in was]:
        yield Change("consultant", "sections")
    yield from _conditions(pair)


def _of_field(path: str, before: Field, after: Field) -> Iterator[Change]:
    label = name(path, after)
    if before.kind != after.kind:
        yield Change("consultant", "kind", {"field": label, "old": before.kind, "new": after.kind})
    if before.label != after.label:
        texts = {"old": before.label.in_language(language()), "new": after.label.in_language(language())}
        yield Change("consultant", "label", {"path": path, **texts})
    if before.help != after.help:
        yield Change("consultant", "help", {"field": label})
    if (before.required, before.required_when) != (after.required, after.required_when):
        key = "now-required" if after.required else "sometimes-required" if after.required_when else "now-optional"
        yield Change("consultant", key, {"field": label, "when": after.required_when or ""})
    for key in ("visible_when", "default", "remember", "valid_when"):
        if getattr(before, key) != getattr(after, key):
            yield Change("consultant", key.replace("_", "-"), {"field": label, "when": getattr(after, key) or "–"})
    yield from _options(label, before, after)


def _options(label: str, before: Field, after: Field) -> Iterator[Change]:
    old, new = values(before), values(after)
    for value in new.keys() - old.keys() if old else ():
        yield Change("consultant", "option-added", {"field": label, "option": new[value]})
    for value in old.keys() - new.keys() if new else ():
        yield Change("consultant", "option-removed", {"field": label, "option": old[value]})
    for value in old.keys() & new.keys():
        if old[value] != new[value]:
            yield Change("consultant", "option-label", {"field": label, "old": old[value], "new": new[value]})
    was, now = _conditions_of(before), _conditions_of(after)
    for value in new:
        if value in old and was.get(value, "–") != now.get(value, "–"):
            values_of = {"field": label, "option": new[value], "when": now.get(value, "–")}
            yield Change("consultant", "option-when", values_of)


def _conditions_of(field: Field) -> dict[str, str]:
    """The condition of each option that is not always offered, by the option's value, as its author wrote it."""
    conditions = {}
    for _, value, condition, dated in field.conditional_options():
        parts = {"visible_when": condition, "from": dated.from_, "until": dated.until}
        conditions[value] = ", ".join(f"{key}: {part}" for key, part in parts.items() if part is not None)
    return conditions


def _conditions(pair: VersionPair) -> Iterator[Change]:
    before = {section.id: section for section in pair.old.definition.sections}
    for section in pair.new.definition.sections:
        earlier = before.get(section.id)
        if earlier is not None and earlier.visible_when != section.visible_when:
            title = section.title.in_language(language())
            yield Change("consultant", "section-visible", {"section": title, "when": section.visible_when or "–"})
