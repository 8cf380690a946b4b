"""What the doctor prints, and the code that it ends with."""

from __future__ import annotations

import pytest

from ops.doctor.__main__ import read_arguments, summary
from ops.doctor.diagnoses import Diagnosis, Level, age, exit_code, sentence, texts


def test_the_exit_code_tells_how_bad_the_findings_are() -> None:
    care, wrong, unseen = (Diagnosis(level, "x") for level in (Level.CARE, Level.WRONG, Level.UNSEEN))
    assert [exit_code(result) for result in ([], [care], [care, unseen], [unseen, wrong])] == [0, 0, 2, 1]


@pytest.mark.parametrize("code", texts())
def test_every_text_is_there_in_both_languages(code: str) -> None:
    for part in texts()[code].values():
        assert part.keys() == {"da", "en"}
        assert part["da"] != part["en"] or code.startswith("definitions.loaded")


def test_a_remedy_is_told_with_what_is_wrong() -> None:
    line = sentence(Diagnosis(Level.CARE, "queue.poison", {"name": "registrations-poison", "number": 2}), "da")
    assert line.startswith("! Køen registrations-poison har 2 beskeder")
    assert "\n    → Produktet sender dem igen" in line


def test_a_dependency_that_is_down_has_its_own_remedy_alone() -> None:
    line = sentence(Diagnosis(Level.WRONG, "dependency.down", {"name": "fasit", "at": "nu"}), "da")
    assert "Schultz" in line
    assert not [name for name in ("broker", "CVR", "lagerkonto") if name in line]
    assert "Application Insights" in sentence(Diagnosis(Level.WRONG, "dependency.down", {"name": "x", "at": ""}), "da")


@pytest.mark.parametrize(
    ("number", "seconds", "line"),
    [
        (1, 200, "! En registrering er afvist, for 3 minutter siden"),
        (3, 20, "! 3 registreringer er afvist, den ældste i under et minut"),
        (3, 3700, "! 3 registreringer er afvist, den ældste i 1 time"),
        (3, 90_000, "! 3 registreringer er afvist, den ældste i 25 timer"),
        (3, 400_000, "! 3 registreringer er afvist, den ældste i 4 dage"),
    ],
)
def test_one_and_several_and_how_long_are_said_as_people_say_it(number: int, seconds: float, line: str) -> None:
    diagnosis = Diagnosis(Level.CARE, "attention.refused", {"number": number, "age": age(seconds)})
    assert sentence(diagnosis, "da").splitlines()[0] == line


def test_the_last_line_counts_what_needs_care() -> None:
    care, well = Diagnosis(Level.CARE, "x"), Diagnosis(Level.OK, "x")
    assert summary([care, care, well], "da") == "Intet er galt, men noget kræver omtanke: 2. I orden: 1."
    assert summary([well], "da") == "Alt er i orden: 1 ting er set."


def test_a_role_is_asked_for_where_roles_are_given() -> None:
    line = sentence(Diagnosis(Level.UNSEEN, "session.role"), "da")
    assert "siden Hvem har adgang" in line
    assert "MitID" not in line


def test_the_address_may_stand_after_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["doctor", "--wait", "5", "https://app.example", "--language", "en"])
    options = read_arguments()
    assert (options.url, options.wait, options.language) == ("https://app.example", 5, "en")
