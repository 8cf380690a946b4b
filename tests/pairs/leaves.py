"""The plain values of a draft's answers, which are counted before and after a move."""

from __future__ import annotations

from collections.abc import Iterator
import json
from typing import Any

from shared.domain.definition.draft_migration import Migration
from shared.domain.fields.base import Field


def leaves(value: Any) -> Iterator[str]:
    """Every plain value in an answer; what is empty is no answer."""
    if isinstance(value, dict):
        for id, inner in value.items():
            if not id.startswith("$"):
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        # White space around a text is nobody's answer.
        if value.strip():
            yield json.dumps(value.strip())
    elif value is not None:
        yield json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value)


def leaves_after(field: Field, value: Any, migration: Migration) -> Iterator[str]:
    """The leaves of an answer, without what is calculated anew, as they are after a split."""
    if field.kind in ("calculated", "overruling"):
        # A warning is overruled anew: the answer meets the new form's.
        return
    split = migration.split.get(field.id)
    if split and isinstance(value, str):
        parts = value.split(split.at, len(split.into) - 1)
        yield from (json.dumps(part) for part in map(str.strip, parts) if part)
    elif field.inner() and isinstance(value, list):
        inner = {inner_field.id: inner_field for inner_field in field.inner()}
        for item in value:
            if isinstance(item, dict):
                yield from (
                    leaf for id, answer in item.items() if id in inner for leaf in _leaves_of_item(inner[id], answer)
                )
            else:
                yield from leaves(item)
    else:
        yield from leaves(value)


def _leaves_of_item(field: Field, value: Any) -> Iterator[str]:
    yield from leaves_after(field, value, Migration.model_validate({"from": 1}))


def leaves_left(field: Field, value: Any, migration: Migration) -> Iterator[str]:
    """Of what is named: a part of a text that was split is named by itself."""
    yield from leaves(value) if field.id in migration.split else _leaves_of_item(field, value)
