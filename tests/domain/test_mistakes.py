"""Mistakes that form authors make: each is told of with line, column and a remedy that, followed word by word, cures it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.mistakes import MISTAKES
from tests.domain.mistakes.by_hand import WITH_MEANT, why_by_hand
from tests.domain.mistakes.followed import followed
from tests.domain.mistakes.form import GOOD, Mistake, faults

CURED_BY_MACHINE = 156
"""So many need nobody to think: it may grow, and never falls."""


def test_the_definition_without_mistakes_is_good(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


def test_there_are_two_hundred_mistakes() -> None:
    assert len({mistake.broken for mistake in MISTAKES}) >= 200


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.new.strip()[-40:])
def test_a_mistake_is_told_and_cured(tmp_path: Path, mistake: Mistake) -> None:
    result = faults(tmp_path / "broken", mistake.broken)
    reported = mistake.reported(result)
    assert reported, "\n".join(map(str, result)) or "check has nothing to say"
    assert mistake.words, "a row names what the remedy says"
    assert mistake.words in reported.remedy("da"), reported.remedy("da")
    assert reported.remedy("en")
    assert reported.message("en")
    assert faults(tmp_path / "cured", mistake.cured) == []
    texts = dict.fromkeys(followed(mistake.broken, reported)) if reported.text.meant else ()
    is_cured = any(faults(tmp_path / str(number), text) == [] for number, text in enumerate(texts))
    assert is_cured == (not why_by_hand(mistake, reported)), f"{reported}\n{why_by_hand(mistake, reported)}"


def test_no_fewer_mistakes_are_cured_by_what_the_message_says_was_meant(tmp_path: Path) -> None:
    by_hand = 0
    for number, mistake in enumerate(MISTAKES):
        reported = mistake.reported(faults(tmp_path / str(number), mistake.broken))
        by_hand += bool(reported and why_by_hand(mistake, reported))
    assert len(MISTAKES) - by_hand >= CURED_BY_MACHINE


def test_no_reason_outlives_its_mistake() -> None:
    assert set(WITH_MEANT) <= {mistake.new for mistake in MISTAKES}


def test_an_empty_file_and_a_list_are_no_definitions(tmp_path: Path) -> None:
    assert "Filen er tom" in str(faults(tmp_path / "a", "")[0])
    assert "består af nøgler" in str(faults(tmp_path / "b", "- a\n- b\n")[0])


def test_a_few_lines_of_anchors_do_not_grow_without_end(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "for stor" in str(faults(tmp_path, "\n".join(lines))[0])


def test_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "for dybt" in str(faults(tmp_path, "a: " + "[" * 200 + "]" * 200)[0])
