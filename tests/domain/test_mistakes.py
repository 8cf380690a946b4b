"""Mistakes that form authors make: each is told of with line, column, what is wrong and what was meant."""

from __future__ import annotations

from pathlib import Path
import re

import pytest

from shared.domain.source.faults import Fault
from tests.domain.folder import definitions

GOOD = """\
app: proeve
version: 2
title: {da: Prøve, en: Trial}
description: {da: En prøve., en: A trial.}
target: log
heading: [navn]
roles: [konsulent]
retention: {years: 5}
sections:
  - id: foerste
    title: {da: Første, en: First}
    fields:
      - id: navn
        type: text
        label: {da: Navn, en: Name}
        required: true
      - id: udfald
        type: choice
        label: {da: Udfald, en: Outcome}
        options:
          - {value: aftale, label: {da: Aftale, en: Agreement}}
          - {value: ingen, label: {da: Ingen, en: None}}
      - id: antal
        type: integer
        label: {da: Antal, en: How many}
        minimum: 1
        maximum: 10
        visible_when: udfald = "aftale"
      - include: kontakt
  - id: anden
    title: {da: Anden, en: Second}
    visible_when: udfald = "aftale"
    fields:
      - id: ting
        type: group
        label: {da: Ting, en: Things}
        item_label: {da: Ting, en: Thing}
        add_label: {da: Tilføj, en: Add}
        fields:
          - {id: vaegt, type: decimal, label: {da: Vægt, en: Weight}}
      - id: sum
        type: calculated
        as: decimal
        label: {da: Sum, en: Sum}
        calculate: sum(ting.vaegt)
example: {navn: Anna}
"""
PART = """\
fields:
  - {id: telefon, type: phone, label: {da: Telefon, en: Telephone}}
"""


def faults(folder: Path, text: str) -> list[Fault]:
    files = definitions(folder, proeve=text, parts__kontakt=PART)
    return [fault for error in files.check() for fault in error.faults]


def test_the_definition_without_mistakes_is_good(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message", "meant"),
    [
        ("type: choice", "type: choice\n        default: aftale", 19, 18, "aftale er en tekst", "'\"aftale\"'"),
        ("type: choice", "type: choice\n        default: \"'aftale'\"", 19, 19, "lige, dobbelte", '"aftale"'),
        (
            "type: choice",
            "type: choice\n        default: [aftale]",
            19,
            18,
            "Kun et choices-felt|kun et choices-felt",
            "",
        ),
        ("type: choice", "type: choice\n        default: '\"aftal\"'", 19, 19, "muligheden aftal", "aftale"),
        ("target: log", "taget: log", 5, 1, "taget kendes ikke", "target"),
        ("target: log\n", "", 1, 1, "target mangler", ""),
        ("target: log", "target: fasit-document", 5, 9, "fasit-document findes ikke", "fasit-documents"),
        ("app: proeve", "app: proven", 1, 6, "andet end app", "proeve"),
        ("app: proeve", "app: Prøve", 1, 6, "Navnet kan ikke bruges", ""),
        ("version: 2", "version: to", 2, 10, "skal være et helt tal", ""),
        ("version: 2", "version: 0", 2, 10, "skal være mindst 1", ""),
        ("version: 2", "version: 2\nversion: 3", 3, 1, "version står to gange", ""),
        ("title: {da: Prøve, en: Trial}", "title: Prøve", 3, 8, "title skal bestå af nøgler", ""),
        ("title: {da: Prøve, en: Trial}", "title: {da: Prøve}", 3, 8, "en mangler", ""),
        ("title: {da: Prøve, en: Trial}", 'title: {da: Prøve, en: ""}', 3, 25, "en er tom", ""),
        ("title: {da: Prøve, en: Trial}", "title: {daa: Prøve, en: Trial}", 3, 9, "daa kendes ikke", "da"),
        ("heading: [navn]", "heading: [nan]", 6, 11, "intet felt nan", "navn"),
        ("heading: [navn]", "heading: navn", 6, 10, "skal være en liste", ""),
        ("heading: [navn]", "heading: [navn", 7, 6, "manglende slutparentes", ""),
        ("roles: [konsulent]", "\troles: [konsulent]", 7, 1, "mellemrum, aldrig tabulator", ""),
        ("retention: {years: 5}", "retention: {}", 8, 12, "retention siger ingen tid", ""),
        ("retention: {years: 5}", "retention: {year: 5}", 8, 13, "year kendes ikke", "years"),
        ("  - id: foerste", "  - id: foerste\n    helps: x", 11, 5, "helps kendes ikke", "help"),
        ("  - id: anden", "  - id: foerste", 30, 9, "foerste står to gange", ""),
        ("type: text", "type: tekst", 14, 15, "tekst findes ikke", "text"),
        ("        type: text\n", "", 13, 9, "har ingen type", ""),
        ("type: integer", "type: number", 24, 15, "number findes ikke", "integer"),
        ("id: antal", "id: Antal", 23, 13, "Navnet kan ikke bruges", ""),
        ("id: antal", "id: udfald", 23, 13, "udfald bruges af flere felter", ""),
        ("id: antal", "id: today", 23, 13, "today er et ord", ""),
        ("minimum: 1", "minimun: 1", 26, 9, "minimun kendes ikke", "minimum"),
        ("minimum: 1", "minimum: en", 26, 18, "skal være et", ""),
        ("minimum: 1", "minimum: 11", 26, 18, "minimum er større end maximum", ""),
        ("required: true", "required: ja", 16, 19, "true eller false", ""),
        ("required: true", "required: true\n        required_when: no", 17, 24, "både required og required_when", ""),
        ('udfald = "aftale"\n      -', 'udfald = "aftle"\n      -', 28, 32, "muligheden aftle", '"aftale"'),
        ('udfald = "aftale"\n      -', "udfald = aftale\n      -", 28, 32, "aftale er en tekst", '"aftale"'),
        ('udfald = "aftale"\n      -', 'udfalt = "aftale"\n      -', 28, 23, "intet felt udfalt", "udfald"),
        ('udfald = "aftale"\n      -', "antal = 2\n      -", 28, 23, "antal står først længere nede", ""),
        ('udfald = "aftale"\n      -', 'udfald == "aftale"\n      -', 28, 30, "== bruges ikke", "="),
        ('udfald = "aftale"\n      -', "\"udfald = 'aftale'\"\n      -", 28, 33, "lige, dobbelte", '"aftale"'),
        ('udfald = "aftale"\n      -', "{field: udfald, is: aftale}\n      -", 28, 23, "skal være en tekst", ""),
        ('udfald = "aftale"\n    fields', 'ting = "a"\n    fields', 32, 19, "ting står først længere nede", ""),
        ("include: kontakt", "include: kontakter", 29, 18, "ingen del kontakter", "kontakt"),
        ("include: kontakt", "include: kontakt\n        lable: {da: x, en: x}", 30, 9, "lable kendes ikke", "label"),
        ("value: ingen", "value: aftale", 21, 11, "aftale står to gange", ""),
        ("value: ingen", "value: Ingen", 22, 21, "Navnet kan ikke bruges", ""),
        (", label: {da: Ingen, en: None}", "", 22, 13, "label mangler", ""),
        ("as: decimal", "as: decimaler", 43, 13, "Værdien af as kendes ikke", "decimal"),
        ("sum(ting.vaegt)", "sum(ting.vægt)", 45, 24, "ting har intet felt vægt", "vaegt"),
        ("sum(ting.vaegt)", "sum(tinge.vaegt)", 45, 24, "tinge er ingen gruppe", "ting"),
        ("sum(ting.vaegt)", "sum(ting.vaegt", 45, 34, r"skulle stå \)", ""),
        ("sum(ting.vaegt)", '"tekst"', 45, 21, "intet felt tekst", ""),
        ("sum(ting.vaegt)", "'\"tekst\"'", 45, 21, "skulle stå number", ""),
        ("example: {navn: Anna}", "example: {}", 46, 10, "/navn: Navn: skal udfyldes", ""),
        ("example: {navn: Anna}", "example: {navn: Anna, antal: 3}", 46, 30, "afvist ved /antal", ""),
        ("example: {navn: Anna}", "exampel: {navn: Anna}", 46, 1, "exampel kendes ikke", "example"),
        ("type: decimal", "type: cpr", 40, 31, "spørger om cpr", ""),
        ("type: text", "type: cpr", 6, 11, "navn er et felt af typen cpr og kan ikke stå i heading", ""),
        ("roles: [konsulent]", "card: [nvn]", 7, 8, "intet felt nvn", "navn"),
        ("roles: [konsulent]", "summary: [nvn]", 7, 11, "intet felt nvn", "navn"),
        ("roles: [konsulent]", "summary: [navn, navn]", 7, 17, "navn står to gange i summary", ""),
        ("roles: [konsulent]", "follow_up: nvn", 7, 12, "intet felt nvn", "navn"),
        ("roles: [konsulent]", "follow_up: navn", 7, 12, "navn er et felt af typen text, men follow_up er dagen", ""),
        ("roles: [konsulent]", "cpr_in_texts: forbidden", 7, 15, "Værdien af cpr_in_texts kendes ikke", "forbid"),
        ("roles: [konsulent]", "legal_basis: {cpr: x}", 7, 20, "hjemlen cpr", ""),
        ("roles: [konsulent]", "migrates: [{from: 2}]", 7, 19, "ikke er før version 2", ""),
        ("roles: [konsulent]", "migrates: [{from: 1, renamed: {gl: nvn}}]", 7, 36, "intet felt nvn", "navn"),
        ("roles: [konsulent]", "migrates: [{from: 1}]", 7, 19, "Version 1 er ikke udgivet", ""),
        ("roles: [konsulent]", "extends: besoeg", 7, 10, "ingen skabelon besoeg", ""),
        ("options:\n", "list: fagomraader\n        options:\n", 20, 15, "ingen liste fagomraader", ""),
    ],
)
def test_a_mistake_is_told_with_its_place(  # noqa: PLR0913, PLR0917 (a row of the table)
    tmp_path: Path, old: str, new: str, line: int, column: int, message: str, meant: str
) -> None:
    assert GOOD.count(old) >= 1
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    told = [(fault.line, fault.column, fault.text.meant) for fault in found]
    assert (line, column, meant) in told, "\n".join(map(str, found))
    fault = next(fault for fault in found if (fault.line, fault.column, fault.text.meant) == (line, column, meant))
    assert re.search(message, fault.render()), fault.render()
    assert fault.render("en")
    assert not meant or meant in fault.remedy("da")


def test_an_empty_file_and_a_list_are_no_definitions(tmp_path: Path) -> None:
    assert "Filen er tom" in str(faults(tmp_path / "a", "")[0])
    assert "består af nøgler" in str(faults(tmp_path / "b", "- a\n- b\n")[0])


def test_a_few_lines_of_anchors_do_not_grow_without_end(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "for stor" in str(faults(tmp_path, "\n".join(lines))[0])


def test_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert "for dybt" in str(faults(tmp_path, "a: " + "[" * 200 + "]" * 200)[0])
