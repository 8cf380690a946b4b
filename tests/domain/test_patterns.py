"""Patterns: a small language that phone and server read alike, and that no engine hangs on."""

from __future__ import annotations

import re
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as some
import pytest

from shared.domain.patterns import PatternError, check
from shared.texts import author_text


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-ZÆØÅ]{2}[0-9]+$", "^[0-9]{4}-[0-9]{4,6}$", "^(?:[0-9]{2} ?){4}$", "^[a-z]+(-[a-z]+)*$", "^[^@]+@[^@]+$",
        "^(ja|nej)$", "^[A-Z][a-z]*(?: [A-Z][a-z]*)*$", r"^\[[^\]]*\]$", r"^a\/bå?$", "^$", "^[a-z-]+$", "^[-a]{1,200}$",
        "^[0-9]{1,3}(?:[.][0-9]{3})*(?:,[0-9]{1,2})?$", "^(DK|DE)[0-9]{8}$", r"^a\\$", r"^[\^&~]+$", "^K-[0-9]{6}$",
        "^(ab|ac+)d$", r"^\+45 [0-9]{8}$", "^[^-]+-x$",
    ],
)  # fmt: skip
def test_honest_patterns_pass(pattern: str) -> None:
    check(pattern)
    re.compile(pattern)


@pytest.mark.parametrize(
    ("pattern", "offset"),
    [
        ("^(a+)+$", 2), ("^(a*b*)*$", 1), ("^([a-z]+-?)+$", 2), ("^(?:a{1,2}){1,60}$", 4), ("^a*a*$", 1), ("^[A-Z]?[A-Z]{2}$", 1),
        ("^[^x]*-[^x]*$", 1), ("^(?:ab?)*b$", 5), ("^(?:x[0-9]?)+[0-9]$", 5),
    ],
)  # fmt: skip
def test_where_a_text_could_be_divided_in_two_ways_is_told(pattern: str, offset: int) -> None:
    with pytest.raises(PatternError) as error:
        check(pattern)
    assert error.value.key in ("pattern-slow", "pattern-broken", "pattern-differs")
    assert error.value.offset == offset


@pytest.mark.parametrize("pattern", ["^(a|ab)$", "^(a|a)$", "^(a*b|ab)$", "^([a-c]x|[c-e]x)$"])
def test_two_branches_that_one_text_fits_are_told(pattern: str) -> None:
    with pytest.raises(PatternError) as error:
        check(pattern)
    assert error.value.key == "pattern-branches"


@pytest.mark.parametrize(
    ("pattern", "part", "offset"),
    [
        (r"^\d+$", r"\d", 1), ("^(?=a)$", "(?", 1), (r"^(a)\1$", r"\1", 4), ("^a{,3}$", "{", 2), ("^a{2$", "{", 2),
        ("^a}$", "}", 2), ("^[[]$", "[", 2), ("^[a&&b]$", "[a&&", 1), ("^[[:alpha:]]$", "[", 2), ("^[a-z--b]$", "[a-z--", 1),
        ("^[!--]$", "-", 4),
        (r"^\x41$", r"\x", 1), (r"^\u00e5$", r"\u", 1), ("^.+$", ".", 1), ("^a.c$", ".", 2), ("^((a)b)$", "(a", 2),
        ("^a++$", "++", 2), ("^a+?$", "+?", 2), ("^a^$", "^", 2), ("^a$$", "$", 2), ("^a|b$", "|", 2), ("^*$", "*", 1),
        ("^[a^]$", "^", 3),
        ("^[a-b-c]$", "[a-b-c", 1),
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_told_by_its_place(pattern: str, part: str, offset: int) -> None:
    with pytest.raises(PatternError) as error:
        check(pattern)
    assert error.value.key == "pattern-differs"
    assert (error.value.part, error.value.offset) == (part, offset)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("[0-9]", "pattern-ends"), ("^a", "pattern-ends"), ("a$", "pattern-ends"), (r"^a\$", "pattern-ends"),
        ("", "pattern-ends"),
        ("^(a$", "pattern-broken"), ("^a)$", "pattern-differs"), ("^[a$", "pattern-broken"), ("^[]$", "pattern-broken"),
        ("^x{3,2}$", "pattern-broken"), ("^x{0}$", "pattern-broken"), ("^[z-a]$", "pattern-broken"), ("^()$", "pattern-broken"),
        ("^(a|)$", "pattern-broken"), ("^(?:a?)*$", "pattern-broken"), ("^a{9999}$", "pattern-large"),
        ("^(a{900}b){2}$", "pattern-large"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_told(pattern: str, key: str) -> None:
    with pytest.raises(PatternError) as error:
        check(pattern)
    assert error.value.key == key
    for language in ("da", "en"):
        assert author_text(key, language, part=error.value.part)
        assert author_text(f"{key}.do", language)


SIGNS = some.sampled_from("ab-")
COUNTS = some.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}"])
PARTS = some.tuples(some.one_of(SIGNS, some.sampled_from(["[ab]", "[^a]", "[b-]"])), COUNTS).map("".join)
BRANCHES = some.lists(PARTS, min_size=1, max_size=3).map("".join)
GROUPS = some.tuples(some.lists(BRANCHES, min_size=1, max_size=3).map(lambda of: f"({'|'.join(of)})"), COUNTS).map(
    "".join
)
PATTERNS = some.lists(some.one_of(PARTS, GROUPS), min_size=1, max_size=6).map(lambda parts: f"^{''.join(parts)}$")


@given(PATTERNS)
def test_whatever_passes_is_answered_at_once_by_an_engine_that_goes_back(pattern: str) -> None:
    """Python's own is one, as the phone's is."""
    try:
        check(pattern)
    except PatternError:
        return
    compiled = re.compile(pattern)
    for text in ("a" * 1000, "ab" * 500, "a-" * 500 + "x", "b" * 999 + "!"):
        began = perf_counter()
        compiled.match(text)
        assert perf_counter() - began < 1, "a thousand signs take microseconds"
