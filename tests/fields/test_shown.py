"""Phone and server say an answer in the same words: the phone's tests read `tests/vectors/shown.json` too.

`python -m tests.fields.test_shown` writes it anew from the samples.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.fields.samples import SAMPLES
from tests.fields.test_types import app

VECTORS = Path(__file__).parents[1] / "vectors" / "shown.json"


def vectors() -> list[dict[str, Any]]:
    """Each good answer of each type: the field as the phone gets it, the answer, and what it is shown as."""
    result = []
    for kind, sample in SAMPLES.items():
        field = json.loads(app(kind).content)["sections"][0]["fields"][-1 if kind == "p-number" else 0]
        result += [{"field": field, "answer": answer, "da": da, "en": en} for answer, da, en in sample.good]
    return result


def test_the_phone_is_tested_against_what_the_server_shows() -> None:
    assert json.loads(VECTORS.read_text("utf-8")) == vectors(), "write it anew: python -m tests.fields.test_shown"


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", "utf-8")
