"""Mistakes in lists with columns and in the dates of the law: each with line, column and a remedy that cures it."""

from __future__ import annotations

from pathlib import Path
import re
from typing import NamedTuple

import pytest
import yaml

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.source.faults import Fault
from tests.domain.folder import form

GOOD = """\
value;da;en;region;indbyggere (tal);areal (kr);siden (dato)
ribe;Ribe;Ribe;syd;8257;12,50;1970-04-01
skive;Skive;Skive;midt;20054;;2007-01-01
"""
FORM = form(
    "{id: by, type: choice, label: {da: By, en: Town}, list: byer, where: {region: navn}}\n"
    "{id: tal, type: calculated, as: decimal, label: {da: Tal, en: Number}, calculate: by.indbyggere}"
)
YAML = """\
columns: {region: text, indbyggere: number}
options:
  - {value: ribe, label: {da: Ribe, en: Ribe}, region: syd, indbyggere: 8257}
  - {value: skive, label: {da: Skive, en: Skive}, region: midt}
"""
LAW = """\
dates:
  ny-lov: {date: 2027-01-01, certain: false, source: Prøve.}
"""


class Mistake(NamedTuple):
    """As of definitions: `old` becomes `new` at a place, and the remedy makes of `cure[0]` `cure[1]`."""

    old: str
    new: str
    at: str
    message: str
    words: str
    cure: tuple[str, str] | None = None


IN_CSV = [
    Mistake(GOOD, "", "1:1", "Listen er tom", "value;da;en"),
    Mistake("value;", "key;", "1:1", "mangler kolonnen value", "Mente du key?", ("key;", "value;")),
    Mistake(";da;", ";label;", "1:1", "mangler kolonnen da", "Mente du label?", (";label;", ";da;")),
    Mistake("value;da;en;region", "value da en region", "1:1", "kan ikke være navnet på en kolonne", "a-z"),
    Mistake(";region;", ";Region;", "1:13", "Region kan ikke være navnet", "Mente du region?"),
    Mistake(";region;", ";siden;", "1:47", "to kolonner med navnet siden", "et andet navn", (";siden;", ";region;")),
    Mistake("(tal)", "(antal)", "1:20", "kan ikke være .antal.", "(tal), (kr) eller (dato)", ("(antal)", "(tal)")),
    Mistake(";syd;", ";syd;x;", "2:1", "Linjen har 8 kolonner, overskriften har 7", "Skriv 7, med ; imellem"),
    Mistake(";syd;", ";syd;;", "2:1", "Linjen har 8 kolonner", "anførselstegn"),
    Mistake(
        "skive;Skive;Skive;midt;20054;;",
        "skive,Skive,Skive,midt,20054,,",
        "3:1",
        "har 2 kolonner|har 1 kolonner",
        "med ; imellem",
    ),
    Mistake("skive;", ";", "3:1", "Linjen har ingen nøgle", "eller slet linjen"),
    Mistake("skive;Skive", "skive;", "3:7", "Kolonnen da er tom", "det, man ser", ("skive;", "skive;Skive")),
    Mistake(
        "ribe;", "Ribe by;", "2:1", "Ribe by kan ikke være en nøgle", "Mente du ribe-by?", ("Ribe by;", "ribe-by;")
    ),
    Mistake("skive;", "ribe;", "3:1", "Nøglen ribe står også på linje 2", "en anden nøgle"),
    Mistake("20054", "20.054", "3:24", "20.054 i kolonnen indbyggere er ikke et tal", "uden punktum mellem tusinder"),
    Mistake("20054", "ca. 20000", "3:24", "er ikke et tal", "slet (tal) i overskriften", ("ca. 20000", "20000")),
    Mistake("12,50", "12,505", "2:25", "12,505 i kolonnen areal er ikke et beløb", "1250,50", ("12,505", "12,50")),
    Mistake("1970-04-01", "1.4.1970", "2:31", "1.4.1970 i kolonnen siden er ikke en dato", "2027-01-31"),
    Mistake("Skive;Skive", '"Skive;Skive', "3:7", "aldrig lukket", "et anførselstegn til", ('"Skive;', '"Skive";')),
    Mistake("skive;Skive;Skive;midt;20054;;2007-01-01\n", "", "2:1", "mindst 2", "flere linjer"),
]
IN_YAML = [
    Mistake("{region: text,", "{region: tekst,", "1:19", "region", "Mente du text?", ("tekst", "text")),
    Mistake(
        "columns: {region: text, indbyggere: number}",
        "columns: [region]",
        "1:10",
        "navne og slags",
        "columns: {region: text",
    ),
    Mistake(", region: midt", ", regoin: midt", "4:51", "ingen kolonne regoin", "Mente du region?"),
    Mistake("8257", '"8257"', "3:74", "8257 i kolonnen indbyggere er ikke et tal", "uden anførselstegn"),
    Mistake(
        "region: midt",
        "region: 7",
        "4:59",
        "7 i kolonnen region er ikke en tekst",
        "anførselstegn",
        ("region: 7", 'region: "7"'),
    ),
    Mistake("value: skive", "value: ribe", "4:5", "ribe står to gange", ""),
    Mistake(", en: Skive}", "}", "4:27", "Kolonnen en er tom", "det, man ser"),
    Mistake("value: ribe", "value: Ribe", "3:13", "Ribe kan ikke være en nøgle", "Mente du ribe?"),
]
IN_LAW = [
    Mistake(
        "2027-01-01", "1.1.2027", "2:18", "1.1.2027 i ny-lov er ikke en dato", "2027-01-31", ("1.1.2027", "2027-01-01")
    ),
    Mistake(", certain: false", "", "2:11", "om datoen ny-lov er sikker", "certain: false"),
    Mistake("certain: false", "certain: nej", "2:39", "om datoen ny-lov er sikker", "certain: false"),
    Mistake(", source: Prøve.", "", "2:11", "source", ""),
    Mistake("source:", "kilde:", "2:46", "kilde", ""),
    Mistake("ny-lov:", "Ny lov:", "2:3", "Ny lov kan ikke være navnet", "små bogstaver"),
    Mistake("dates:\n  ny-lov", "ny-lov", "1:1", "ingen datoer", "Skriv dates:"),
]


def check(folder: Path, **files: bytes) -> list[Fault]:
    """What is told of these files around the form; `lists__byer__csv` is `lists/byer.csv`."""
    for name, content in {"proeve__yaml": FORM.encode(), **files}.items():
        *folders, stem, ending = name.split("__")
        path = Path(folder, *folders, f"{stem}.{ending}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [fault for error in DefinitionFiles(folder).check() for fault in error.faults]


def assert_told_and_cured(folder: Path, name: str, good: str, mistake: Mistake, **around: bytes) -> None:
    assert mistake.old in good
    broken = good.replace(mistake.old, mistake.new, 1)
    faults = check(folder / "broken", **{name: broken.encode()}, **around)
    at_the_place = [fault for fault in faults if f"{fault.line}:{fault.column}" == mistake.at]
    fault = next((fault for fault in at_the_place if re.search(mistake.message, fault.message())), None)
    assert fault, "\n".join(map(str, faults))
    assert mistake.words in fault.remedy("da"), fault.remedy("da")
    assert fault.remedy("en")
    # Where something was taken away, the remedy puts it back.
    cured = broken.replace(*mistake.cure, 1) if mistake.cure else good
    assert check(folder / "cured", **{name: cured.encode()}, **around) == []


@pytest.mark.parametrize("mistake", IN_CSV, ids=lambda mistake: mistake.message)
def test_a_mistake_in_a_spreadsheet_is_told_and_cured(tmp_path: Path, mistake: Mistake) -> None:
    assert_told_and_cured(tmp_path, "lists__byer__csv", GOOD, mistake)


@pytest.mark.parametrize("mistake", IN_YAML, ids=lambda mistake: mistake.message)
def test_a_mistake_in_a_list_in_yaml_is_told_and_cured(tmp_path: Path, mistake: Mistake) -> None:
    assert_told_and_cured(tmp_path, "lists__byer__yaml", YAML, mistake)


@pytest.mark.parametrize("mistake", IN_LAW, ids=lambda mistake: mistake.message)
def test_a_mistake_in_the_dates_of_the_law_is_told_and_cured(tmp_path: Path, mistake: Mistake) -> None:
    assert_told_and_cured(tmp_path, "law__dates__yaml", LAW, mistake, lists__byer__csv=GOOD.encode())


def test_a_spreadsheet_in_ansi_or_unicode_is_saved_as_utf_8(tmp_path: Path) -> None:
    danish = GOOD.replace("Ribe;Ribe", "Ærø;Ærø")
    (fault,) = check(tmp_path / "ansi", lists__byer__csv=danish.encode("latin-1"))
    assert (fault.line, fault.column, fault.text.key) == (2, 6, "not-utf-8")
    assert "Gem filen som UTF-8" in fault.remedy()
    (fault,) = check(tmp_path / "utf-16", lists__byer__csv=danish.encode("utf-16"))
    assert (fault.line, fault.text.key) == (1, "utf-16")
    assert check(tmp_path / "utf-8", lists__byer__csv=danish.encode("utf-8")) == []


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, sign: str) -> None:
    """With a byte order mark, either end of line, any separator, empty lines, quotation marks."""
    plain = GOOD.replace("12,50", "12").replace(";", sign)
    saved = plain.replace("Skive", f'"Sk""i{sign}ve"', 1).replace("\n", "\r\n") + "\r\n"
    assert check(tmp_path, lists__byer__csv=b"\xef\xbb\xbf" + saved.encode()) == []
    (option,) = [row for row in DefinitionFiles(tmp_path).get("proeve").lists["byer"].rows if row.value == "skive"]
    assert option.label.da == f'Sk"i{sign}ve'
    assert option.cells == ("midt", 20054, None, "2007-01-01")


def test_a_list_stands_in_one_file(tmp_path: Path) -> None:
    faults = check(tmp_path, lists__byer__csv=GOOD.encode(), lists__byer__yaml=YAML.encode())
    assert "byer.csv og byer.yaml" in faults[0].message() or "byer.yaml og byer.csv" in faults[0].message()


def test_a_day_that_comes_later_judges_nothing_before_it(tmp_path: Path) -> None:
    fields = "{id: ny, type: text, label: {da: N, en: N}, from: ny-lov}\n{id: dag, type: date, label: {da: D, en: D}}"
    late = form(fields, "in_force_on: dag\n").encode()
    (fault,) = check(tmp_path, proeve__yaml=late, law__dates__yaml=LAW.encode(), lists__byer__csv=GOOD.encode())
    assert (fault.text.key, fault.line) == ("law-day-later", 13)
    assert "Flyt dag op over det her felt, eller slet in_force_on" in fault.remedy()


def test_a_published_version_keeps_its_list_and_its_dates(tmp_path: Path) -> None:
    dated = FORM.replace("list: byer", "list: byer, until: ny-lov").encode()
    around = {"lists__byer__csv": GOOD.encode(), "law__dates__yaml": LAW.encode()}
    assert check(tmp_path, proeve__yaml=dated, **around) == []
    files = DefinitionFiles(tmp_path)
    content = files.resolved("proeve")
    assert content["lists"] == {"byer": GOOD.replace("12,50", "12,5")}
    assert content["sections"][0]["fields"][1]["until"] == "2027-01-01"
    assert files.uses("proeve").lists == {"byer"}
    assert files.uses("proeve").law == {"dates"}
    published = yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()
    del around["law__dates__yaml"], around["lists__byer__csv"]
    assert check(tmp_path / "alone", published__proeve__1__yaml=published, proeve__yaml=published, **around) == []
    assert DefinitionFiles(tmp_path / "alone").get("proeve").content == DefinitionFiles(tmp_path).get("proeve").content
