"""Checks what a definition says of its targets against what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shared.domain.definition.definition import Definition
from shared.domain.definition.needs import Need, field_for, fields_that_fit
from shared.domain.fields.base import Field
from shared.domain.source.faults import Fault, FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath

Needs = Mapping[str, Sequence[Need]]
"""The existing targets, each with what it needs."""

Located = tuple[YamlPath, FaultText]


def target_faults(definition: Definition, node: SourceNode, needs: Needs) -> Iterator[Fault]:
    """Faults for a definition without a target, with an unknown target, or with a target that would refuse registrations because
    the form does not always ask what it needs."""
    if definition.target and definition.targets:
        yield node.fault(("target",), FaultText("target-and-targets"))
        return
    if not definition.destinations:
        yield node.fault((), FaultText("missing", {"key": "target"}))
    for target, mapped in definition.destinations.items():
        place: YamlPath = ("targets", target) if definition.targets else ("target",)
        if target not in needs:
            values = {"target": target, "known": ", ".join(sorted(needs))}
            fault_text = FaultText("unknown-target", values, suggestion=nearest(target, sorted(needs)))
            yield node.fault(place, fault_text, at_key=bool(definition.targets))
            continue
        located = [
            *_mapped_faults(target, mapped, place, definition, needs[target]),
            *(fault for need in needs[target] for fault in _need_faults(need, target, place, definition)),
        ]
        yield from (node.fault(path, fault_text) for path, fault_text in located)


def _mapped_faults(
    target: str, mapped: Mapping[str, str], place: YamlPath, definition: Definition, needs: Sequence[Need]
) -> Iterator[Located]:
    """What is mapped for a target although it does not need it, or no field gives it."""
    by_name = {need.name: need for need in needs}
    fields = {field.id: field for field in definition.written_fields}
    for name, id in mapped.items():
        path: YamlPath = (*place, name)
        need = by_name.get(name)
        if need is None:
            values = {"target": target, "need": name, "known": ", ".join(by_name) or "–"}
            yield path, FaultText("unknown-need", values, suggestion=nearest(name, list(by_name)))
        elif id not in fields:
            field_ids = [field.id for field in fields_that_fit(need, definition)]
            values = {"id": id, "need": name, "types": ", ".join(need.types), "known": ", ".join(field_ids) or "–"}
            yield path, FaultText("need-without-field", values, suggestion=nearest(id, field_ids))
        elif fields[id].kind not in need.types:
            field_ids = [field.id for field in fields_that_fit(need, definition)]
            values = {"id": id, "need": name, "types": ", ".join(need.types), "known": ", ".join(field_ids) or "–"}
            yield (
                path,
                FaultText("need-of-another-type", values, suggestion=field_ids[0] if len(field_ids) == 1 else ""),
            )


def _need_faults(need: Need, target: str, place: YamlPath, definition: Definition) -> Iterator[Located]:
    """Needs whose field is missing, not always required, or not always shown."""
    if not need.required:
        return
    mapped = need.name in definition.destinations[target]
    field = field_for(need, target, definition)
    if field is None:
        if not mapped:
            yield place, _unmet(need, target, definition)
        return
    path, values = _place_of(field, definition), {"target": target, "id": field.id}
    if not field.required:
        yield path, FaultText("target-needs-answer", values)
    if field.visible_when is not None:
        yield (*path, "visible_when"), FaultText("target-needs-shown", values)
    if definition.sections[int(path[1])].visible_when is not None:
        yield (*path[:2], "visible_when"), FaultText("target-needs-shown", values)


def _unmet(need: Need, target: str, definition: Definition) -> FaultText:
    field_ids = [field.id for field in fields_that_fit(need, definition)]
    values = {"target": target, "need": need.name, "type": need.types[0], "known": ", ".join(field_ids)}
    return FaultText("target-needs-choice" if field_ids else "target-needs", values)


def _place_of(field: Field, definition: Definition) -> YamlPath:
    return next(path for path, field_here in definition.places() if field_here is field)
