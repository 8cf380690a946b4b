"""What the access list's command line says to a slip of the hand: before anything is written, and never as a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ops.access import main

pytestmark = pytest.mark.starts

ROLES = "konsulent, teamleder, formularforfatter, evaluator, operatoer"
NUMBER = "3f2a-91bc-04de-77a1"


@pytest.fixture
def given_command(tmp_path: Path) -> Any:
    """What is said to a command that is refused. Nothing answers where its settings say that the storage is."""
    settings = tmp_path / "settings.json"
    nowhere = "AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;"
    settings.write_text(json.dumps({"Values": {"DataStorage": nowhere}}), "utf-8")

    def refused(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["--settings", str(settings), *words])
        assert isinstance(ended.value.code, str), "the reason goes to the error stream, and the exit code is 1"
        return ended.value.code

    return refused


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--roles", "konsulnt"), f"roles must be some of {ROLES}"),
        (("--roles", ""), f"roles must be some of {ROLES}"),
        (("--roles", "konsulent", "--to", "31-12-2026"), "--to must be a day written as 2027-01-31"),
        (("--roles", "konsulent", "--from", "2027-02-30"), "--from must be a day written as 2027-01-31"),
        (("--roles", "konsulent", "--from", "2027-02-01", "--to", "2027-01-01"), "not before --from"),
        (("--roles", "konsulent", "--team", "x" * 61), "team must be one line of at most 60 letters"),
        (("--roles", "konsulent", "--reason", "a\nb"), "on one line of at most 200 letters"),
    ],
)
def test_a_grant_is_read_as_strictly_as_on_the_page(given_command: Any, words: tuple[str, ...], remedy: str) -> None:
    assert remedy in given_command("allow", NUMBER, *words)


@pytest.mark.parametrize("command", ["remove", "end-sessions"])
def test_a_reason_is_given_for_what_is_taken(given_command: Any, command: str) -> None:
    assert given_command(command, NUMBER, "--reason", " ").startswith("--reason must say why")


GOOD = {"identity": "urn:uuid:1", "roles": ["konsulent"]}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("{oops", "is no JSON in UTF-8"),
        ("{}", "holds no list of people"),
        ([GOOD, 3], "person 2: roles are missing"),
        ([{"identity": "x", "role": "konsulent"}], "person 1: roles are missing"),
        ([GOOD, {**GOOD, "roles": ["konge"]}], f"person 2: roles must be some of {ROLES}"),
        ([{**GOOD, "identity": " "}], "person 1: identity, or issuer and subject, must say who it is"),
        ([{"issuer": "x", "roles": ["konsulent"]}], "person 1: identity, or issuer and subject, must say who it is"),
        ([{**GOOD, "name": 7}], "person 1: name is no text"),
        ([{**GOOD, "validTo": "2027-01-31"}], "person 1: validTo is unknown"),
        ([{**GOOD, "team": "a\nb"}], "person 1: team must be one line"),
    ],
)
def test_a_file_is_read_whole_before_anybody_is_let_in(
    given_command: Any, tmp_path: Path, written: Any, text: str
) -> None:
    file = tmp_path / "people.json"
    file.write_text(written if isinstance(written, str) else json.dumps(written), "utf-8")
    assert text in given_command("import", str(file))


def test_a_file_that_is_not_there(given_command: Any, tmp_path: Path) -> None:
    assert "people.json cannot be read" in given_command("import", str(tmp_path / "people.json"))


def test_the_access_command_says_which_storage_setting_it_lacks(given_command: Any, tmp_path: Path) -> None:
    for written, text in (
        ("{}", "DataStorage is missing"),
        ("root:x:0", "is no JSON"),
        ("[]", "DataStorage is missing"),
    ):
        (tmp_path / "other.json").write_text(written, "utf-8")
        assert text in given_command("--settings", str(tmp_path / "other.json"), "list")
    assert "https://ACCOUNT.table.core.windows.net" in given_command(
        "--tables", "account.table.core.windows.net", "list"
    )
