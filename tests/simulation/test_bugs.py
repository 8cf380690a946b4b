"""The planted bugs still stand in the product's words, so that each can be planted. That each is found: `test_found.py`."""

from __future__ import annotations

import pytest

from local.run.parts import HOME
from tests.simulation.bugs import BUGS, with_bug


def test_there_are_enough_of_them() -> None:
    assert len(BUGS) >= 30


@pytest.mark.parametrize("name", BUGS)
def test_it_can_be_planted(name: str) -> None:
    file = HOME / f"{BUGS[name].module.replace('.', '/')}.py"
    source = file.read_text("utf-8")
    wrong = with_bug(BUGS[name], source)
    assert compile(wrong, file, "exec") != compile(source, file, "exec")
