"""Patterns of texts, so that the document tells exactly what is taken in.

Texts may hold anything but NUL, which neither table nor document can keep: the phone's schema leaves it to a check of its own.
Formats are narrower than the standards' (RFC 3339, RFC 5322), or of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
import re
from typing import Any

from functions.contract.operations import Schema
from shared.domain.text.hosts import LETTERS

_ANYTHING = "[^\\u0000]*"
_ONE_CLASS = re.compile(r"\[(?:[^\]\\]|\\.)+\]")
_MAY_HOLD_NUL = re.compile(r"\\[SDW]|(?<!\\)\.")
_SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
_TOLD = ("pattern", "format", "enum", "const")


_DAY = "(0[1-9]|[12][0-9]|3[01])"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_NAME = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = f"[{LETTERS}0-9]([{LETTERS}0-9-]{{0,61}}[{LETTERS}0-9])?"
_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DATE = f"{_YEAR}-(0[1-9]|1[0-2])-{_DAY}"
FORMATS: Mapping[str, Schema] = {
    "cvr": {"pattern": "^[0-9]{8}$"},
    "cpr": {"pattern": f"^{_DAY}(0[1-9]|1[0-2])[0-9]{{6}}$"},
    "phone": {"pattern": "^[+](45[0-9]{8}|(4[0-46-9]|[1-35-9][0-9])[0-9]{6,13})$"},
    "postcode": {"pattern": "^[0-9]{4}$"},
    "date": {"pattern": f"^{_DATE}$"},
    "time": {"pattern": f"^{_CLOCK}$"},
    "date-time": {
        "pattern": f"^(19|2[0-9])[0-9]{{2}}-(0[1-9]|1[0-2])-{_DAY}T{_CLOCK}:[0-5][0-9]([.][0-9]{{1,6}})?(Z|[+-]{_CLOCK})$"
    },
    "email": {"pattern": f"^{_NAME}([.]{_NAME})*@({_LABEL}[.])+[A-Za-z]{{2,63}}$", "maxLength": 254},
    "url": {
        "pattern": f"^https?://({_LABEL}[.])+[A-Za-z]{{2,63}}(:[0-9]{{1,5}})?([/?#][^\\u0000-\\u0020\\u007f\\u00a0]*)?$",
        "maxLength": 2000,
    },
}
"""What the formats take in, as far as a pattern can tell: that a day exists, or a check digit is right, none can."""


def narrowed(schema: Schema) -> Schema:
    """The same schema of an answer, with what its formats take in."""
    inner = dict(schema)
    if "properties" in inner:
        inner["properties"] = {
            name: narrowed(one) if isinstance(one, dict) else one for name, one in inner["properties"].items()
        }
    if isinstance(inner.get("items"), dict):
        inner["items"] = narrowed(inner["items"])
    told = FORMATS.get(inner.get("format", ""), {})
    if inner.get("format") == "time":
        # RFC 3339's has seconds and an offset, ours neither: the pattern says it all.
        inner.pop("format")
    return {**inner, **told}


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
