"""The constants of validation that server and phone share: fault codes, which of several faults is reported, and limits.

Python uses these names; `make contract` writes them to `shared/contract/verdict.json`, which the phone reads
(`static-web/src/form/engine/verdict-contract.ts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.domain.layout import RuleKind

MAX_FAULTS = 100
"""More than a person can use: of thousands of faults only the first are reported."""

HIDDEN = "not-relevant"

KEYWORD_CODES = {
    "type": "wrong-type",
    "enum": "not-an-option",
    "uniqueItems": "duplicates",
    "pattern": "pattern",
}
"""The code of a fault by the JSON Schema keyword that found it; for any other, `OTHER_CODE`."""

OTHER_CODE = "wrong-type"

LIMIT_CODES = {
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few",
    "maxItems": "too-many",
    "minimum": "too-small",
    "maximum": "too-large",
}
"""The same for keywords whose value is reported as the limit."""

RANK = (
    *(HIDDEN, "unknown-field", "required", "wrong-type", "decimals", "not-an-option"),
    *("too-short", "too-few", "too-small", "too-long", "too-many", "too-large", "duplicates"),
)
"""Which of several schema faults in one answer is reported; codes that are not listed come last. Spelt out, since validators
differ in the order of their errors."""

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
    """All constants as the phone imports them, with the patterns of the formats that fields name."""
    from shared.domain.calendar import OUTERMOST
    from shared.domain.fields import FORMAT_SCHEMAS
    from shared.domain.fields.email import MAX_NAME_LENGTH
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
        "mailboxNameLength": MAX_NAME_LENGTH,
    }
