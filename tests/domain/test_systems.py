"""The name of a target's system, on the server; `static-web/src/status.test.ts` reads the same vectors."""

from __future__ import annotations

import json

import pytest

from local.run.parts import HOME
from shared.adapters.targets import TARGETS
from shared.domain.delivery import system_of

VECTORS = json.loads((HOME / "tests" / "vectors" / "systems.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["target"] or "none")
def test_a_system_is_named_by_its_target(vector: dict[str, str]) -> None:
    assert system_of(vector["target"]) == vector["system"]


def test_the_vectors_name_every_target() -> None:
    assert set(TARGETS) <= {vector["target"] for vector in VECTORS}
