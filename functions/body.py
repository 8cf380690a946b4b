"""Reads a request's body as JSON, strictly."""

from __future__ import annotations

import json
from typing import Any

import azure.functions as func

from shared.domain.problems import NotJson, TooLarge

MAX_BYTES = 256 * 1024
"""Bytes. A long visit is about 60 kB; the host would accept 100 MB, and answer 500 above that."""

MAX_VALUES = 25_000
"""Numbers, texts, arrays and objects altogether. A long visit has about 300; validating more would keep other callers waiting."""

MAX_DEPTH = 32
"""Nesting of objects and arrays. Answers have four levels; deeper nesting is no registration and could exhaust the stack."""


def json_body(req: func.HttpRequest, limit: int = MAX_BYTES) -> dict[str, Any]:
    """Read the body as a JSON object.

    Raises `TooLarge` before parsing, and `NotJson` for anything that is not a JSON object in UTF-8: NaN, a duplicate key, endless
    nesting. Lone surrogates and NUL are accepted here: the validation names the field that holds them.
    """
    body = req.get_body()
    if len(body) > limit:
        raise TooLarge(limit=limit // 1024)
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotJson from None
    if not isinstance(value, dict) or _too_deep(value, limit):
        raise NotJson
    return value


def _too_deep(value: Any, limit: int) -> bool:
    """Whether objects and arrays are nested too deeply. Raises `TooLarge` for too many values."""
    level: list[Any] = [value]
    values = 0
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        values += len(level)
        if values > MAX_VALUES:
            raise TooLarge(limit=limit // 1024)
        if not level:
            return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
