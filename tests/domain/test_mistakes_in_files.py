"""Mistakes in the file itself, or in what stands around it: its encoding, its name, its length, what its target needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.source.faults import Fault
from tests.domain.mistakes.form import GOOD, PART

FASIT = GOOD.replace("target: log", "target: fasit-documents")
CVR = "      - {id: cvr, type: cvr, label: {da: CVR, en: CVR}, required: true}\n"
PLACE = "      - include: kontakt\n"


def check(folder: Path, content: bytes, name: str = "proeve.yaml") -> list[Fault]:
    (folder / "parts").mkdir(parents=True, exist_ok=True)
    (folder / "parts" / "kontakt.yaml").write_text(PART, "utf-8")
    (folder / name).write_bytes(content)
    faults = [fault for error in DefinitionFiles(folder).check() for fault in error.faults]
    (folder / name).unlink()
    return faults


def faults_of(faults: list[Fault]) -> list[tuple[int, int, str]]:
    return [(fault.line, fault.column, fault.text.key) for fault in faults]


def test_a_file_in_ansi_is_saved_as_utf_8(tmp_path: Path) -> None:
    faults = check(tmp_path, GOOD.encode("latin-1"))
    assert faults_of(faults) == [(3, 15, "not-utf-8")]
    assert "Gem filen som UTF-8" in faults[0].remedy()
    assert check(tmp_path, GOOD.encode("utf-8")) == []


def test_a_file_in_utf_16_is_saved_as_utf_8(tmp_path: Path) -> None:
    faults = check(tmp_path, GOOD.encode("utf-16"))
    assert faults_of(faults) == [(1, 1, "utf-16")]
    assert "Gem filen som UTF-8" in faults[0].remedy()


def test_a_name_with_a_space_is_no_apps(tmp_path: Path) -> None:
    faults = check(tmp_path, GOOD.encode(), "min prøve.yaml")
    assert faults_of(faults) == [(1, 6, "bad-file-name")]
    assert "Omdøb filen til min-proeve.yaml, og skriv app: min-proeve" in faults[0].remedy()
    assert check(tmp_path, GOOD.replace("app: proeve", "app: min-proeve").encode(), "min-proeve.yaml") == []


def test_a_file_with_another_ending_is_told_of(tmp_path: Path) -> None:
    faults = check(tmp_path, GOOD.encode(), "proeve.yml")
    assert faults_of(faults) == [(1, 1, "wrong-ending")]
    assert "Omdøb den til proeve.yaml" in faults[0].remedy()
    assert check(tmp_path, GOOD.encode(), "proeve.yaml") == []


def with_options(many: int) -> bytes:
    first = "          - {value: roed, label: {da: Rød, en: Red}}\n"
    options = "".join(f"          - {{value: v{n}, label: {{da: V{n}, en: V{n}}}}}\n" for n in range(many))
    return GOOD.replace(first, first + options).encode()


def test_more_options_than_a_file_holds(tmp_path: Path) -> None:
    faults = check(tmp_path, with_options(10_000))
    assert [fault.text.key for fault in faults] == ["too-many-lines"]
    assert "en liste kan have 7000 muligheder" in faults[0].remedy()


@pytest.mark.rare
def test_as_many_options_as_a_file_holds(tmp_path: Path) -> None:
    assert check(tmp_path, with_options(7_000)) == []


def test_a_target_says_what_it_needs(tmp_path: Path) -> None:
    faults = check(tmp_path, FASIT.encode())
    assert faults_of(faults) == [(5, 9, "target-needs")]
    assert "type: cvr og required: true" in faults[0].remedy()
    definition = FASIT.replace(PLACE, PLACE + CVR)
    assert check(tmp_path, definition.replace("{navn: Anna}", '{navn: Anna, cvr: "64942212"}').encode()) == []


def test_a_field_that_a_target_needs_is_always_answered(tmp_path: Path) -> None:
    example = FASIT.replace("{navn: Anna}", '{navn: Anna, cvr: "64942212"}')
    faults = check(tmp_path, example.replace(PLACE, PLACE + CVR.replace(", required: true", "")).encode())
    assert faults_of(faults) == [(30, 9, "target-needs-answer")]
    assert "required: true" in faults[0].remedy()
    hidden = CVR.replace("required: true", "required: true, visible_when: not answered(antal)")
    faults = check(tmp_path, example.replace(PLACE, PLACE + hidden).encode())
    assert [fault.text.key for fault in faults] == ["target-needs-shown"]
    assert "Slet visible_when" in faults[0].remedy()
