"""The state of each target, on Azure Table Storage: a row for each target, in the operators' table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode
from pydantic import TypeAdapter

from shared.adapters.operations_table import NAME
from shared.adapters.storage import out_of_reach
from shared.adapters.storage_writes import transact
from shared.adapters.table_store import TableStore
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import TargetState

_PARTITION = "targets"
_STATE = TypeAdapter(TargetState)


class TableTargetStates(TableStore):
    """Implements `TargetStates`. Each write leaves a mark of its own in the row, so that one whose answer is lost is known as
    done when its repeat meets it."""

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
        mark = uuid4().hex
        row = {"PartitionKey": _PARTITION, "RowKey": state.target, "state": body, "write": mark}
        unchanged = {"etag": state.etag, "match_condition": MatchConditions.IfNotModified, "mode": UpdateMode.REPLACE}
        write: tuple[Any, ...] = ("update", row, unchanged) if state.etag else ("create", row)
        try:
            etag = await self._written(write)
        except (WriteConflict, DependencyUnavailable):
            # A change that is taken for another's is made again on top of itself: a trial finds that one is under way, a failed
            # call is counted twice.
            etag = await self._landed(state.target, mark)
            if not etag:
                raise
        return replace(state, etag=etag)

    async def _written(self, write: tuple[Any, ...]) -> str:
        """The row's new etag. Raises `WriteConflict` and `DependencyUnavailable`."""
        async with out_of_reach():
            table = await self._table.client()
            try:
                return str((await transact(table, [write]))[0]["etag"])
            except TableTransactionError as error:
                if error.status_code not in (404, 409, 412):
                    raise
                raise WriteConflict from None

    async def _landed(self, target: str, mark: str) -> str:
        """The row's etag if the write with this mark was the last; otherwise empty."""
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(_PARTITION, target)
            except ResourceNotFoundError:
                return ""
        return str(row.metadata["etag"] or "") if row.get("write") == mark else ""


def _state(row: Any) -> TargetState:
    return replace(_STATE.validate_json(row["state"]), etag=str(row.metadata["etag"]))
