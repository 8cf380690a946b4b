"""A compiled expression as a JSON Schema of the object it stands in, where it can be one.

An expression is yes, no or without value, and a schema only holds or does not. So each part compiles twice: to the schema
that holds exactly when it is yes, and to the one that holds exactly when it is no. `not` swaps the two, and
`not (x = "a")` does not hold when x is unanswered.
"""

from __future__ import annotations

from typing import Any

from shared.domain.expressions.scope import Compiled

Schema = dict[str, Any]
ALWAYS: Schema = {}
NEVER: Schema = {"not": {}}

_TYPES = {"number": {"type": "number"}, "text": {"type": "string"}, "yes-no": {"type": "boolean"}}
_DATE: Schema = {"type": "string", "format": "date"}
_BOUNDS = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def json_schema(compiled: Compiled) -> Schema | None:
    """The schema that holds when the expression is yes; None when only the evaluator can tell."""
    return _schema(compiled, True)


def _schema(compiled: Compiled, wanted: bool) -> Schema | None:
    match compiled:
        case bool():
            return ALWAYS if compiled is wanted else NEVER
        case ["not", inner]:
            return _schema(inner, not wanted)
        case ["and" | "or" as word, *parts]:
            return _all("allOf" if (word == "and") is wanted else "anyOf", parts, wanted)
        case ["=" | "!=" | "<" | "<=" | ">" | ">=" as sign, kind, left, right]:
            return _comparison(sign if wanted else _OPPOSITE[sign], kind, left, right)
    return _of_field(compiled, wanted)


def _of_field(compiled: Compiled, wanted: bool) -> Schema | None:
    match compiled:
        case ["get", "here", id]:
            return _about(id, {"const": wanted})
        case ["answered", ["get", "here", id]]:
            return {"required": [id]} if wanted else {"not": {"required": [id]}}
        case ["includes", ["get", "here", id], values]:
            held = {"contains": _one_of(values)}
            return _about(id, {"type": "array", **(held if wanted else {"not": held})})
        case ["in", ["get", "here", id], values]:
            return _among(id, values, wanted)
    return None


def _about(id: str, schema: Schema) -> Schema:
    return {"properties": {id: schema}, "required": [id]}


def _all(word: str, parts: list[Compiled], wanted: bool) -> Schema | None:
    schemas = [_schema(part, wanted) for part in parts]
    return None if None in schemas else {word: schemas}


def _one_of(values: list[Any]) -> Schema:
    return {"const": values[0]} if len(values) == 1 else {"enum": values}


def _among(id: str, values: list[Any], wanted: bool) -> Schema:
    type = "string" if isinstance(values[0], str) else "number"
    return _about(id, {"type": type, **_one_of(values)} if wanted else {"type": type, "not": _one_of(values)})


def _comparison(sign: str, kind: str, left: Compiled, right: Compiled) -> Schema | None:
    if _is_field(right):
        sign, left, right = _MIRRORED[sign], right, left
    constant = right[1] if isinstance(right, list) and right[0] == "date" else right
    if not _is_field(left) or isinstance(constant, list):
        return None
    type = _DATE if kind == "date" else _TYPES.get(kind)
    if type is None:
        return None
    if sign in ("=", "!="):
        return _about(left[2], {"const": constant} if sign == "=" else {**type, "not": {"const": constant}})
    return _about(left[2], {**type, _BOUNDS[sign]: constant}) if kind == "number" else None


def _is_field(compiled: Compiled) -> bool:
    return isinstance(compiled, list) and compiled[:2] == ["get", "here"]
