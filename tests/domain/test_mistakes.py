"""Mistakes that form authors make: each is told of with line, column and a remedy that, followed word by word, cures it."""

from __future__ import annotations

import pytest

from tests.domain.mistakes import MISTAKES
from tests.domain.mistakes.by_hand import WITH_MEANT, why_by_hand
from tests.domain.mistakes.followed import followed
from tests.domain.mistakes.form import GOOD, Mistake, faults

CURED_BY_MACHINE = 156
"""So many need nobody to think: it may grow, and never falls."""


def test_the_definition_without_mistakes_is_good() -> None:
    assert faults(GOOD) == ()


def test_there_are_two_hundred_mistakes() -> None:
    assert len({mistake.broken for mistake in MISTAKES}) >= 200


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.new.strip()[-40:])
def test_a_mistake_is_told_and_cured(mistake: Mistake) -> None:
    result = faults(mistake.broken)
    reported = mistake.reported(result)
    assert reported, "\n".join(map(str, result)) or "check has nothing to say"
    assert mistake.words, "a row names what the remedy says"
    assert mistake.words in reported.remedy("da"), reported.remedy("da")
    assert reported.remedy("en")
    assert reported.message("en")
    assert faults(mistake.cured) == ()
    texts = dict.fromkeys(followed(mistake.broken, reported)) if reported.text.suggestion else ()
    is_cured = any(faults(text) == () for text in texts)
    assert is_cured == (not why_by_hand(mistake, reported)), f"{reported}\n{why_by_hand(mistake, reported)}"


def test_no_fewer_mistakes_are_cured_by_what_the_message_says_was_meant() -> None:
    by_hand = 0
    for mistake in MISTAKES:
        reported = mistake.reported(faults(mistake.broken))
        by_hand += bool(reported and why_by_hand(mistake, reported))
    assert len(MISTAKES) - by_hand >= CURED_BY_MACHINE


def test_no_reason_outlives_its_mistake() -> None:
    assert set(WITH_MEANT) <= {mistake.new for mistake in MISTAKES}


def test_an_empty_file_and_a_list_are_no_definitions() -> None:
    assert "Filen er tom" in str(faults("")[0])
    assert "består af nøgler" in str(faults("- a\n- b\n")[0])


def test_a_few_lines_of_anchors_do_not_grow_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "for stor" in str(faults("\n".join(lines))[0])


def test_nested_without_end_is_refused() -> None:
    assert "for dybt" in str(faults("a: " + "[" * 200 + "]" * 200)[0])
