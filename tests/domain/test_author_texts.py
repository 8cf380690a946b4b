"""What authors are told stands in both languages, with the same braces."""

from __future__ import annotations

import json
from pathlib import Path
import string

import pytest

from shared.domain.expressions.kinds import Kind

TEXTS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parents[2] / "shared" / "texts" / "authors.json").read_text("utf-8")
)


def braces(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_stands_in_both_languages(key: str) -> None:
    assert TEXTS[key].keys() == {"da", "en"}
    assert braces(TEXTS[key]["da"]) == braces(TEXTS[key]["en"])
    assert not key.endswith(".do") or key.removesuffix(".do") in TEXTS


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_value_has_a_name(kind: Kind) -> None:
    assert f"kind.{kind}" in TEXTS
