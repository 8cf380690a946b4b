"""Merges a template's sections with an app's own, by id."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.source.faults import Fault, FaultText, nearest
from shared.domain.source.node import SourceNode


def merged(template: SourceNode, own: SourceNode, faults: list[Fault]) -> SourceNode:
    """The template's keys, overridden by the app's; sections by the rules of `docs/definition-language.md`."""
    sections = {_id(section): section for section in template.items("sections")}
    order = list(sections)
    for section in own.items("sections"):
        id = _id(section)
        if id not in sections:
            order.insert(_place(section, order, faults), id)
            sections[id] = _cleared(section, ("after",))
        elif _is_gone(section):
            order.remove(id)
            del sections[id]
        else:
            sections[id] = _section(sections[id], section, faults)
    place = own.get("sections") or template.get("sections")
    goes_elsewhere = own.get("target") is not None or own.get("targets") is not None
    combined = (template.without("target", "targets") if goes_elsewhere else template).over(own)
    return (
        combined
        if place is None
        else combined.with_("sections", SourceNode([sections[id] for id in order], place.mark))
    )


def _is_gone(section: SourceNode) -> bool:
    without = section.get("without")
    return without is not None and without.value == "all"


def _place(section: SourceNode, order: Sequence[str], faults: list[Fault]) -> int:
    after = section.get("after")
    if after is None:
        return len(order)
    if after.value in order:
        return order.index(str(after.value)) + 1
    values = {"id": after.value, "known": ", ".join(order)}
    faults.append(after.fault((), FaultText("unknown-section", values, suggestion=nearest(str(after.value), order))))
    return len(order)


def _section(base: SourceNode, own: SourceNode, faults: list[Fault]) -> SourceNode:
    fields = {_id(field): field for field in base.items("fields")}
    for name in own.items("without"):
        if name.value in fields:
            del fields[name.value]
            continue
        values = {"id": name.value, "known": ", ".join(fields)}
        faults.append(name.fault((), FaultText("unknown-without", values, suggestion=nearest(str(name.value), fields))))
    extra = []
    for field in own.items("fields"):
        if _id(field) in fields:
            fields[_id(field)] = field
        else:
            extra.append(field)
    place = own.get("fields") or base.get("fields") or base
    combined = base.over(_cleared(own, ("without", "after")))
    return combined.with_("fields", SourceNode([*fields.values(), *extra], place.mark))


def _cleared(section: SourceNode, keys: tuple[str, ...]) -> SourceNode:
    return section.without(*keys) if isinstance(section.value, dict) else section


def _id(node: SourceNode) -> str:
    id = node.get("id")
    return str(id.value) if id is not None else f"?{id_of_place(node)}"


def id_of_place(node: SourceNode) -> str:
    """A provisional id that tells a nameless section from others until it is reported as a fault."""
    return f"{node.mark.file}:{node.mark.line}:{node.mark.column}"
