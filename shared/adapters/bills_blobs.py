"""Reads bills from the container that Azure Cost Management exports to.

An export stores each run in `<folder>/<export>/<YYYYMMDD-YYYYMMDD>/…`, named by the days of the month. A run in several parts has
a `manifest.json` beside them that lists each with its size (Microsoft Learn, "Create and manage Cost Management exports").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
import gzip
import json
import re
from typing import Any

from shared.adapters.cost_export import read_export
from shared.adapters.storage import Account, Container, out_of_reach, pages
from shared.domain.evaluation.bill import Bill, BillFault
from shared.domain.evaluation.periods import Period
from shared.domain.text.time_format import danish_clock

CONTAINER = "costs"

_DAYS = re.compile(r"(?:^|/)([0-9]{8})-[0-9]{8}/")
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    written: datetime
    size: int

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    @property
    def base(self) -> str:
        return self.name.rpartition("/")[2]


class BlobBills:
    """Implements `Bills` by the newest run of each month: every run holds the whole month so far."""

    def __init__(self, account: Account) -> None:
        self._container = Container(account, CONTAINER)

    async def of(self, months: Sequence[Period]) -> Mapping[str, Bill | BillFault]:
        listed = await self._files()
        bills: dict[str, Bill | BillFault] = {}
        for month in months:
            files = [file for file in listed if (days := _DAYS.search(file.name)) and days[1] == _first_day(month)]
            try:
                bill = await self._read_bill(files)
            except BillFault as fault:
                bills[month.name] = fault
                continue
            if bill is not None:
                bills[month.name] = bill
        return bills

    async def _read_bill(self, files: Sequence[_File]) -> Bill | None:
        parts = await self._newest(files)
        if not parts:
            return None
        bills = [read_export(file.name, await self._read(file)) for file in parts]
        return Bill([line for bill in bills for line in bill.lines], bills[0].account)

    async def _files(self) -> Sequence[_File]:
        async with out_of_reach():
            container = await self._container.client()
        listed = [blob async for page in pages(container.list_blobs().by_page()) for blob in page]
        return [_File(blob.name, blob.last_modified, blob.size) for blob in listed]

    async def _newest(self, files: Sequence[_File]) -> Sequence[_File]:
        """The parts of the newest run."""
        manifests = [file for file in files if file.base == _MANIFEST]
        if not manifests:
            # Runs in a single file are from before exports had manifests.
            single = [file for file in files if file.base.endswith((".csv", ".csv.gz"))]
            return sorted(single, key=_newness)[-1:]
        manifest = max(manifests, key=_newness)
        files_by_name = {file.base: file for file in files if file.folder == manifest.folder}
        parts = []
        for part_name, size in _listed_parts(manifest.name, await self._read(manifest)):
            file = files_by_name.get(part_name.rpartition("/")[2])
            if file is None or file.size != size:
                raise BillFault(
                    f"{manifest.name}: {part_name} is not there whole; wait for the export's next run, or run it again"
                )
            parts.append(file)
        return parts

    async def _read(self, file: _File) -> bytes:
        async with out_of_reach():
            container = await self._container.client()
            content: bytes = await (await container.download_blob(file.name)).readall()
        return gzip.decompress(content) if file.base.endswith(".gz") else content

    async def close(self) -> None:
        await self._container.close()


def _newness(file: _File) -> tuple[datetime, str]:
    """The sort key by age: the storage's time, which has whole seconds, then the name, since a run's folder is named by its
    minute."""
    return file.written, file.name


def _first_day(month: Period) -> str:
    """The month's first day as it is written in folder names. Azure's month begins at midnight in UTC and ours at midnight in
    Denmark, on the same day."""
    return f"{danish_clock(month.start):%Y%m%d}"


def _listed_parts(name: str, content: bytes) -> Sequence[tuple[str, int]]:
    try:
        manifest: Any = json.loads(content)
        return [(str(blob["blobName"]), int(blob["byteCount"])) for blob in manifest["blobs"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BillFault(f"{name}: no manifest of an export ({error!r}); run the export again") from None
