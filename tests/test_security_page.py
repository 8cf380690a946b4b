"""Checks `docs/security.md`: every test that it names exists, every threat has a test, and no requirement is missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
import re

import pytest

HOME = Path(__file__).parent.parent
PAGE = (HOME / "docs" / "security.md").read_text("utf-8")

LEVEL_2 = (
    *(
        "3.1.1",
        "3.2.1",
        "3.2.2",
        "3.2.3",
        "3.2.4",
        "3.3.1",
        "3.3.2",
        "3.3.3",
        "3.3.4",
        "3.4.1",
        "3.4.2",
        "3.4.3",
        "3.4.4",
        "3.4.5",
    ),
    *(
        "3.5.1",
        "3.5.2",
        "3.5.3",
        "3.7.1",
        "4.1.1",
        "4.1.2",
        "4.1.3",
        "4.1.5",
        "4.2.1",
        "4.2.2",
        "4.3.1",
        "4.3.2",
        "4.3.3",
    ),
    *(
        "12.1.1",
        "12.1.2",
        "12.1.3",
        "12.2.1",
        "12.3.1",
        "12.3.2",
        "12.3.3",
        "12.3.4",
        "12.3.5",
        "12.3.6",
        "12.4.1",
        "12.4.2",
    ),
    *("12.5.1", "12.5.2", "12.6.1"),
)
"""The requirements of OWASP ASVS 4.0.3, chapters V3, V4 and V12, at level 2."""

NAMED = re.compile(r"`([\w/.-]+\.(?:py|tsx?))::([^`]+)`")


@cache
def source(file: str) -> str:
    path = HOME / file
    return path.read_text("utf-8") if path.is_file() else ""


def exists(file: str, test: str) -> bool:
    if file.endswith(".py"):
        return re.search(rf"^(async )?def {re.escape(test)}\(", source(file), re.M) is not None
    return test in source(file)


def rows(under: str, page: str = PAGE) -> list[list[str]]:
    """The cells of every table row under the heading `under`, without the tables' head rows."""
    chapter = page.split(f"\n## {under}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [
        line
        for line in chapter.splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| | |", "| threat"))
    ]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 100
    assert [f"{file}::{test}" for file, test in named if not exists(file, test)] == []


@pytest.mark.parametrize("row", rows("Threats"), ids=lambda row: row[0][:60])
def test_a_threat_says_what_holds_it_and_names_a_test(row: list[str]) -> None:
    threat, holds, tests = row
    assert all((threat, holds, NAMED.search(tests)))


def test_every_requirement_is_answered_once_and_in_order() -> None:
    assert [row[0].split()[0] for row in rows("OWASP ASVS 4.0.3, level 2")] == list(LEVEL_2)


@pytest.mark.parametrize("row", rows("OWASP ASVS 4.0.3, level 2"), ids=lambda row: row[0].split()[0])
def test_a_requirement_is_met_by_a_test_or_tells_why_not(row: list[str]) -> None:
    _, standing, why = row
    assert standing in ("met", "part", "not met", "not applicable")
    if standing == "met":
        assert NAMED.search(why)
    else:
        # Beside the name of a test there must be a reason.
        assert len(NAMED.sub("", why)) > 30


def test_what_does_not_exist_is_seen() -> None:
    assert not exists("tests/test_security_page.py", "test_that_nobody_wrote")
    assert not exists("tests/no_such_file.py", "test_every_test_that_is_named_exists")
