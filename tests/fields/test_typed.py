"""What people type and paste, read alike by the server and the phone, whose tests read `tests/vectors/typed.json` too
(`static-web/src/form/tests/typed.test.ts`): the answer that it is, both of what can be read in two ways, or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.domain.fields import FORMATS, TYPES, Field
from shared.domain.text.number_format import TwoWays
from tests.fields.samples import SAMPLES, A

STREET, TOWN = "Vej 1", "By"
BARE = ("integer", "decimal", "money", "duration", "text", "long-text", "date-time")
VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "vectors" / "typed.json").read_text("utf-8"))


def field(kind: str, keys: dict[str, Any]) -> Field:
    return TYPES[kind].model_validate({"id": "felt", "type": kind, "label": A, **keys})


def read(vector: dict[str, Any]) -> Any:
    """The answer, the two readings, or None."""
    kind, _, part = vector["type"].partition(".")
    keys = {} if kind in BARE else SAMPLES[kind].keys
    item = field(kind, {**keys, **vector.get("keys", {})})
    typed = f"{STREET}, {vector['typed']} {TOWN}" if part == "postcode" else vector["typed"]
    try:
        answer = item.parse(typed)
    except TwoWays as two:
        return {"readings": [float(reading * (100 if kind == "money" else 1)) for reading in two.readings]}
    except ValueError:
        return None
    format = item.json_schema().get("format")
    if part:
        return answer[part] if (answer["street"], answer["town"]) == (STREET, TOWN) else None
    return None if answer == "" or (format and not FORMATS[format](answer)) else answer


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['type']}:{vector['typed']!a}")
def test_what_is_typed_is_read(vector: dict[str, Any]) -> None:
    expected = {"readings": vector["readings"]} if "readings" in vector else vector["answer"]
    assert read(vector) == expected
