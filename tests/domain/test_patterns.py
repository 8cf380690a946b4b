"""Patterns: read alike by phone and server, or told; and none that a phone hangs on."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from shared.domain.patterns import MAX_EFFORT, Broken, TooLarge, Unread, effort, read

ONE_LINE_FROM_THE_START = 200


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-ZÆØÅ]{2}[0-9]+$", "^[0-9]{4}-[0-9]{4,6}$", "[0-9]", "^(?:[0-9]{2} ?){4}$", "^[a-z]+(-[a-z]+)*$",
        "^[^@]+@[^@]+$", "^.* .*$", "^(ja|nej)$", "^[A-Z][a-z]*(?: [A-Z][a-z]*)*$", r"^\[[^\]]*\]$", r"^a\/b\u00e5?$", "^$",
        "^[a-z-]+$", "^[-a]{1,200}$", "^(a|b|)x$", "^[0-9]{1,3}(?:[.][0-9]{3})*(?:,[0-9]{1,2})?$", "^a+?b{2,}$", "^.{1,1000}$",
    ],
)  # fmt: skip
def test_honest_patterns_pass(pattern: str) -> None:
    assert effort(read(pattern), ONE_LINE_FROM_THE_START) <= MAX_EFFORT
    re.compile(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$", "^(a*)*$", "^(a|a)*$", "^(a|ab|b)*$", "^([a-z]+-?)+$", "^(a?b?)*$", "^(?:a{1,2}){1,60}$", "^(a?){40}$",
        "^.*-.*-.*-.*x$", "^(.{0,30}-){10}x$", "(?:.|[0-9])+x", "^(?:[^x]+|y)*$",
    ],
)  # fmt: skip
def test_a_pattern_that_can_be_divided_in_too_many_ways_is_found(pattern: str) -> None:
    assert effort(read(pattern), ONE_LINE_FROM_THE_START) > MAX_EFFORT


def test_the_length_of_the_text_counts() -> None:
    three = read("^.*-.*-.*x$")
    assert effort(three, 100) <= MAX_EFFORT < effort(three, 1000)
    assert effort(read(".*x"), 1000) < effort(read(".*-.*x"), 1000)


@pytest.mark.parametrize(
    ("pattern", "part", "offset"),
    [
        (r"^\d+$", r"\d", 1), ("^(?=a)", "(?=", 1), (r"(a)\1", r"\1", 3), ("a{,3}", "{", 1), ("a{2", "{", 1), ("a}", "}", 1),
        ("[[]", "[[]", 0), ("[a&&b]", "[a&&", 0), ("[[:alpha:]]", "[[:", 0), ("[a-z--b]", "[a-z--", 0), ("[!--]", "[!--", 0),
        ("[]a]", "[]", 0), (r"\x41", r"\x", 0), (r"\ud800", r"\u", 0), ("a\\", "\\", 1),
    ],
)  # fmt: skip
def test_what_two_engines_read_differently_is_told_by_its_place(pattern: str, part: str, offset: int) -> None:
    with pytest.raises(Unread) as unread:
        read(pattern)
    assert (unread.value.part, unread.value.offset) == (part, offset)
    assert not isinstance(unread.value, Broken)


@pytest.mark.parametrize(
    "pattern", ["(", "a)", "[a", "*", "a**", "a++", "^*", "(?:)*", "x{3,2}", "x{0}", "[z-a]", "a|*"]
)
def test_what_no_engine_reads_is_broken(pattern: str) -> None:
    with pytest.raises(Broken):
        read(pattern)


@pytest.mark.parametrize("pattern", ["(a{1000}){1000}", "a{9999}", "a{60000}", "(a?){900}", "(" * 5000, "(a|" * 5000])
def test_a_pattern_without_end_is_told_at_once(pattern: str) -> None:
    began = perf_counter()
    with pytest.raises(TooLarge):
        effort(read(pattern), 1000)
    assert perf_counter() - began < 2
