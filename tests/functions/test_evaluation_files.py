"""What an evaluator takes along, and the way from a number to its minutes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader
import pytest

from functions import evaluation, evaluation_files
from shared.domain.evaluation.consumption import Usage
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.ports import MeteredMonth
from tests.examples import NOW
from tests.functions.edge import Edge
from tests.functions.test_evaluation import evaluator

__all__ = ["evaluator"]

FIGURES = ("platform", "app", "app-service-hours", "could-register")


@pytest.mark.parametrize("basis", ["gross", "net"])
async def test_every_number_is_the_sum_of_the_minutes_behind_it(evaluator: Edge, basis: str) -> None:
    report = (await evaluator.call(evaluation.get_uptime)).json
    counted = {figure["name"]: figure[basis] for figure in report["figures"]}
    if basis == "gross":
        counted |= report["dependencies"]
    for name, expected in counted.items():
        trace = (await evaluator.call(evaluation_files.get_minutes, params={"part": name})).json
        assert trace[basis] == expected
        if basis == "gross":
            for state in ("down", "unknown"):
                assert sum(run["minutes"] for run in trace["runs"] if run["state"] == state) == expected[state]


async def test_a_run_tells_when_it_was_and_which_parts_were(evaluator: Edge) -> None:
    trace = (await evaluator.call(evaluation_files.get_minutes, params={"part": "app"})).json
    (down,) = (run for run in trace["runs"] if run["state"] == "down")
    assert (down["minutes"], down["parts"], down["planned"]) == (5, ["storage"], 0)
    assert (down["began"], down["ended"]) == ("2026-11-23T12:39:00Z", "2026-11-23T12:44:00Z")


async def test_what_is_no_figure_is_refused_by_name(evaluator: Edge) -> None:
    answer = await evaluator.call(evaluation_files.get_minutes, params={"part": "everything"})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "part" in answer.json["detail"]


@pytest.mark.parametrize(("language", "title"), [("", "Oppetid 2026-11"), ("en", "Uptime 2026-11")])
async def test_the_report_on_paper_is_the_same_as_on_the_page(evaluator: Edge, language: str, title: str) -> None:
    answer = await evaluator.call(evaluation_files.get_report, route={"file": "pdf"}, params={"language": language})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="oppetid-2026-11.pdf"'
    paper = PdfReader(BytesIO(answer.body))
    assert title in paper.pages[0].extract_text()


async def test_on_paper_stand_cost_effect_and_what_was_before(evaluator: Edge) -> None:
    effect = Effect(registrations=3, companies=2, to_accepted=Spread(3, 12, 95), dated=3, at_visit=2)
    hours = Maintenance(1, 40, {"support": 40}, {"platform": 40})
    await evaluator.effects.save("2026-11", EffectRecord({EVERY_APP: effect, "virksomhedsbesoeg": effect}, hours, NOW))
    await evaluator.effects.note_before(BeforeFigure("i", "Et interview", 40, "klik", "STAR", "Eva", NOW))
    await evaluator.consumption.save("2026-11", MeteredMonth([Usage("functions-executions", Decimal(5))], NOW))
    answer = await evaluator.call(evaluation_files.get_report, route={"file": "pdf"})
    paper = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.body)).pages).split())
    # Each month's standing charges: 4800 + 62 + 350 + 250 + 103.68 + 120.
    for line in ("67 % (2 af 3)", "40 klik", "virksomhedsbesøg 5685,68", "Slags arbejde support 40"):
        assert line in paper
    assert paper.index("Forbrug og udgift") < paper.index("Sådan er der talt")


async def test_its_tables_are_had_as_csv(evaluator: Edge) -> None:
    answer = await evaluator.call(evaluation_files.get_report, route={"file": "incidents"})
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv")
    assert "Fasit" in answer.body.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("file", "name", "line"),
    [
        ("objectives", "oppetid-2026-11-objectives.csv", "Mål"),
        ("consumption", "ressourcer-2026-11-consumption.csv", "gateway-unit-months"),
        ("effect", "ressourcer-2026-11-effect.csv", "Alle apps"),
        ("maintenance", "ressourcer-2026-11-maintenance.csv", "Opdelt efter"),
        ("before", "ressourcer-2026-11-before.csv", "Et interview"),
        ("focus", "focus-2026-11.csv", "virksomhedsbesoeg"),
    ],
)
async def test_what_it_cost_and_did_is_had_as_files(evaluator: Edge, file: str, name: str, line: str) -> None:
    effect = Effect(registrations=3)
    record = EffectRecord({EVERY_APP: effect, "virksomhedsbesoeg": effect}, Maintenance(), NOW)
    await evaluator.effects.save("2026-11", record)
    await evaluator.effects.note_before(BeforeFigure("i", "Et interview", 40, "klik", "STAR", "Eva", NOW))
    await evaluator.consumption.save("2026-11", MeteredMonth([Usage("functions-executions", Decimal(5))], NOW))
    answer = await evaluator.call(evaluation_files.get_report, route={"file": file})
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert line in answer.body.decode("utf-8-sig")


@pytest.mark.parametrize(("file", "language"), [("xlsx", ""), ("pdf", "de")])
async def test_what_is_no_file_or_language_is_refused(evaluator: Edge, file: str, language: str) -> None:
    answer = await evaluator.call(evaluation_files.get_report, route={"file": file}, params={"language": language})
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
