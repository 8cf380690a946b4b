"""Every app's example, and the files that it names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.domain.answers.attached import Attached, attached
from shared.domain.definition.compiled_definition import Compiled
from tests.shipped import FOLDER, SHIPPED

APPS = [compiled.definition.app for compiled in SHIPPED.all()]


def compiled(app: str) -> Compiled:
    return SHIPPED.get(app)


def example(app: str) -> dict[str, Any]:
    example = compiled(app).definition.example
    assert example is not None, f"{app} has no example"
    return example


def answered_at(app: str) -> datetime:
    return datetime.fromisoformat(compiled(app).definition.example_at)


def files(app: str) -> dict[Attached, bytes]:
    named = attached(compiled(app).definition.fields, example(app))
    return {item: (FOLDER / "examples" / item.name).read_bytes() for item in named}
