"""Examples of what goes in and out, by schema. A registration's is the one that its definition gives."""

from __future__ import annotations

from functools import cache
import json
from pathlib import Path
from typing import Any

from functions.described import Schema
from shared.domain.definition.compiled_definition import Compiled


@cache
def examples() -> Schema:
    """Those of the models, by their names; `HistoryLine` has two."""
    content: Schema = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    return content


def registration(app: Compiled) -> dict[str, Any] | None:
    """What the phone sends of the definition's own example; None where it has none."""
    about = app.definition
    if about.example is None:
        return None
    return {"version": about.version, "answers": about.example, "answeredAt": about.example_at}


def whole(app: Compiled) -> dict[str, Any] | None:
    """The same as it is read back."""
    about = app.definition
    if about.example is None:
        return None
    own = {"app": about.app, "version": about.version, "title": about.name(about.example)}
    looked_at = {"isCorrectable": False, "notCpr": [], "deliveries": examples()["ShownDelivery"]}
    looked_at["history"] = examples()["HistoryLine"]
    return {**examples()["Summary"], **own, **looked_at, "answers": about.example}
