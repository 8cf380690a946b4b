"""Finds the changes of the document that is delivered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feltskema.differences.change import Change
from feltskema.differences.pair import Fields, VersionPair, name
from feltskema.texts import language
from shared.domain.definition.definition import Definition
from shared.domain.fields.base import Field


def document_changes(pair: VersionPair) -> Iterator[Change]:
    """The changes of targets, title, heading, lines and their order."""
    old, new = pair.old.definition, pair.new.definition
    if old.destinations != new.destinations:
        values = {"old": _destinations(old), "new": _destinations(new)}
        yield Change("document", "target", values, breaks=True)
    if old.title.da != new.title.da:
        yield Change("document", "title", {"old": old.title.da, "new": new.title.da})
    if (old.heading, old.heading_text) != (new.heading, new.heading_text):
        yield Change("document", "heading", {"old": _heading(old), "new": _heading(new)})
    for path, field in pair.added():
        if _has_lines(field):
            yield Change("document", "added", {"line": name(path, field)})
    for path, field in pair.removed():
        if _has_lines(field):
            yield Change("document", "removed", {"line": name(path, field)})
    for _, before, after in pair.in_both():
        if _has_lines(after) and before.label.da != after.label.da:
            yield Change("document", "label", {"old": before.label.da, "new": after.label.da})
    yield from _sections(pair)


def _destinations(definition: Definition) -> str:
    """The targets, each with the fields that are mapped for it, on one line."""
    mapped = {
        target: ", ".join(f"{need}: {field}" for need, field in fields.items())
        for target, fields in definition.destinations.items()
    }
    return ", ".join(f"{target} ({fields})" if fields else target for target, fields in mapped.items()) or "–"


def _heading(definition: Definition) -> str:
    """The heading that lists show for a registration: its text, or the fields it is made of."""
    text = definition.heading_text
    return f"»{text.in_language(language())}«" if text else ", ".join(definition.heading)


def _sections(pair: VersionPair) -> Iterator[Change]:
    before = {section.id: section for section in pair.old.definition.sections}
    for section in pair.new.definition.sections:
        earlier = before.get(section.id)
        if earlier is not None and earlier.title.da != section.title.da:
            yield Change("document", "section", {"old": earlier.title.da, "new": section.title.da})
    if _order(pair.before, pair.after) != _order(pair.after, pair.before):
        yield Change("document", "order")


def _order(fields: Fields, also: Fields) -> Sequence[str]:
    return [path for path, field in fields.items() if path in also and _has_lines(field)]


def _has_lines(field: Field) -> bool:
    """Whether the field has lines in the document. A note has none."""
    return field.has_answer
