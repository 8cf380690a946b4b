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


def test_a_text_stands_in_both_languages() -> None:
    assert [key for key, text in TEXTS.items() if text.keys() != {"da", "en"}] == []
    assert [key for key, text in TEXTS.items() if braces(text["da"]) != braces(text["en"])] == []


def test_what_to_do_belongs_to_something_that_is_told() -> None:
    assert [key for key in TEXTS if key.endswith(".do") and key.removesuffix(".do") not in TEXTS] == []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_value_has_a_name(kind: Kind) -> None:
    assert f"kind.{kind}" in TEXTS
