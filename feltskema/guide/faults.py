"""Lists the faults that an answer to a field can have, from its schema and its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.domain.answers.verdict import KEYWORD_CODES, LIMIT_CODES, RULE_CODES
from shared.domain.fields import FORMATS
from shared.domain.fields.base import Field
from shared.domain.fields.choice import Choosing

Code = tuple[str, Any]
"""A fault's code, and the limit that its text names, or None."""

NEVER = ("minLength", "minItems")
"""Keywords that an answer never breaks when they are 1: an empty answer is an absent one."""


def codes(field: Field) -> list[Code]:
    """The codes of the field's possible faults, each once, the common ones first."""
    codes_of_field: list[Code] = [("required", None)] if field.has_answer else []
    if field.has_answer:
        codes_of_field.append(("not-relevant", None))
    for code in (*_of_schema(field.json_schema()), *_of_rules(field)):
        if code[0] not in {listed for listed, _ in codes_of_field}:
            codes_of_field.append(code)
    return codes_of_field if field.has_answer else []


def _of_schema(schema: dict[str, Any]) -> Iterator[Code]:
    for keyword, value in schema.items():
        if keyword == "format" and value in FORMATS:
            yield value, None
        elif keyword in KEYWORD_CODES:
            yield KEYWORD_CODES[keyword], None
        elif keyword in LIMIT_CODES and not (keyword in NEVER and value == 1):
            yield LIMIT_CODES[keyword], value
        if keyword == "type" and value == "integer":
            yield "decimals", None


def _of_rules(field: Field) -> Iterator[Code]:
    for kind, _ in field.fixed():
        yield RULE_CODES[kind][-1], None
    for rule in field.typed_expressions():
        yield RULE_CODES[rule.rule][-1], None
    if isinstance(field, Choosing):
        yield from ((code, None if code == "not-an-option" else _first(field)) for code in RULE_CODES["offered"])
    if field.attaches:
        yield "not-uploaded", None


def _first(field: Choosing) -> str:
    return next((option.value for option in field.all_options), "")
