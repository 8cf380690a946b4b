"""Bills in the container that Azure exports to: the newest run of a month counts, and only when it is whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
import gzip
from random import Random

import pytest

from shared.adapters.bills_blobs import CONTAINER, BlobBills
from shared.adapters.storage import Account
from shared.domain.evaluation.bill import Bill, BillFault
from shared.domain.evaluation.periods import Period, month_of
from tests.exported_bills import Drawn, drawn, focus, manifest
from tests.faulty_storage.faults import StorageRequest
from tests.servers import Servers

NOVEMBER = month_of(2026, 11)
RUN = "focus/feltskema/20261101-20261130/202611150310/0b9c"


class Exports:
    """What Azure writes, and what the product reads of it."""

    def __init__(self, account: Account) -> None:
        self.bills = BlobBills(account)
        self._container = account.container(CONTAINER)

    async def of(self, month: Period) -> Bill | None:
        """The bill of a month. Raises the `BillFault` that is told in its place."""
        bill = (await self.bills.of([month])).get(month.name)
        if isinstance(bill, BillFault):
            raise bill
        return bill

    async def write(self, name: str, content: bytes) -> None:
        await self._container.upload_blob(name, content, overwrite=True)

    async def run(self, folder: str, *parts: Drawn, packed: bool = False) -> None:
        ending = ".csv.gz" if packed else ".csv"
        files = {
            f"{folder}/part_0_{number:04}{ending}": gzip.compress(focus(part)) if packed else focus(part)
            for number, part in enumerate(parts)
        }
        for name, content in files.items():
            await self.write(name, content)
        await self.write(f"{folder}/manifest.json", manifest(files))

    async def close(self) -> None:
        await self.bills.close()
        await self._container.close()


@pytest.fixture
async def exports(servers: Servers) -> AsyncIterator[Exports]:
    exports = Exports(servers.account())
    assert await exports.of(NOVEMBER) is None  # Makes the container, as infrastructure does.
    yield exports
    await exports.close()


@pytest.mark.parametrize("packed", [False, True])
async def test_a_run_in_parts_is_one_bill(exports: Exports, packed: bool) -> None:
    parts = [drawn(Random(seed)) for seed in range(3)]
    await exports.run(RUN, *parts, packed=packed)
    bill = await exports.of(NOVEMBER)
    assert bill is not None
    assert len(bill.lines) == sum(len(part.rows) for part in parts)
    assert bill.total == Drawn([row for part in parts for row in part.rows]).total
    assert await exports.of(month_of(2026, 10)) is None


async def test_the_newest_run_counts_and_not_the_sum(exports: Exports) -> None:
    await exports.run(RUN, drawn(Random(1)))
    newest = drawn(Random(2))
    await exports.run(RUN.replace("0b9c", "1f00").replace("202611150310", "202611160310"), newest)
    bill = await exports.of(NOVEMBER)
    assert bill is not None
    assert bill.total == newest.total


async def test_a_run_in_one_file_without_a_manifest_is_read(exports: Exports) -> None:
    only = drawn(Random(3))
    await exports.write("actual/feltskema/20261101-20261130/feltskema_1.csv", focus(only))
    bill = await exports.of(NOVEMBER)
    assert bill is not None
    assert bill.total == only.total


async def test_a_run_that_is_not_whole_is_no_bill(exports: Exports) -> None:
    await exports.run(RUN, drawn(Random(4)), drawn(Random(5)))
    await exports.write(f"{RUN}/part_0_0001.csv", b"half")
    with pytest.raises(BillFault, match=r"part_0_0001\.csv is not there whole; wait for the export's next run"):
        await exports.of(NOVEMBER)
    await exports.write(f"{RUN}/manifest.json", b"{}")
    with pytest.raises(BillFault, match="no manifest of an export"):
        await exports.of(NOVEMBER)


async def test_a_quarter_lists_the_container_once_and_a_faulty_month_hides_no_other(servers: Servers) -> None:
    exports = Exports(servers.faulty_account())
    lists: list[str] = []

    def noted(request: StorageRequest) -> bool:
        lists.extend(request.path for _ in range(request.query.get("comp") == "list"))
        return False

    servers.faulty().trouble.inject_faults("none", touching=noted)
    october, december = month_of(2026, 10), month_of(2026, 12)
    assert await exports.bills.of([october]) == {}
    good = drawn(Random(6))
    await exports.run(RUN, good)
    await exports.write(f"{RUN.replace('202611', '202610').replace('20261130', '20261031')}/manifest.json", b"{}")
    lists.clear()
    bills = await exports.bills.of([october, NOVEMBER, december])
    assert len(lists) == 1
    assert isinstance(bills["2026-10"], BillFault)
    bill = bills["2026-11"]
    assert isinstance(bill, Bill)
    assert bill.total == good.total
    assert "2026-12" not in bills
    await exports.close()
