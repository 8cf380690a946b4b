"""What the doctor prints, and the code that it ends with."""

from __future__ import annotations

import pytest

from ops.doctor.diagnoses import Diagnosis, Level, exit_code, sentence, texts


def test_the_exit_code_tells_how_bad_the_findings_are() -> None:
    care, wrong, unseen = (Diagnosis(level, "x") for level in (Level.CARE, Level.WRONG, Level.UNSEEN))
    assert [exit_code(result) for result in ([], [care], [care, unseen], [unseen, wrong])] == [0, 0, 2, 1]


@pytest.mark.parametrize("code", texts())
def test_every_text_is_there_in_both_languages(code: str) -> None:
    for part in texts()[code].values():
        assert part.keys() == {"da", "en"}
        assert part["da"] != part["en"] or code.startswith("definitions.loaded")


def test_a_remedy_is_told_with_what_is_wrong() -> None:
    line = sentence(Diagnosis(Level.WRONG, "queue.poison", {"name": "registrations-poison", "waiting": 2}), "da")
    assert line.startswith("✗ Køen registrations-poison har 2 beskeder")
    assert "\n    → Find fejlen" in line
