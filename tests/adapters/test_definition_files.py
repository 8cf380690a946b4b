"""Definitions from files: every fault by its place, and a broken file that leaves the others alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.problems import UnknownApp, UnknownVersion

GOOD = """
app: {app}
version: 3
title: {{da: Titel, en: Title}}
description: {{da: Tekst, en: Text}}
target: log
heading: [navn]
sections:
  - id: en
    title: {{da: Et, en: One}}
    fields:
      - {{id: navn, type: text, label: {{da: Navn, en: Name}}}}
      - id: art
        type: choice
        label: {{da: Art, en: Kind}}
        options:
          - {{value: a, label: {{da: A, en: A}}}}
          - {{value: b, label: {{da: B, en: B}}}}
      - {{id: mere, type: text, label: {{da: Mere, en: More}}, visible_when: 'art = "a"', required: true}}
"""


def files(folder: Path, **changed: tuple[str, str]) -> DefinitionFiles:
    """A good file `god`, and for each name a file with one text changed to another."""
    for name, (before, after) in {"god": ("", ""), **changed}.items():
        content = GOOD.format(app=name)
        assert before in content
        (folder / f"{name}.yaml").write_text(content.replace(before, after, 1) if before else content, "utf-8")
    return DefinitionFiles(folder)


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("title:", "titel:", "titel"),
        ("label: {da: Navn", "lable: {da: Navn", "sections.0.fields.0.lable"),
        ("type: text", "type: tekst", "sections.0.fields.0"),
        ("type: text", "type: text, required: true, required_when: x", "sections.0.fields.0"),
        ("en: Name", "en: ''", "sections.0.fields.0.label.en"),
        (", en: Name", "", "sections.0.fields.0.label.en"),
        ("heading: [navn]", "heading: [navnet]", "heading.0"),
        ('art = "a"', 'arten = "a"', "sections.0.fields.2.visible_when"),
        ('art = "a"', 'art = "c"', "sections.0.fields.2.visible_when"),
        ('art = "a"', 'art er "a"', "sections.0.fields.2.visible_when"),
        ("id: mere", "id: navn", "sections.0.fields.2.id"),
        ("id: navn, type", "id: Navn!, type", "sections.0.fields.0.id"),
        ("value: b", "value: a", "sections.0.fields.1"),
        ("version: 3", "version: 0", "version"),
        ("version: 3", "version: tre", "version"),
        ("fields:", "fields: []\n    felter:", "sections.0"),
        ("version: 3", "version: 3\nversion: 4", ""),
        ("sections:", "sections: [", ""),
        ("app: fejl", "app: en-anden", "app"),
    ],
)
def test_a_fault_is_told_by_its_place(tmp_path: Path, before: str, after: str, path: str) -> None:
    definitions = files(tmp_path, fejl=(before, after))
    [error] = definitions.check()
    assert error.source == "fejl.yaml"
    assert any(fault.path.startswith(path) for fault in error.faults), error.faults
    assert all(fault.message() for fault in error.faults)


@pytest.mark.parametrize("content", ["", "[]", "tekst", "\x00", "- : -\n :"])
def test_a_file_that_is_no_definition(tmp_path: Path, content: str) -> None:
    definitions = files(tmp_path)
    (tmp_path / "fejl.yaml").write_text(content, "utf-8")
    assert [error.source for error in definitions.check()] == ["fejl.yaml"]
    assert definitions.get("god").definition.version == 3


def test_a_file_in_another_encoding_leaves_the_others_alone(tmp_path: Path) -> None:
    definitions = files(tmp_path)
    (tmp_path / "fejl.yaml").write_bytes(GOOD.format(app="fejl").replace("Titel", "Bes\u00f8g").encode("latin-1"))
    assert [compiled.definition.app for compiled in definitions.all()] == ["god"]
    assert [error.source for error in definitions.check()] == ["fejl.yaml"]


def test_a_broken_file_leaves_the_others_alone_and_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    definitions = files(tmp_path, fejl=("target:", "taget:"))
    assert [compiled.definition.app for compiled in definitions.all()] == ["god"]
    assert definitions.get("god").definition.version == 3
    with pytest.raises(UnknownApp):
        definitions.get("fejl")
    assert "fejl.yaml:" in caplog.text
    assert "taget" in caplog.text


def test_a_version_that_is_not_there(tmp_path: Path) -> None:
    assert files(tmp_path).get("god", 3).definition.app == "god"
    with pytest.raises(UnknownVersion):
        files(tmp_path).get("god", 2)


@pytest.mark.parametrize("app", ["", "..", "../god", "god.yaml", "GOD", "god\0", "/etc/passwd"])
def test_no_way_out_of_the_folder(tmp_path: Path, app: str) -> None:
    with pytest.raises(UnknownApp):
        files(tmp_path).get(app)


def test_words_that_yaml_would_change_stay_words(tmp_path: Path) -> None:
    changed = ("{value: a, label: {da: A, en: A}}", "{value: no, label: {da: Nej, en: 2026-01-01}}")
    (tmp_path / "x").mkdir()
    content = GOOD.format(app="ord").replace(*changed).replace('"a"', '"no"')
    (tmp_path / "x" / "ord.yaml").write_text(content, "utf-8")
    definitions = DefinitionFiles(tmp_path / "x")
    assert not definitions.check()
    assert b'"value":"no"' in definitions.get("ord").content
    assert b'"en":"2026-01-01"' in definitions.get("ord").content


def test_what_is_served_is_the_same_each_time(tmp_path: Path) -> None:
    assert files(tmp_path).get("god").etag == files(tmp_path).get("god").etag
