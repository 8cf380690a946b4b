"""`check`: no mistake gets past it, each is told with its place, and none takes another app down."""

from __future__ import annotations

import json
from pathlib import Path
import re
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from tests.authors.tool import run, workshop
from tests.domain.folder import definitions, form
from tests.domain.mistakes import MISTAKES as ALL
from tests.domain.mistakes.form import LAW, LIST, PART

MISTAKES = ALL[::6]
"""The table itself is the domain's test; here it is held that the command tells the same."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A folder a mistake, each with another app beside it that is good."""
    root = tmp_path_factory.mktemp("mistakes")
    nodes = []
    for number, mistake in enumerate(MISTAKES):
        folder = root / str(number)
        god = form("").replace("proeve", "god")
        definitions(folder, proeve=mistake.broken, god=god, parts__kontakt=PART, law__dates=LAW, lists__byer=LIST)
        nodes.append(folder)
    return nodes


@pytest.fixture(scope="module")
def reported(folders: list[Path]) -> dict[str, list[dict[str, Any]]]:
    """What one call finds in all of them, by file."""
    files = [str(folder / name) for folder in folders for name in ("proeve.yaml", "god.yaml")]
    done = run(folders[0], "check", "--json", *files)
    assert done.returncode == 1, done.stderr
    result: dict[str, list[dict[str, Any]]] = {}
    for fault in json.loads(done.stdout)["faults"]:
        result.setdefault(str((folders[0] / fault["file"]).resolve()), []).append(fault)
    return result


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_check_reports_a_mistake_with_its_place(
    folders: list[Path], reported: dict[str, list[dict[str, Any]]], number: int
) -> None:
    mistake = MISTAKES[number]
    faults = reported[str(folders[number] / "proeve.yaml")]
    at_the_place = [fault for fault in faults if f"{fault['line']}:{fault['column']}" == mistake.at]
    assert any(re.search(mistake.message, f["message"]) and mistake.words in f["remedy"] for f in at_the_place), faults
    assert str(folders[number] / "god.yaml") not in reported


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_a_mistake_takes_no_other_app_down(folders: list[Path], number: int) -> None:
    assert "god" in [compiled.definition.app for compiled in DefinitionFiles(folders[number]).all()]


def test_what_is_shipped_is_good(tmp_path: Path) -> None:
    done = run(workshop(tmp_path), "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "11 apps: ingen fejl." in done.stdout


def test_a_fault_is_shown_where_it_is(tmp_path: Path) -> None:
    workshop(tmp_path)
    path = tmp_path / "shared/definitions/ny.yaml"
    path.write_text(form("{id: antal, type: number, label: {da: A, en: A}}").replace("proeve", "ny"), "utf-8")
    done = run(tmp_path, "check", "ny")
    assert done.returncode == 1
    place, message, line, caret, remedy = done.stdout.splitlines()[:5]
    assert place == "shared/definitions/ny.yaml:12:27"
    assert message == "  Felttypen number findes ikke."
    assert line.index("number") == caret.index("^")
    assert "Mente du integer?" in remedy
    assert "There is no field type number." in run(tmp_path, "check", "ny", "--language", "en").stdout


def test_a_broken_part_is_told_once_and_by_its_own_name(tmp_path: Path) -> None:
    workshop(tmp_path)
    part = tmp_path / "shared/definitions/parts/kontakt.yaml"
    part.write_text(part.read_text("utf-8").replace("type: phone", "type: phon"), "utf-8")
    for words in (("check",), ("check", "shared/definitions/parts/kontakt.yaml")):
        done = run(tmp_path, *words)
        assert done.returncode == 1
        assert done.stdout.count("Felttypen phon findes ikke") == 1
        assert "shared/definitions/parts/kontakt.yaml:" in done.stdout


def test_a_part_that_nobody_uses_is_told_of(tmp_path: Path) -> None:
    workshop(tmp_path)
    idle = tmp_path / "shared/definitions/parts/alene.yaml"
    idle.write_text("fields: [{id: a, type: text, label: {da: A, en: A}}]\n", "utf-8")
    done = run(tmp_path, "check")
    assert done.returncode == 0
    assert "shared/definitions/parts/alene.yaml bruges ikke" in done.stdout


def test_colours_only_where_they_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("app: [\n", "utf-8")
    assert "\x1b[" not in run(tmp_path, "check", "a.yaml").stdout
    assert "\x1b[31m" in run(tmp_path, "check", "a.yaml", FORCE_COLOR="1").stdout
    assert "\x1b[" not in run(tmp_path, "check", "a.yaml", FORCE_COLOR="1", NO_COLOR="1").stdout
