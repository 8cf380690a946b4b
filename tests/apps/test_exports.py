"""What evaluators take out: CSV, Excel and JSON, from the definition alone."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
import io
import json
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
import pytest
import yaml

from functions.commands import submission
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.exports import FORMATS
from shared.adapters.storage import Account
from shared.domain.definition.definition import Definition
from shared.domain.entities import Entity
from shared.domain.fields.base import Field
from shared.services.export import ExportSelection, export
from shared.services.submit import submit
from tests.apps.examples import APPS, compiled, example
from tests.apps.recalculated import LEFT_ALONE, RECALCULATED
from tests.apps.storing import KAREN, MEHMET, NOON, ids, received, storing, with_definitions

pytestmark = pytest.mark.asyncio
READ_BACK = frozenset({"text", "long-text", "integer", "decimal", "money", "yes-no", "choice", "choices", "date", "time",
                       "duration", "email", "phone", "cvr", "p-number", "url"})  # fmt: skip
A = {"da": "Felt", "en": "Field"}


def sheets(files: dict[str, bytes]) -> dict[str, list[dict[str, str]]]:
    """Each CSV file as rows by the columns' heads."""
    return {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        for name, content in files.items()
    }


async def taken(account: Account, app: str, format: str, wish: ExportSelection = ExportSelection()) -> dict[str, bytes]:  # noqa: B008 (frozen)
    async with storing(account, received(app)) as dependencies:
        dependencies.entities.rows["kandidat", "0195b3c0-0000-7000-8000-000000000001"] = KITCHEN  # type: ignore[attr-defined]
        return dict(FORMATS[format](await export(app, wish, dependencies)))


KITCHEN = Entity("0195b3c0-0000-7000-8000-000000000001", "Erfaren køkkenassistent")


def read_back(fields: tuple[Field, ...], row: dict[str, str]) -> dict[str, Any]:
    result = {}
    for field in fields:
        if field.kind in READ_BACK and not field.entity_app() and row.get(field.label.da):
            result[field.id] = field.parse(row[field.label.da].removeprefix("'"))
    return result


@pytest.mark.parametrize("app", APPS)
async def test_an_example_comes_back_out_of_its_csv(account: Account, app: str) -> None:
    result = sheets(await taken(account, app, "csv"))
    definition, answers = compiled(app).definition, example(app)
    [row] = result[f"{app}.csv"]
    expected = {field.id for field in definition.fields if field.kind in READ_BACK and not field.entity_app()}
    assert read_back(definition.fields, row) == {id: answers[id] for id in answers if id in expected}
    for group in (field for field in definition.fields if field.inner() and field.id in answers):
        rows = result[f"{app}-{group.id}.csv"]
        assert [int(row["Nummer"]) for row in rows] == list(range(1, len(answers[group.id]) + 1))
        for item, cells in zip(answers[group.id], rows, strict=True):
            assert cells["Registrering"] == row["Registrering"]
            assert read_back(group.inner(), cells) == {
                id: value for id, value in item.items() if not isinstance(value, list)
            }


async def test_csv_opens_in_danish_excel(account: Account) -> None:
    content = (await taken(account, "rekrutteringsanmodning", "csv"))["rekrutteringsanmodning.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert b";41,5;" in content, "a comma in numbers"
    assert b";12 " not in content
    assert "20 30 40 50" in content.decode(), "a telephone number without the plus that begins a formula"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "＝1"])
async def test_a_text_never_becomes_a_formula(account: Account, evil: str) -> None:
    answers = {**example("ny-sag"), "emne": evil, "resume": evil}
    async with storing(account, received("ny-sag", answers)) as dependencies:
        exported = await export("ny-sag", ExportSelection(), dependencies)
    [row] = sheets(dict(FORMATS["csv"](exported)))["ny-sag.csv"]
    assert row["Emne"] == f"'{evil}"
    sheet = load_workbook(io.BytesIO(dict(FORMATS["xlsx"](exported))["ny-sag.xlsx"])).worksheets[0]
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line if cell.value == evil]
    assert [cell.data_type for cell in cells] == ["s", "s"]


async def test_a_double_click_changes_no_text(account: Account) -> None:
    """What Excel and Calc are known to recalculate. A workbook holds it as a text; in CSV an apostrophe keeps it."""
    rows = [received("ny-sag", {**example("ny-sag"), "emne": text}) for text in RECALCULATED + LEFT_ALONE]
    async with storing(account, *rows) as dependencies:
        exported = await export("ny-sag", ExportSelection(), dependencies)
    written = {row["Emne"] for row in sheets(dict(FORMATS["csv"](exported)))["ny-sag.csv"]}
    assert written == {f"'{text}" for text in RECALCULATED} | set(LEFT_ALONE)
    sheet = load_workbook(io.BytesIO(dict(FORMATS["xlsx"](exported))["ny-sag.xlsx"])).worksheets[0]
    texts = {cell.value for line in sheet.iter_rows(min_row=2) for cell in line if cell.data_type == "s"}
    assert {*RECALCULATED, *LEFT_ALONE} <= texts


async def test_excel_has_a_sheet_a_group_and_dates_that_are_dates(account: Account) -> None:
    files = await taken(account, "jobkonsulent-opfoelgning", "xlsx")
    book = load_workbook(io.BytesIO(files["jobkonsulent-opfoelgning.xlsx"]))
    assert book.sheetnames == ["Registreringer", "kontaktpersoner", "maal", "aftaler"]
    head, row = list(book["Registreringer"].iter_rows(values_only=True))
    reported = dict(zip(head, row, strict=True))
    assert reported["Modtaget"] == datetime(2026, 11, 23, 12)  # noqa: DTZ001 (the clock on the wall)
    assert reported["Begyndte"] == datetime(2026, 10, 5)  # noqa: DTZ001
    assert (reported["Fremmøde"], reported["Konsulent"]) == (74, "Karen Kristensen")


async def test_json_holds_the_answers_as_they_were_given(account: Account) -> None:
    [entry] = json.loads((await taken(account, "kandidatbehov", "json"))["kandidatbehov.json"])
    assert entry["answers"] == example("kandidatbehov")
    assert (entry["version"], entry["status"], entry["person"]) == (2, "received", "Karen Kristensen")


async def test_an_entity_is_told_by_its_title(account: Account) -> None:
    [row] = sheets(await taken(account, "kandidatbehov", "csv"))["kandidatbehov.csv"]
    assert row["Førstevalg"] == row["Foreslåede kandidater"] == "Erfaren køkkenassistent"


@pytest.mark.parametrize("format", FORMATS)
async def test_a_cpr_number_never_leaves(account: Account, format: str) -> None:
    for content in (await taken(account, "ny-sag", format)).values():
        assert b"010160" not in content
        if format == "xlsx":
            cells = [str(cell) for line in load_workbook(io.BytesIO(content)).worksheets[0].values for cell in line]
            assert not any("010160" in cell for cell in cells)


async def test_the_heads_are_in_the_language_asked(account: Account) -> None:
    [row] = sheets(await taken(account, "vedligeholdelsestimer", "csv", ExportSelection(language="en")))[
        "vedligeholdelsestimer.csv"
    ]
    assert row["Who worked?"] == "External consultant"


async def test_the_days_when_the_clock_changes_are_whole_days(account: Account) -> None:
    """23 hours in March, 25 in October: what was received in each minute belongs to exactly one day."""
    spring = ["2026-03-28T22:59", "2026-03-28T23:00", "2026-03-29T21:59", "2026-03-29T22:00"]
    autumn = ["2026-10-24T21:59", "2026-10-24T22:00", "2026-10-25T22:59", "2026-10-25T23:00"]
    at = [datetime.fromisoformat(f"{minute}:00+00:00") for minute in spring + autumn]
    rows = [received("ny-sag", None, KAREN, moment) for moment in at]
    async with storing(account, *rows) as dependencies:
        for day, its in ((date(2026, 3, 29), rows[1:3]), (date(2026, 10, 25), rows[5:7])):
            exported = await export("ny-sag", ExportSelection(first=day, last=day), dependencies)
            assert [record["id"] for record in exported.records] == [str(item.id) for item in its]


async def test_only_what_is_wished_for_is_taken_out(account: Account) -> None:
    app, answers = "kandidat", example("kandidat")
    day = timedelta(days=1)
    rows = [
        received(app, answers, KAREN, NOON),
        received(app, answers, MEHMET, NOON + day),
        # 23.30 in Denmark on the 25th, 22.30 in UTC
        received(app, answers, KAREN, NOON + 2 * day + timedelta(hours=11, minutes=30)),
        received("ny-sag", None, KAREN, NOON),
    ]
    async with storing(account, *rows) as dependencies:

        async def numbers(**wish: Any) -> list[int]:
            exported = await export(app, ExportSelection(**wish), dependencies)
            expected = [str(row.id) for row in rows]
            return [expected.index(record["id"]) for record in exported.records]

        assert await numbers() == [0, 1, 2]
        assert await numbers(first=date(2026, 11, 24)) == [1, 2]
        assert await numbers(last=date(2026, 11, 24)) == [0, 1]
        assert await numbers(first=date.min, last=date.max) == [0, 1, 2]
        assert await numbers(first=date(2026, 11, 25), last=date(2026, 11, 25)) == [2]
        assert await numbers(person=MEHMET.key) == [1]
        assert await numbers(person="karen kristensen") == [0, 2]
        assert await numbers(person="Ukendt") == []


async def test_versions_are_joined_by_field_id_the_newest_first(account: Account, tmp_path: Path) -> None:
    write(tmp_path / "published" / "proeve" / "1.yaml", 1, ["gammelt", "faelles"])
    write(tmp_path / "proeve.yaml", 2, ["faelles", "nyt"])
    rows = [
        received("proeve", {"gammelt": "g", "faelles": "a"}, at=NOON, version=1),
        received("proeve", {"faelles": "b", "nyt": "n"}, at=NOON + timedelta(hours=1), version=2),
    ]
    async with storing(account, *rows) as dependencies:
        exported = await export("proeve", ExportSelection(), with_definitions(dependencies, DefinitionFiles(tmp_path)))
    [table] = exported.tables
    assert [id for id in table.columns if not id.startswith("#")] == ["faelles", "nyt", "gammelt"]
    assert [list(line)[-3:] for line in table.lines()] == [["a", None, "g"], ["b", "n", None]]


def write(file: Path, version: int, fields: list[str]) -> None:
    questions = [{"id": id, "type": "text", "label": {"da": id, "en": id}} for id in fields]
    content = {
        "app": "proeve", "version": version, "title": A, "description": A, "target": "log", "heading": ["faelles"],
        "sections": [{"id": "a", "title": A, "fields": questions}],
    }  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(content), "utf-8")
    assert Definition.model_validate(content)


async def test_only_who_names_entities_or_files_costs_a_look_in_the_store(account: Account) -> None:
    requests = {}
    async with storing(account) as dependencies:
        for app in ("vedligeholdelsestimer", "kandidat"):
            body = {"version": 1, "answers": example(app), "answeredAt": compiled(app).definition.example_at}
            before = dependencies.entities.calls  # type: ignore[attr-defined]
            await submit(submission(app, str(next(ids())), body), KAREN, dependencies)
            requests[app] = dependencies.entities.calls - before  # type: ignore[attr-defined]
    assert requests == {"vedligeholdelsestimer": 0, "kandidat": 2}
