"""Published versions never change, stay answerable, and a broken one takes nothing else down."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shared.domain.access.roles import ROLES
from shared.domain.problems import UnknownApp, UnknownVersion
from tests.domain.folder import definitions, form

OLD = form("{id: gammelt, type: text, label: {da: G, en: G}}")
NEW = form("{id: nyt, type: text, label: {da: N, en: N}}").replace("version: 1", "version: 2")
MIGRATES = "migrates: [{from: 1, renamed: {gammelt: nyt}, defaults: {navn: x}}]\n"


def test_published_and_working_versions_are_answered(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=NEW, published__proeve__1=OLD)
    assert files.get("proeve").definition.version == 2
    assert files.get("proeve", 2) is files.get("proeve")
    assert [field.id for field in files.get("proeve", 1).definition.fields] == ["navn", "gammelt"]
    with pytest.raises(UnknownVersion):
        files.get("proeve", 3)
    with pytest.raises(UnknownApp):
        files.get("../proeve")


def test_a_role_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    (error,) = definitions(tmp_path, proeve=form("", "roles: [konsulent, operator]\n")).check()
    assert "proeve.yaml:7:20: roles.1: Rollen operator findes ikke." in str(error)
    assert all(role in str(error) for role in ROLES)
    assert "operatoer" in str(error).rpartition(".")[0]


def test_a_broken_published_version_leaves_the_others(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=NEW, published__proeve__1="app: [")
    assert files.get("proeve").definition.version == 2
    with pytest.raises(UnknownVersion):
        files.get("proeve", 1)
    assert [error.source for error in files.check()] == ["published/proeve/1.yaml"]


def test_what_is_resolved_is_what_is_published(tmp_path: Path) -> None:
    part = "fields: [{id: telefon, type: phone, label: {da: T, en: T}}]\n"
    files = definitions(tmp_path, proeve=form("include: telefon"), parts__telefon=part)
    written = yaml.safe_dump(files.resolved("proeve"), allow_unicode=True, sort_keys=False)
    again = definitions(tmp_path, published__proeve__1=written)
    assert again.check() == []
    assert again.get("proeve").content == files.get("proeve").content


def test_a_published_version_that_is_changed_is_told_of(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=OLD.replace("{da: G, en: G}", "{da: H, en: G}"), published__proeve__1=OLD)
    (error,) = files.check()
    assert "proeve.yaml:2:10: version: Version 1 er udgivet" in str(error)


def test_a_changed_part_tells_which_published_apps_change(tmp_path: Path) -> None:
    part = "fields: [{id: telefon, type: phone, label: {da: T, en: T}}]\n"
    files = definitions(tmp_path, proeve=form("include: telefon"), parts__telefon=part)
    written = yaml.safe_dump(files.resolved("proeve"), allow_unicode=True, sort_keys=False)
    changed = definitions(tmp_path, published__proeve__1=written, parts__telefon=part.replace("T, en", "U, en"))
    assert ["Version 1 er udgivet" in str(error) for error in changed.check()] == [True]
    assert changed.users("parts", "telefon") == ["proeve"]


def test_versions_only_grow(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=OLD, published__proeve__2=NEW)
    assert "ældre end den udgivne 2" in str(files.check_app("proeve"))


def test_a_migration_is_compiled(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=NEW.replace("sections:", MIGRATES + "sections:"), published__proeve__1=OLD)
    assert files.check() == []
    assert files.get("proeve").layout()["migrates"] == [
        {"from": 1, "renamed": {"gammelt": "nyt"}, "split": {}, "defaults": {"navn": "x"}}
    ]


def test_a_migration_names_fields_on_both_sides(tmp_path: Path) -> None:
    wrong = MIGRATES.replace("gammelt: nyt", "gamelt: nyt")
    files = definitions(tmp_path, proeve=NEW.replace("sections:", wrong + "sections:"), published__proeve__1=OLD)
    assert "Version 1 har intet felt gamelt. Felter: navn, gammelt. Mente du gammelt?" in str(files.check_app("proeve"))


def test_a_text_is_split_into_texts(tmp_path: Path) -> None:
    number = NEW.replace("type: text, label: {da: N", "type: integer, label: {da: N")
    wrong = "migrates: [{from: 1, split: {gammelt: {into: [navn, nyt], at: ' '}}}]\n"
    files = definitions(tmp_path, proeve=number.replace("sections:", wrong + "sections:"), published__proeve__1=OLD)
    assert "Et stykke af en tekst kan ikke stå i nyt: typen er integer." in str(files.check_app("proeve"))


@pytest.mark.parametrize(("type", "value"), [("integer", "x"), ("date", "31.12.2026"), ("yes-no", '"ja"')])
def test_what_is_put_into_drafts_is_an_answer_of_its_field(tmp_path: Path, type: str, value: str) -> None:
    put_in = f"migrates: [{{from: 1, defaults: {{nyt: {value}}}}}]\n"
    content = NEW.replace("type: text, label: {da: N", f"type: {type}, label: {{da: N").replace(
        "sections:", put_in + "sections:"
    )
    error = definitions(tmp_path, proeve=content, published__proeve__1=OLD).check_app("proeve")
    assert "migrates.0.defaults.nyt: En kladde, der flyttes, får" in str(error)
    assert "ville blive afvist" in str(error)
