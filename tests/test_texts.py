"""The text catalogue: every text that the code uses exists in both languages, and every text there is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
import json
from pathlib import Path
import re
import string

import pytest

from local.run.parts import HOME
from shared import texts
from shared.domain import problems
from shared.domain.access.roles import ROLES
from shared.domain.access.sign_in_errors import KNOWN
from shared.domain.answers import verdict
from shared.domain.delivery_states import MOVES, Who
from shared.domain.delivery_status import Status
from shared.domain.fields import FORMATS
from shared.domain.problems import Problem
from tests.sources import nodes, python_files, tree

FOLDER = HOME / "shared" / "texts"
SERVER: dict[str, dict[str, str]] = json.loads((FOLDER / "server.json").read_text("utf-8"))
FIELDS: dict[str, dict[str, str]] = json.loads((FOLDER / "fields.json").read_text("utf-8"))
CATALOGUES = sorted(FOLDER.glob("*.json"))
SOURCES = [*python_files(HOME / "shared"), *python_files(HOME / "functions")]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the product's code, with the name of the function that is called."""
    for file in SOURCES:
        for node in nodes(file):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def literals(node: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(node) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


PROBLEMS: dict[str, type[Problem]] = {
    name: result for name, result in vars(problems).items() if isinstance(result, type) and issubclass(result, Problem)
}


@cache
def problem_codes() -> set[str]:
    """The codes of all problems: of the classes, of calls that pass a code, and of the broker's errors."""
    codes = {result.code for result in PROBLEMS.values()} | set(KNOWN.values())
    for name, call in calls():
        if name in PROBLEMS and call.args:
            codes |= literals(call.args[0])
    return codes


def reason_codes() -> set[str]:
    # A move that a person makes is recorded with the move's name as its reason.
    codes = {move.name for move in MOVES if set(move.by) & {Who.CONSULTANT, Who.TEAM_LEADER, Who.OPERATOR}}
    for name, call in calls():
        if name in ("Unavailable", "OurFault", "Refused", "Uncertain") and call.args:
            codes |= literals(call.args[0])
        if name == "Reason":
            codes |= {code for keyword in call.keywords if keyword.arg == "code" for code in literals(keyword.value)}
    return codes


def fault_codes() -> set[str]:
    field_errors = {code for name, call in calls() if name == "FieldError" for code in literals(call.args[1])}
    by_rules = {code for codes in verdict.RULE_CODES.values() for code in codes}
    return {*verdict.KEYWORD_CODES.values(), *verdict.LIMIT_CODES.values(), *FORMATS, *field_errors, *by_rules} | {
        *("required", "unknown-field", "bad-text")
    }


def other_keys() -> set[str]:
    """The keys that the code contains: whole, as in `text("answer.yes", …)`, or put together from strings of the same file or
    from statuses, as in `text(f"answer.{part}", …)`."""
    written: set[str] = set()
    for file in SOURCES:
        parsed = tree(file)
        words = literals(parsed)
        written |= words | {begun + word for begun in beginnings(parsed) for word in {*words, *Status}}
    return written & set(SERVER)


def beginnings(parsed: ast.AST) -> set[str]:
    """The fixed first parts of keys that are put together by f-strings."""
    joined = (node.values for node in ast.walk(parsed) if isinstance(node, ast.JoinedStr) and len(node.values) == 2)
    firsts = {first.value for first, _ in joined if isinstance(first, ast.Constant)}
    return {str(first) for first in firsts if str(first).startswith(("answer.", "export."))}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.name)
def test_every_text_is_there_in_both_languages_with_the_same_places(file: Path) -> None:
    def walk(value: object, path: str) -> None:
        assert isinstance(value, dict), path
        if set(value) <= {"da", "en"} and all(isinstance(text, str) for text in value.values()):
            assert set(value) == {"da", "en"}, path
            assert all(text.strip() for text in value.values()), path
            assert places(value["da"]) == places(value["en"]), path
        else:
            for name, inner in value.items():
                walk(inner, f"{path}.{name}")

    walk(json.loads(file.read_text("utf-8")), file.name)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_problem_has_its_title_and_what_to_do() -> None:
    codes = problem_codes()
    assert len(codes) > 20
    assert {f"problem.{code}.{part}" for code in codes for part in ("title", "detail")} - set(SERVER) == set()


def test_a_reason_has_its_text() -> None:
    codes = reason_codes()
    assert len(codes) > 20
    assert {f"reason.{code}" for code in codes} - set(SERVER) == set()


def test_a_fault_of_a_field_has_its_text() -> None:
    codes = fault_codes()
    assert len(codes) > 20
    assert {code for code in codes if "{label}" not in FIELDS.get(code, {}).get("da", "")} == set()


def test_every_role_has_its_name() -> None:
    named = json.loads((FOLDER / "access.json").read_text("utf-8"))
    assert [key for key in named if key.startswith("role.")] == [f"role.{role}" for role in ROLES]


def test_there_are_codes_to_test() -> None:
    assert {"loa-too-low", "register-unavailable", "sign-in-aborted", "conflict"} <= problem_codes()
    assert {"party-missing", "uncertain", "sent-again", "internal", "refused"} <= reason_codes()


def test_every_text_of_the_server_is_asked_for() -> None:
    used = {f"problem.{code}.{part}" for code in problem_codes() for part in ("title", "detail")}
    used |= {f"reason.{code}" for code in reason_codes()} | other_keys()
    assert not set(SERVER) - used


def test_every_text_of_a_fault_is_asked_for() -> None:
    assert not set(FIELDS) - fault_codes()


def test_a_problem_fills_every_place_in_its_texts() -> None:
    """Every place that raises a problem passes the values that the problem's text names."""
    for name, call in calls():
        if name not in PROBLEMS:
            continue
        values = {keyword.arg for keyword in call.keywords if keyword.arg}
        codes = literals(call.args[0]) if call.args else {PROBLEMS[name].code}
        for code in codes & problem_codes():
            needed = places(SERVER[f"problem.{code}.detail"]["da"])
            assert needed <= values, f"{name}({code}) gives {values}, its text names {needed}"


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "da"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("da,en", "da"), ("de,en;q=0.5,da", "en"), ("fr", "da")],
)
def test_the_readers_language_follows_the_browsers(header: str, language: str) -> None:
    assert texts.preferred(header) == language


def test_no_text_speaks_of_the_machinery() -> None:
    for key, text in {**SERVER, **FIELDS}.items():
        for words in text.values():
            assert not re.search(r"exception|traceback|null|undefined|stacktrace", words, re.IGNORECASE), key
