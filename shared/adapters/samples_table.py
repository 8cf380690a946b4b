"""Samples of the dependencies' health, on Azure Table Storage: a partition a check and day, a row a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import UpdateMode

from shared.adapters.storage import Account, Table, out_of_reach, pages
from shared.domain.ports import Sample


class TableSamples:
    """Implements `Samples`."""

    def __init__(self, account: Account) -> None:
        self._table = Table(account, "uptime")

    async def save(self, sample: Sample) -> None:
        at = sample.at.astimezone(UTC)
        async with out_of_reach():
            table = await self._table.client()
            await table.upsert_entity(
                {
                    "PartitionKey": f"{sample.check}_{at:%Y%m%d}",
                    "RowKey": f"{at:%H%M}",
                    "at": at.isoformat(),
                    "up": sample.up,
                    "milliseconds": sample.milliseconds,
                    "message": sample.message,
                },
                mode=UpdateMode.REPLACE,
            )

    async def latest(self, check: str, now: datetime) -> Sample | None:
        for day in (now, now - timedelta(days=1)):
            async with out_of_reach():
                table = await self._table.client()
            listed = table.query_entities(
                "PartitionKey eq @partition", parameters={"partition": f"{check}_{day.astimezone(UTC):%Y%m%d}"}
            )
            newest = None
            async for rows in pages(listed.by_page()):
                newest = rows[-1] if rows else newest
            if newest is not None:
                at = datetime.fromisoformat(newest["at"])
                return Sample(check, at, newest["up"], newest["milliseconds"], newest["message"])
        return None

    async def probe(self) -> None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                await table.get_entity("probe", "probe", select=["RowKey"])
            except ResourceNotFoundError as error:
                if error.error_code == "TableNotFound":  # type: ignore[attr-defined]
                    raise

    async def close(self) -> None:
        await self._table.close()
