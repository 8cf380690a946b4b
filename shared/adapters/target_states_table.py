"""The state of each target, on Azure Table Storage: a row for each target, in the operators' table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode
from pydantic import TypeAdapter

from shared.adapters.operations_table import NAME
from shared.adapters.storage import out_of_reach
from shared.adapters.storage_writes import transact
from shared.adapters.table_store import TableStore
from shared.domain.ports import WriteConflict
from shared.domain.target_state import TargetState

_PARTITION = "targets"
_STATE = TypeAdapter(TargetState)


class TableTargetStates(TableStore):
    """Implements `TargetStates`. A write that is retried after a lost response may raise `WriteConflict` although it succeeded,
    so the caller reads the state again after one."""

    TABLE = NAME

    async def every(self) -> Mapping[str, TargetState]:
        return {str(row["RowKey"]): _state(row) async for row in self._table.rows_of(_PARTITION)}

    async def get(self, target: str) -> TargetState | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                return _state(await table.get_entity(_PARTITION, target))
            except ResourceNotFoundError:
                return None

    async def save(self, state: TargetState) -> TargetState:
        body = _STATE.dump_json(replace(state, etag="")).decode()
        row = {"PartitionKey": _PARTITION, "RowKey": state.target, "state": body}
        unchanged = {"etag": state.etag, "match_condition": MatchConditions.IfNotModified, "mode": UpdateMode.REPLACE}
        write: tuple[Any, ...] = ("update", row, unchanged) if state.etag else ("create", row)
        async with out_of_reach():
            table = await self._table.client()
            try:
                answers = await transact(table, [write])
            except TableTransactionError as error:
                if error.status_code not in (404, 409, 412):
                    raise
                raise WriteConflict from None
        return replace(state, etag=answers[0]["etag"])


def _state(row: Any) -> TargetState:
    return replace(_STATE.validate_json(row["state"]), etag=str(row.metadata["etag"]))
