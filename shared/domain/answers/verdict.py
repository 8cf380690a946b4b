"""The constants of validation that server and phone share: codes of faults, which of several is reported, and bounds.

Python goes by these names; `make contract` writes them to `shared/contract/verdict.json`, which the phone's twin goes by
(`static-web/src/form/engine/verdict-contract.ts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.domain.layout import RuleKind

MAX_FAULTS = 100
"""More than a person can use: of thousands of faults the first are reported."""

HIDDEN = "not-relevant"

KEYWORD_CODES = {
    "type": "wrong-type",
    "enum": "not-an-option",
    "uniqueItems": "duplicates",
    "pattern": "pattern",
}
"""The code of a fault by the keyword of JSON Schema that found it; for any other `OTHER_CODE`."""

OTHER_CODE = "wrong-type"

LIMIT_CODES = {
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few",
    "maxItems": "too-many",
    "minimum": "too-small",
    "maximum": "too-large",
}
"""The same, where the keyword's value is reported as the limit."""

RANK = (
    *(HIDDEN, "unknown-field", "required", "wrong-type", "decimals", "not-an-option"),
    *("too-short", "too-few", "too-small", "too-long", "too-many", "too-large", "duplicates"),
)
"""Which of several faults that the schema finds in one answer is reported; codes that are not listed come last.
Spelt out, since no two validators find errors in the same order."""

RULE_CODES: Mapping[RuleKind, list[str]] = {
    "visible": [HIDDEN],
    "required": ["required"],
    "valid": ["invalid"],
    "calculated": ["required", "calculated"],
    "decimals": ["decimals"],
    "earliest": ["too-early"],
    "latest": ["too-late"],
    "offered": ["not-an-option", "not-offered"],
    "warning": ["warning"],
}
"""The codes of a fault by the kind of rule."""


def rank(code: str) -> int:
    return RANK.index(code) if code in RANK else len(RANK)


def verdict() -> dict[str, Any]:
    """All of it as the phone imports it, with the patterns of the formats that fields name."""
    from shared.domain.calendar import OUTERMOST
    from shared.domain.fields import FORMAT_SCHEMAS
    from shared.domain.fields.phone import TRUNK

    return {
        "maxFaults": MAX_FAULTS,
        "keywordCodes": KEYWORD_CODES,
        "otherCode": OTHER_CODE,
        "limitCodes": LIMIT_CODES,
        "rank": list(RANK),
        "ruleCodes": dict(RULE_CODES),
        "outermostDays": dict(OUTERMOST),
        "formats": dict(sorted(FORMAT_SCHEMAS.items())),
        "trunkPrefix": TRUNK,
    }
