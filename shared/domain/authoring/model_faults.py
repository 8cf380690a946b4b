"""Translates pydantic's errors into faults for the form author: the place, the reason and the likely intention."""

from __future__ import annotations

from collections.abc import Iterator
import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from shared.domain.authoring.written_otherwise import KEYS, written_otherwise
from shared.domain.authoring.written_otherwise import TYPES as _CALLED
from shared.domain.fields import TYPES
from shared.domain.source.faults import Fault, FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath

_Model = type(BaseModel)

_KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown-key",
    "union_tag_invalid": "unknown-type",
    "union_tag_not_found": "no-type",
    "string_type": "not-text",
    "bool_type": "not-truth",
    "bool_parsing": "not-truth",
    "int_type": "not-whole",
    "int_parsing": "not-whole",
    "int_from_float": "not-whole",
    "float_type": "not-number",
    "float_parsing": "not-number",
    "decimal_type": "not-number",
    "decimal_parsing": "not-number",
    "model_type": "not-keys",
    "model_attributes_type": "not-keys",
    "dict_type": "not-keys",
    "tuple_type": "not-list",
    "list_type": "not-list",
    "literal_error": "not-among",
    "string_too_short": "empty-text",
    "string_too_long": "long-text",
    "too_short": "few-items",
    "too_long": "many-items",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large-value",
    "string_pattern_mismatch": "bad-name",
}


def model_faults(error: ValidationError, node: SourceNode) -> Iterator[Fault]:
    """Each fault with its place in the file."""
    located = []
    for fault in error.errors(include_url=False):
        path = _path(fault["loc"], node)
        located.append((path, _fault_text(fault["type"], path, dict(fault.get("ctx", {})), fault["msg"], node)))
    # A misspelt key is reported as missing as well, which says nothing new.
    misspelt = {(*path[:-1], fault_text.suggestion) for path, fault_text in located if fault_text.key == "unknown-key"}
    seen: set[tuple[YamlPath, str]] = set()
    for path, fault_text in located:
        # When a list's items are faulty, pydantic also says that it has too few.
        is_consequence = fault_text.key == "few-items" and any(
            len(other) > len(path) == _common(other, path) for other, _ in located
        )
        if is_consequence or (fault_text.key == "missing" and path in misspelt):
            continue
        # A key with two allowed types is reported once for each.
        if (path, fault_text.key) in seen or (fault_text.key == "not-list" and (path, "not-text") in seen):
            continue
        seen.add((path, fault_text.key))
        below = ("type",) if fault_text.key == "unknown-type" else ()
        yield node.fault((*path, *below), fault_text, at_key=fault_text.key == "unknown-key")


def _common(first: YamlPath, other: YamlPath) -> int:
    """How many leading steps the two paths have in common."""
    return next((n for n, (a, b) in enumerate(zip(first, other, strict=False)) if a != b), min(len(first), len(other)))


def _path(loc: tuple[int | str, ...], node: SourceNode) -> YamlPath:
    """The path in the file: pydantic's also names the branch of a union that it tried."""
    path: list[int | str] = []
    place: SourceNode | None = node
    for number, step in enumerate(loc):
        tag = number >= 2 and loc[number - 2] == "fields" and isinstance(loc[number - 1], int)
        if tag and step in TYPES:
            continue
        below = _below(place, step)
        last = number == len(loc) - 1
        if below is None and not (last and isinstance(place.value if place else None, dict)):
            continue
        path.append(step)
        place = below
    return tuple(path)


def _below(node: SourceNode | None, step: int | str) -> SourceNode | None:
    if node is None:
        return None
    if isinstance(node.value, dict):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        inner: SourceNode = node.value[step]
        return inner
    return None


def _fault_text(type: str, path: YamlPath, ctx: dict[str, Any], message: str, node: SourceNode) -> FaultText:
    key = _KEYS.get(type, "not-possible")
    name = str(path[-1]) if path else ""
    values: dict[str, Any] = {"key": name, "reason": message.removeprefix("Value error, ")}
    values |= {"limit": ctx.get("ge", ctx.get("le", ctx.get("min_length", ctx.get("max_length", ""))))}
    if (otherwise := written_otherwise(key, path, _node(path, node), _node(path[:-1], node))) is not None:
        return otherwise
    match key:
        case "unknown-key":
            names = _known_keys(path[:-1], node)
            suggestion = KEYS.get(name, "") if KEYS.get(name) in names else nearest(name, names)
            return FaultText(key, {**values, "known": ", ".join(names)}, suggestion=suggestion)
        case "unknown-type":
            tag = str(ctx.get("tag", ""))
            return FaultText(
                key,
                {"type": tag, "known": ", ".join(TYPES)},
                suggestion=_CALLED.get(tag.lower()) or nearest(tag, TYPES),
            )
        case "no-type":
            return FaultText(key, {"known": ", ".join(TYPES)})
        case "not-among":
            expected = str(ctx.get("expected", "")).replace("'", "").replace(" or ", ", ")
            place = _node(path, node)
            written = str(place.value) if place else ""
            return FaultText(key, {**values, "known": expected}, suggestion=nearest(written, expected.split(", ")))
    return FaultText(key, values)


def _node(path: YamlPath, node: SourceNode) -> SourceNode | None:
    place: SourceNode | None = node
    for step in path:
        place = _below(place, step)
    return place


def _known_keys(path: YamlPath, node: SourceNode) -> list[str]:
    """The keys that an author may use at this place."""
    from shared.domain.definition.definition import Definition

    model: Any = Definition
    place: SourceNode | None = node
    for number, step in enumerate(path):
        place = _below(place, step)
        if isinstance(step, int) and number and path[number - 1] == "fields" and place is not None:
            type = place.get("type")
            model = TYPES.get(str(type.value)) if type else None
        elif isinstance(step, str) and isinstance(model, _Model):
            model = _inner(model, step)
        if model is None:
            return []
    names = [field.alias or name for name, field in model.model_fields.items()] if isinstance(model, _Model) else []
    return names


def _inner(model: Any, key: str) -> Any:
    """The model below a key, through `tuple`, `dict` and `… | None`."""
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return _model_in(field.annotation)
    return model


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, _Model):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, Annotated, tuple, dict, list):
        return next((inner for part in get_args(annotation) if (inner := _model_in(part)) is not None), None)
    return None
