"""Patterns of texts that may hold anything but NUL, which neither table nor document can keep.

The phone's schema leaves NUL to a check of its own; the document says it, so that it tells exactly what is taken in.
"""

from __future__ import annotations

import re
from typing import Any

from functions.contract.operations import Schema

_ANYTHING = "[^\\u0000]*"
_ONE_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)+\]")
_MAY_HOLD_NUL = re.compile(r"\\[SDW]|(?<!\\)\.")
_SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
_TOLD = ("pattern", "format", "enum", "const")


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
        return _narrowed(inner)
    return inner


def _narrowed(schema: Schema) -> Schema:
    pattern = schema["pattern"].replace("[^", "[^\\u0000")
    if _ONE_CLASS.fullmatch(pattern):
        return {**schema, "pattern": f"^{_ANYTHING}{pattern}{_ANYTHING}$"}
    outside = _ONE_CLASS.sub("", pattern)
    whole = pattern.startswith("^") and pattern.endswith("$")
    if whole and not _MAY_HOLD_NUL.search(outside) and not re.search(r"\\[SDW]", pattern):
        return {**schema, "pattern": pattern}
    return {**schema, "allOf": [*schema.get("allOf", []), {"pattern": f"^{_ANYTHING}$"}]}
