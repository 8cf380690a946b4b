"""Every file, folder and identifier that CONTRIBUTING.md and the glossary name exists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
import re

import pytest

from local.run.parts import HOME
from shared.texts import field_fault, text
from tests import lanes

NAMED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w./-]+/[\w./-]*")
IDENTIFIER = re.compile(r"[A-Za-z][\w-]*")
IN_A_FILE = re.compile(r"`(\w+)` in `([\w./-]+\.\w+)`")
COUNT = re.compile(r"\| `make (?P<lane>\w+)` \|.*\| about (?P<number>[\d ]+) \|")

PAGES = {
    "CONTRIBUTING.md": ("## Where is it?", "## What a change touches"),
    "docs/glossary.md": ("## The work", "\0"),
}
"""The part of each page that is checked: from which heading, up to which."""


def named() -> Iterator[tuple[str, str]]:
    for page, (begins, ends) in PAGES.items():
        text = (HOME / page).read_text("utf-8")
        part = text[text.index(begins) :].split(ends)[0]
        for name in dict.fromkeys(NAMED.findall(part)):
            yield page, name


@cache
def sources() -> str:
    """The text of all the product's Python code."""
    files = (file for folder in ("functions", "shared") for file in (HOME / folder).rglob("*.py"))
    return "\n".join(file.read_text("utf-8") for file in files)


def is_in_the_code(name: str) -> bool:
    """Whether the Python code defines the name, or, where it does not begin as a class does, has it as a value such as a role."""
    escaped = re.escape(name)
    defined = rf"\b(?:class|def) {escaped}\b|^ *{escaped}(?:: [^=\n]+)?(?: = |$)"
    is_value = not re.match("[A-Z][a-z]", name) and re.search(rf"[\"']{escaped}[\"']", sources())
    return bool(is_value or re.search(defined, sources(), re.MULTILINE))


def test_the_readme_says_how_many_tests_there_are(request: pytest.FixtureRequest) -> None:
    """The README says "about": a difference of up to a tenth is allowed."""
    if [Path(argument).name for argument in request.config.args] != ["tests"]:
        pytest.skip("counted where all tests are collected, and not some by name")
    lines = (HOME / "README.md").read_text("utf-8").splitlines()
    rows = (COUNT.match(line) for line in lines)
    claimed = {row["lane"]: int(row["number"].replace(" ", "")) for row in rows if row}
    assert set(claimed) == set(lanes.LANES)
    counted = request.config.stash[lanes.COLLECTED]
    if request.config.getoption("--lane") == "quick":
        del counted["test"]
    wrong = {lane: (claimed[lane], count) for lane, count in counted.items() if abs(claimed[lane] - count) > count / 10}
    assert not wrong, "what the README says, and how many there are"


def test_the_pages_name_many_places() -> None:
    assert len(list(named())) > 60


@pytest.mark.parametrize(("page", "name"), list(named()))
def test_what_is_named_is_there(page: str, name: str) -> None:
    if PATH.fullmatch(name) and not name.startswith("make "):
        assert (
            any((HOME / folder / name.rstrip("/")).exists() for folder in (".", "shared"))
            or (HOME / f"{name}.py").exists()
        ), f"{page} names {name}"
    elif IDENTIFIER.fullmatch(name):
        assert is_in_the_code(name) or (HOME / name).exists(), f"{page} names {name}"


def test_a_name_that_is_said_to_be_in_a_file_is_in_that_file() -> None:
    index = (HOME / "CONTRIBUTING.md").read_text("utf-8")
    pairs = IN_A_FILE.findall(index)
    assert len(pairs) >= 2
    assert [pair for pair in pairs if pair[0] not in (HOME / pair[1]).read_text("utf-8")] == []


def test_the_sentences_that_are_quoted_are_those_of_the_catalogue() -> None:
    page = (HOME / "docs" / "architecture.md").read_text("utf-8")
    problem = json.loads(page.split("\n## HTTP\n")[1].split("```json\n")[1].split("```")[0])
    assert [problem["title"], problem["detail"]] == [
        text(f"problem.{problem['code']}.{part}") for part in ("title", "detail")
    ]
    (fault,) = problem["errors"]
    assert fault["message"] == field_fault(fault["code"], "da", fault["message"].partition(":")[0])
    beginning = page.split("is in `shared/texts/fields.json` as\n`")[1].split(", …}`")[0]
    quoted = json.loads(f"{beginning}}}")
    texts = json.loads((HOME / "shared" / "texts" / "fields.json").read_text("utf-8"))
    assert quoted == {code: texts[code] for code in quoted}


def test_every_service_is_listed_by_its_subject_once() -> None:
    page = (HOME / "docs" / "architecture.md").read_text("utf-8")
    table = page.split("## The services by subject")[1].split("\n## ")[0].split("|---|---|")[1]
    listed = sorted(NAMED.findall(table))
    assert listed == sorted(file.stem for file in (HOME / "shared" / "services").glob("[!_]*.py"))
