"""The survey's answers, counted in the evaluation's table: a partition for each quarter, with a row of counts for each app and a
row for each counted id. Both are changed in one transaction, so that a repeat is not counted again. No row holds a single
answer. Of a settled quarter only the counts of apps with enough answers are left."""

from __future__ import annotations

from collections.abc import Mapping
import json
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode

from shared.adapters.evaluation_table import NAME
from shared.adapters.storage import beginning, out_of_reach
from shared.adapters.storage_writes import delete_rows, transact
from shared.adapters.table_store import TableStore
from shared.domain.evaluation.survey import SurveyAnswer, Tally, settled
from shared.domain.problems import DependencyUnavailable

_APP, _ID = "app_", "id_"
_TRIES = 8
"""Tries of a write that conflicts with others."""


class TableSurvey(TableStore):
    """Implements `SurveyAnswers`."""

    TABLE = NAME

    async def add(self, answer: SurveyAnswer) -> None:
        for _ in range(_TRIES):
            if await self._count(answer):
                return
        raise DependencyUnavailable("storage-unavailable")

    async def _count(self, answer: SurveyAnswer) -> bool:
        """Count the answer; True if it is counted, now or before, False if another write came first."""
        partition = _partition(answer.quarter)
        async with out_of_reach():
            table = await self._table.client()
            row = await _row(table, partition, f"{_APP}{answer.app}")
            counts = {"RowKey": f"{_APP}{answer.app}", **_columns(_tally(row or {}).with_answer(answer))}
            write: Any = ("create", {"PartitionKey": partition, **counts})
            if row is not None:
                unchanged = {"etag": row.metadata["etag"], "match_condition": MatchConditions.IfNotModified}
                write = ("update", write[1], {**unchanged, "mode": UpdateMode.REPLACE})
            try:
                await transact(table, [("create", {"PartitionKey": partition, "RowKey": f"{_ID}{answer.id}"}), write])
            except TableTransactionError as error:
                if error.status_code not in (404, 409, 412):
                    raise
                return await _row(table, partition, f"{_ID}{answer.id}") is not None
        return True

    async def of(self, quarter: str) -> Mapping[str, Tally]:
        rows = self._table.rows_of(_partition(quarter), *beginning(_APP))
        return {str(row["RowKey"]).removeprefix(_APP): _tally(row) async for row in rows}

    async def settle(self, quarter: str) -> int:
        partition = _partition(quarter)
        # Every row of counts is written once more: otherwise the service's own time on it is that of the last answer.
        open_rows = [row async for row in self._table.rows_of(partition, *beginning(_APP)) if not row.get("settled")]
        for row in open_rows:
            counts = _columns(settled(_tally(row)))
            key = {"PartitionKey": partition, "RowKey": row["RowKey"]}
            await self._table.replace({**key, **counts, "settled": True})
        ids = [row async for row in self._table.rows_of(partition, *beginning(_ID))]
        if ids:
            async with out_of_reach():
                table = await self._table.client()
            await delete_rows(table, ids)
        return len(open_rows) + len(ids)


def _partition(quarter: str) -> str:
    return f"survey_{quarter}"


async def _row(table: Any, partition: str, key: str) -> Any:
    try:
        return await table.get_entity(partition, key)
    except ResourceNotFoundError:
        return None


def _columns(tally: Tally) -> dict[str, str]:
    return {"needs": json.dumps(tally.needs), "easy": json.dumps(tally.easy)}


def _tally(row: Any) -> Tally:
    return Tally(tuple(json.loads(row["needs"])), tuple(json.loads(row["easy"]))) if "needs" in row else Tally()
