"""Parts, templates and lists: what a definition is put together from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.domain.source.faults import DefinitionError
from tests.domain.folder import HEAD, definitions, form

PARTS = """\
fields:
  - {id: telefon, type: phone, label: {da: Telefon, en: Phone}, help: {da: H, en: H}}
"""
SEVERAL = """\
fields:
  - {id: ja, type: yes-no, label: {da: Ja, en: Yes}}
  - {id: hvorfor, type: text, label: {da: Hvorfor, en: Why}, visible_when: ja}
  - {id: mere, type: text, label: {da: Mere, en: More}}
"""
TEMPLATE = """\
title: {da: Skabelon, en: Template}
description: {da: S, en: S}
target: log
heading: [navn]
sections:
  - id: hvem
    title: {da: Hvem, en: Who}
    fields:
      - {id: navn, type: text, label: {da: Navn, en: Name}}
      - include: telefon
  - id: hvad
    title: {da: Hvad, en: What}
    fields:
      - {id: emne, type: text, label: {da: Emne, en: Topic}}
"""


def fields_of(plain: dict[str, Any]) -> dict[str, list[str]]:
    return {section["id"]: [field["id"] for field in section["fields"]] for section in plain["sections"]}


def test_a_part_of_one_field_is_overridden(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=form("include: telefon\n"), parts__telefon=PARTS)
    text = form("{include: telefon, id: mobil, required: true}")
    files = definitions(tmp_path, proeve=text, parts__telefon=PARTS)
    (section,) = files.resolved("proeve")["sections"]
    assert section["fields"][1] == {
        **{"id": "mobil", "type": "phone", "label": {"da": "Telefon", "en": "Phone"}},
        **{"help": {"da": "H", "en": "H"}, "required": True},
    }


def test_a_part_of_several_takes_a_condition_and_leaves_some_out(tmp_path: Path) -> None:
    fields = '{include: flere, visible_when: navn = "x", without: [mere]}'
    files = definitions(tmp_path, proeve=form(fields), parts__flere=SEVERAL)
    _, ja, hvorfor = files.resolved("proeve")["sections"][0]["fields"]
    assert (ja["id"], ja["visible_when"]) == ("ja", 'navn = "x"')
    assert (hvorfor["id"], hvorfor["visible_when"]) == ("hvorfor", '(navn = "x") and (ja)')
    assert files.get("proeve").definition.app == "proeve"


def test_a_part_may_stand_in_a_group_and_in_a_part(tmp_path: Path) -> None:
    group = "{id: g, type: group, label: &g {da: G, en: G}, item_label: *g, add_label: *g, fields: [include: ydre]}"
    files = definitions(tmp_path, proeve=form(group), parts__ydre="fields: [include: telefon]\n", parts__telefon=PARTS)
    assert files.get("proeve").definition.fields[1].inner()[0].id == "telefon"
    assert files.uses("proeve").parts == {"ydre", "telefon"}


def test_a_part_that_includes_itself_is_a_fault(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve=form("include: ring"), parts__ring="fields: [include: ring]\n")
    assert "inkluderer sig selv" in str(files.check_app("proeve"))


def test_a_list_gives_the_options(tmp_path: Path) -> None:
    options = "options:\n  - {value: a, label: {da: A, en: A}}\n  - {value: b, label: {da: B, en: B}}\n"
    field = "{id: valg, type: choice, label: {da: V, en: V}, list: ting}"
    files = definitions(tmp_path, proeve=form(field), lists__ting=options)
    assert [entry["value"] for entry in files.resolved("proeve")["sections"][0]["fields"][1]["options"]] == ["a", "b"]
    assert files.users("lists", "ting") == ["proeve"]


def test_an_app_extends_a_template(tmp_path: Path) -> None:
    app = """\
    app: proeve
    version: 1
    extends: besoeg
    title: {da: Egen, en: Own}
    sections:
      - id: hvem
        without: [telefon]
        fields:
          - {id: navn, type: text, label: {da: Fulde navn, en: Full name}}
          - {id: mail, type: email, label: {da: Mail, en: Mail}}
      - id: imellem
        after: hvem
        title: {da: I, en: I}
        fields: [{id: x, type: text, label: {da: X, en: X}}]
      - id: sidst
        title: {da: S, en: S}
        fields: [{id: y, type: text, label: {da: Y, en: Y}}]
    """
    files = definitions(tmp_path, proeve=app, templates__besoeg=TEMPLATE, parts__telefon=PARTS)
    plain = files.resolved("proeve")
    assert fields_of(plain) == {"hvem": ["navn", "mail"], "imellem": ["x"], "hvad": ["emne"], "sidst": ["y"]}
    assert plain["title"]["da"] == "Egen"
    assert plain["sections"][0]["title"]["da"] == "Hvem"
    assert plain["sections"][0]["fields"][0]["label"]["da"] == "Fulde navn"
    assert "extends" not in plain
    assert files.uses("proeve").templates == {"besoeg"}
    assert files.check() == []


def test_a_section_of_the_template_disappears(tmp_path: Path) -> None:
    app = "app: proeve\nversion: 1\nextends: besoeg\nsections: [{id: hvad, without: all}]\n"
    files = definitions(tmp_path, proeve=app, templates__besoeg=TEMPLATE, parts__telefon=PARTS)
    assert fields_of(files.resolved("proeve")) == {"hvem": ["navn", "telefon"]}


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ("[{id: hvem, without: [telefonn]}]", "Mente du telefon?"),
        (
            "[{id: ny, after: hvm, title: {da: N, en: N}, fields: [{id: x, type: text, label: {da: X, en: X}}]}]",
            "Mente du hvem?",
        ),
    ],
)
def test_a_misspelt_place_in_the_template_is_a_fault(tmp_path: Path, sections: str, message: str) -> None:
    app = f"app: proeve\nversion: 1\nextends: besoeg\nsections: {sections}\n"
    files = definitions(tmp_path, proeve=app, templates__besoeg=TEMPLATE, parts__telefon=PARTS)
    assert message in str(files.check_app("proeve"))


def test_a_fault_in_a_part_is_told_in_the_parts_own_file_and_once(tmp_path: Path) -> None:
    broken = PARTS.replace("type: phone", "type: fone")
    other = form("include: telefon").replace("app: proeve", "app: anden")
    files = definitions(tmp_path, proeve=form("include: telefon"), anden=other, parts__telefon=broken)
    check = [(fault.file, fault.line) for error in files.check() for fault in error.faults]
    assert check == [("parts/telefon.yaml", 2)]


def test_a_broken_part_takes_only_its_users_down(tmp_path: Path) -> None:
    good = form("").replace("app: proeve", "app: god")
    files = definitions(tmp_path, proeve=form("include: telefon"), god=good, parts__telefon="fields: [")
    assert [compiled.definition.app for compiled in files.all()] == ["god"]
    with pytest.raises(DefinitionError):
        files.resolved("proeve")
    assert files.users("parts", "telefon") == []


def test_a_template_cannot_have_what_is_the_apps(tmp_path: Path) -> None:
    files = definitions(tmp_path, proeve="app: proeve\nversion: 1\nextends: t\n", templates__t=HEAD)
    assert "En skabelon kan ikke have version" in str(files.check_app("proeve"))
