"""Patterns of texts, so that the document tells exactly what is taken in.

Texts may hold anything but NUL, which neither table nor document can keep: the phone's schema leaves it to a check of its own.
Formats are narrower than the standards' (RFC 3339, RFC 5322), or of our own.
"""

from __future__ import annotations

import re
from typing import Any

from functions.described import Schema
from shared.domain.fields import FORMAT_SCHEMAS

_ANYTHING = "[^\\u0000]*"
_ONE_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)+\]")
_MAY_HOLD_NUL = re.compile(r"\\[SDW]|(?<!\\)\.")
_SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
_TOLD = ("pattern", "format", "enum", "const")


def narrowed(schema: Schema) -> Schema:
    """The same schema of an answer, with what its formats take in."""
    inner = dict(schema)
    if "properties" in inner:
        inner["properties"] = {
            name: narrowed(value) if isinstance(value, dict) else value for name, value in inner["properties"].items()
        }
    if isinstance(inner.get("items"), dict):
        inner["items"] = narrowed(inner["items"])
    as_json = FORMAT_SCHEMAS.get(inner.get("format", ""), {})
    if inner.get("format") == "time":
        # RFC 3339's has seconds and an offset, ours neither: the pattern says it all.
        inner.pop("format")
    return {**inner, **as_json}


def without_nul(schema: Any) -> Any:
    """The same schema, with NUL refused in every text of it."""
    if isinstance(schema, list):
        return [without_nul(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {
        key: without_nul(value) if isinstance(value, dict) or key in _SEVERAL else value
        for key, value in schema.items()
    }
    if inner.get("type") == "string" and not inner.keys() & set(_TOLD):
        inner["pattern"] = f"^{_ANYTHING}$"
    elif isinstance(inner.get("pattern"), str):
        return _anything_but_nul(inner)
    return inner


def _anything_but_nul(schema: Schema) -> Schema:
    pattern = schema["pattern"].replace("[^", "[^\\u0000")
    if _ONE_CLASS.fullmatch(pattern):
        return {**schema, "pattern": f"^{_ANYTHING}{pattern}{_ANYTHING}$"}
    outside = _ONE_CLASS.sub("", pattern)
    whole = pattern.startswith("^") and pattern.endswith("$")
    if whole and not _MAY_HOLD_NUL.search(outside) and not re.search(r"\\[SDW]", pattern):
        return {**schema, "pattern": pattern}
    return {**schema, "allOf": [*schema.get("allOf", []), {"pattern": f"^{_ANYTHING}$"}]}
