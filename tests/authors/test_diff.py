"""`diff` tells in words what a change means, and to whom."""

from __future__ import annotations

import json
from pathlib import Path

from tests.authors.tool import run
from tests.domain.folder import definitions, form

A, B, C = (f"{{value: {v.lower()}, label: {{da: {v}, en: {v}}}}}" for v in "ABC")
OLD = form(
    f"""{{id: gammelt, type: text, label: {{da: Gammelt, en: Old}}}}
    {{id: antal, type: integer, label: {{da: Antal, en: Number}}, maximum: 10}}
    {{id: slags, type: choice, label: {{da: Slags, en: Kind}}, options: [{A}, {B}]}}
    {{id: borte, type: date, label: {{da: Borte, en: Gone}}}}"""
)
NEW = form(
    f"""{{id: nyt, type: text, label: {{da: Nyt, en: New}}}}
    {{id: antal, type: integer, label: {{da: Antal i alt, en: Number}}, maximum: 20, required: true}}
    {{id: slags, type: choice, label: {{da: Slags, en: Kind}}, options: [{A}, {C}]}}
    {{id: mail, type: email, label: {{da: Mail, en: Mail}}}}""",
    "migrates: [{from: 1, renamed: {gammelt: nyt}}]\n",
).replace("version: 1", "version: 2")


def differences(folder: Path, *words: str) -> list[str]:
    done = run(folder, "diff", *words, "--definitions", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    return [f"{entry['about']} {entry['sentence']}" for entry in json.loads(done.stdout)]


def test_the_changes_of_a_new_version_are_listed(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=NEW, published__proeve__1=OLD)
    result = differences(tmp_path, "proeve@1", "proeve")
    for line in (
        "drafts En kladde på version 1 kan stadig sendes: den er udgivet.",
        "drafts Kladder på version 1 kan flyttes til 2, når personen vil.",
        "drafts Svaret i gammelt flyttes til nyt.",
        "drafts Svaret i Borte (borte) følger ikke med.",
        "drafts Et svar i Slags (slags) følger ikke med, hvis det er: b.",
        "data Ny kolonne: Nyt (nyt). Ældre registreringer står i gammelt, der bliver ved siden af. Tabel: registreringer.",
        "data Ny kolonne: Mail (mail). Tom for ældre registreringer. Tabel: registreringer.",
        "data Kolonnen Borte (borte) er kun for ældre registreringer. Tabel: registreringer.",
        "data Overskriften »Antal« er nu »Antal i alt«, også for ældre registreringer.",
        "document Ny linje: Mail (mail).",
        "document Linjen er væk: Borte (borte).",
        "document Linjen »Gammelt« hedder nu »Nyt«.",
        "consultant Antal i alt (antal) skal udfyldes.",
        "consultant Antal i alt (antal): maximum er 20, før 10.",
        "consultant Slags (slags) har en ny mulighed: C.",
        "consultant Slags (slags) har ikke længere muligheden B.",
    ):
        assert line in result, result


def test_an_option_that_is_offered_for_a_time(tmp_path: Path) -> None:
    dated = OLD.replace(A, f"{A[:-1]}, until: 2026-06-30}}").replace("version: 1", "version: 2")
    definitions(tmp_path, proeve=dated, published__proeve__1=OLD)
    assert "consultant Muligheden »A« i Slags (slags) kan nu vælges, når: until: 2026-06-30." in differences(
        tmp_path, "proeve@1", "proeve"
    )


def test_changes_under_the_same_number_meet_old_drafts_at_once(tmp_path: Path) -> None:
    """Two files that nobody has published: drafts meet the new rules."""
    old, new = tmp_path / "foer.yaml", tmp_path / "efter.yaml"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW.replace("version: 2", "version: 1").replace("migrates", "# migrates"), "utf-8")
    result = differences(tmp_path, str(old), str(new))
    for line in (
        "drafts Versionen er stadig 1: kladder møder de nye regler med det samme.",
        "drafts Et svar i Borte (borte) afvises, for feltet er væk.",
        "drafts Et svar i Slags (slags) afvises, hvis det er: b.",
        "drafts Antal i alt (antal) skal nu udfyldes, også i kladder.",
    ):
        assert line in result, result


def test_a_published_number_stays_as_it_is(tmp_path: Path) -> None:
    changed = NEW.replace("version: 2", "version: 1").replace("migrates", "# migrates")
    definitions(tmp_path, proeve=changed, published__proeve__1=OLD)
    result = differences(tmp_path, "proeve@1", "proeve")
    assert "drafts Version 1 er udgivet og bliver, som den er. Hæv version til 2, før ændringen kan udgives." in result
    assert not any("med det samme" in line for line in result)
    same = run(tmp_path, "diff", "proeve@1", "proeve@1", "--definitions", ".", "--exit-code")
    assert (same.returncode, same.stdout) == (0, "Ingen forskel.\n")


def test_an_unpublished_version_loses_its_drafts(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=form("").replace("version: 1", "version: 2"))
    old = tmp_path / "gammel.yaml"
    old.write_text(form(""), "utf-8")
    assert any("kan ikke sendes: den er ikke udgivet" in line for line in differences(tmp_path, str(old), "proeve"))


def test_no_difference_and_the_exit_code(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=NEW.replace("migrates", "# migrates"), published__proeve__1=OLD)
    same = run(tmp_path, "diff", "proeve", "proeve", "--definitions", ".", "--exit-code")
    assert (same.returncode, same.stdout) == (0, "Ingen forskel.\n")
    assert run(tmp_path, "diff", "proeve@1", "proeve", "--definitions", ".", "--exit-code").returncode == 1


def test_a_broken_file_elsewhere_is_told_with_its_line(tmp_path: Path) -> None:
    definitions(tmp_path / "hjem", proeve=form(""))
    (tmp_path / "gammel.yaml").write_text(form("{id: a, type: mail, label: {da: A, en: A}}"), "utf-8")
    done = run(tmp_path, "diff", "gammel.yaml", "proeve", "--definitions", "hjem")
    assert done.returncode == 1
    assert done.stdout.startswith("gammel.yaml:12:23\n")
    assert "type: mail" in done.stdout


def test_a_broken_file_is_told_as_check_does(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=NEW.replace("type: email", "type: mail").replace("migrates", "# migrates"))
    done = run(tmp_path, "diff", "proeve", "proeve", "--definitions", ".")
    assert done.returncode == 1
    assert "Felttypen mail findes ikke." in done.stdout


def test_what_drafts_cannot_take_along_to_another_type_is_told(tmp_path: Path) -> None:
    label = "label: {da: Tal, en: Number}"
    group = f"item_label: {{da: G, en: G}}, add_label: {{da: G, en: G}}, fields: [{{id: tal, type: decimal, {label}}}]"
    old = form(
        f"""{{id: g, type: group, label: {{da: G, en: G}}, {group}}}
        {{id: valg, type: choice, label: {{da: Valg, en: C}}, options: [{A}, {B}]}}"""
    )
    new = old.replace("version: 1", "version: 2").replace("id: g,", "id: h,").replace("type: decimal", "type: integer")
    new = new.replace("type: choice", "type: choices").replace(
        "sections:", "migrates: [{from: 1, renamed: {g: h}}]\nsections:"
    )
    definitions(tmp_path, proeve=new, published__proeve__1=old)
    drafts = [line for line in differences(tmp_path, "proeve@1", "proeve") if line.startswith("drafts")]
    assert "drafts Et svar med decimaler i Tal (h.tal) følger ikke med: det er nu et helt tal." in drafts
    assert "drafts Svaret i Valg (valg) følger ikke med: typen var choice og er nu choices." in drafts
    assert not any("g.tal" in line for line in drafts), "what is in a renamed group goes with it"
