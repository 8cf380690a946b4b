"""What every store of the survey's answers does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from azure.data.tables.aio import TableClient
import pytest

from shared.adapters.memory.evaluation import MemorySurvey
from shared.adapters.survey_table import TableSurvey
from shared.domain.evaluation.survey import SurveyAnswer, Tally
from shared.domain.ports import SurveyAnswers
from tests.examples import uuid7
from tests.servers import Servers


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def answers(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[SurveyAnswers]:
    if request.param == "memory":
        yield MemorySurvey()
        return
    table = TableSurvey(servers.account_of(request.param))
    yield table
    await table.close()


def answer(needs: int, easy: int, app: str = "virksomhedsbesoeg", quarter: str = "2026-4") -> SurveyAnswer:
    return SurveyAnswer(uuid7(), quarter, app, needs, easy)


async def test_answers_are_counted_by_quarter_and_app(answers: SurveyAnswers) -> None:
    assert await answers.of("2026-4") == {}
    for survey_answer in (answer(5, 4), answer(5, 1), answer(2, 2, "kandidat"), answer(1, 1, quarter="2027-1")):
        await answers.add(survey_answer)
    assert await answers.of("2026-4") == {
        "virksomhedsbesoeg": Tally((0, 0, 0, 0, 2), (1, 0, 0, 1, 0)),
        "kandidat": Tally((0, 1, 0, 0, 0), (0, 1, 0, 0, 0)),
    }
    assert (await answers.of("2027-1"))["virksomhedsbesoeg"].answers == 1


async def test_an_answer_that_comes_again_is_counted_once(answers: SurveyAnswers) -> None:
    first, other = answer(5, 5), answer(1, 1)
    for survey_answer in (first, other, first, first):
        await answers.add(survey_answer)
    assert (await answers.of("2026-4"))["virksomhedsbesoeg"] == Tally((1, 0, 0, 0, 1), (1, 0, 0, 0, 1))


async def test_answers_at_the_same_moment_are_all_counted(answers: SurveyAnswers) -> None:
    same = answer(3, 3)
    survey_answer = [same, same, *(answer(mark, mark) for mark in (1, 2, 4))]
    await asyncio.gather(*map(answers.add, survey_answer))
    assert (await answers.of("2026-4"))["virksomhedsbesoeg"] == Tally((1, 1, 1, 1, 0), (1, 1, 1, 1, 0))


async def test_a_settled_quarter_keeps_the_counts_of_many_alone(answers: SurveyAnswers) -> None:
    """Five answers of one app, four of another, nine alike of a third, and one of the quarter after."""
    for number in range(9):
        await answers.add(answer(5 - number % 2, 4 + number % 2) if number < 5 else answer(1, 2, "kandidat"))
        await answers.add(answer(2, 3, "rekrutteringsanmodning"))
    await answers.add(answer(3, 3, quarter="2027-1"))
    assert await answers.settle("2026-4") == 18 + 3
    assert await answers.of("2026-4") == {
        "virksomhedsbesoeg": Tally((0, 0, 0, 2, 3), (0, 0, 0, 3, 2)),
        "kandidat": Tally(),
        "rekrutteringsanmodning": Tally(),
    }
    assert (await answers.of("2027-1"))["virksomhedsbesoeg"].answers == 1


async def test_settling_again_and_at_the_same_moment_changes_nothing(answers: SurveyAnswers) -> None:
    """More answers than a transaction has room for, of several apps, so that they need not come one after the other."""
    apps = [f"app-{number}" for number in range(12)]

    async def add_ten(app: str) -> None:
        for number in range(10):
            await answers.add(answer(5 - number % 2, 4 + number % 2, app))

    await asyncio.gather(*map(add_ten, apps))
    await asyncio.gather(answers.settle("2026-4"), answers.settle("2026-4"))
    assert await answers.settle("2026-4") == 0
    assert await answers.settle("2026-3") == 0
    assert {app: tally.answers for app, tally in (await answers.of("2026-4")).items()} == dict.fromkeys(apps, 10)


async def test_no_id_and_no_time_of_an_answer_is_left(servers: Servers) -> None:
    account = servers.account_of("table")
    table = TableSurvey(account)
    for app in ("kandidat", *["virksomhedsbesoeg"] * 5):
        await table.add(answer(1, 5, app))
    client: TableClient = account.table("evaluation")
    answered = {row["RowKey"]: row async for row in client.query_entities("PartitionKey eq 'survey_2026-4'")}
    await table.settle("2026-4")
    rows = {row["RowKey"]: row async for row in client.query_entities("PartitionKey eq 'survey_2026-4'")}
    await asyncio.gather(table.close(), client.close())
    assert sorted(rows) == ["app_kandidat", "app_virksomhedsbesoeg"]
    assert rows["app_kandidat"]["needs"] == "[0, 0, 0, 0, 0]"
    for key, row in rows.items():
        assert row.metadata["etag"] != answered[key].metadata["etag"], "its time is that of the settling"


async def test_no_row_has_an_answer_by_itself(servers: Servers) -> None:
    """A row of counts, and a row for the id with nothing in it, though the table says of each when it was written."""
    account = servers.account_of("table")
    table = TableSurvey(account)
    survey_answer = answer(5, 4)
    await table.add(survey_answer)
    client: TableClient = account.table("evaluation")
    rows = {row["RowKey"]: dict(row) async for row in client.query_entities("PartitionKey eq 'survey_2026-4'")}
    await asyncio.gather(table.close(), client.close())
    assert rows == {
        f"id_{survey_answer.id}": {"PartitionKey": "survey_2026-4", "RowKey": f"id_{survey_answer.id}"},
        "app_virksomhedsbesoeg": {
            "PartitionKey": "survey_2026-4",
            "RowKey": "app_virksomhedsbesoeg",
            "needs": "[0, 0, 0, 0, 1]",
            "easy": "[0, 0, 0, 1, 0]",
        },
    }
