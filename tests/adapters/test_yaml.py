"""YAML files that are broken, large or written to do harm: their author is told where, and nothing else goes down."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.yaml_source import read_yaml, yaml_nodes
from shared.domain.source.faults import DefinitionError
from tests.adapters.test_definition_files import files


def fault_in_words(text: str) -> str:
    with pytest.raises(DefinitionError) as error:
        read_yaml(text, "x.yaml")
    return str(error.value)


@pytest.mark.parametrize("text", ["[" * 900_000, "- " * 450_000 + "x", "? " * 450_000, "{a: " * 200_000, "&a [*a]"])
def test_nesting_without_end_is_told_and_never_ends_the_process(text: str) -> None:
    assert "Det står for dybt: over 30 niveauer. Gør strukturen fladere." in fault_in_words(text)


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 400, "9" * 400 + ".5"])
def test_a_number_that_no_phone_can_hold_is_told_by_its_place(number: str) -> None:
    assert fault_in_words(f"a: b\nc: {number}\n") == (
        "x.yaml:2:4: Tallet er for stort. Skriv et mindre tal, eller sæt det i anførselstegn, hvis det er en tekst."
    )


@pytest.mark.parametrize("tag", ["!!int", "!!bool", "!!python/object/apply:os.system", "!"])
def test_a_tag_is_told_and_never_followed(tag: str) -> None:
    assert "x.yaml:1:4: YAML-mærket" in fault_in_words(f"a: {tag} x\n")


def test_a_harmful_file_takes_no_other_app_down(tmp_path: Path) -> None:
    expected = files(
        tmp_path, grim=("version: 3", f"version: {'9' * 5000}"), dyb=("version: 3", "version: " + "[" * 90_000)
    )
    assert [compiled.definition.app for compiled in expected.all()] == ["god"]
    assert [error.source for error in expected.check()] == ["dyb.yaml", "grim.yaml"]


def test_without_libyaml_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own loader takes `{da: Hvem?}` for a fault, so a form would be good on one machine and broken on another."""
    assert read_yaml("{da: Hvem?}", "x.yaml").plain() == {"da": "Hvem?"}
    (tmp_path / "god.yaml").write_text("app: god\n", "utf-8")
    monkeypatch.setattr(yaml_nodes, "READS", False)
    [error] = DefinitionFiles(tmp_path).check()
    assert "uden libyaml" in str(error)
    assert "--only-binary" in str(error)
