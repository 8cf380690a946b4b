"""Transactions as the product writes them, and requests as it signs them, against the real storage protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.rest import HttpRequest
from azure.data.tables import TableTransactionError, UpdateMode
from azure.data.tables.aio import TableClient
import pytest

from shared.adapters.queue import StorageQueue
from shared.adapters.storage import Account
from shared.adapters.storage_pipeline import by_key
from shared.adapters.storage_writes import transact
from shared.adapters.table_client import PlainTableClient, is_plain
from tests.examples import registration
from tests.servers import Servers

AWKWARD = "Ærø's 100 % + ~(smørrebrød), = @ & ; : $ !"
"""A row key of what addresses escape."""


@pytest.fixture
async def table(servers: Servers) -> AsyncIterator[PlainTableClient]:
    async with servers.account().table("rows") as client:
        await client.create_table()
        yield client


def row(key: str, **values: Any) -> dict[str, Any]:
    return {"PartitionKey": "p", "RowKey": key, **values}


async def stored(table: TableClient, key: str) -> Mapping[str, Any] | None:
    try:
        return dict(await table.get_entity("p", key))
    except ResourceNotFoundError:
        return None


async def test_a_transaction_writes_what_the_sdks_own_writes(table: PlainTableClient, servers: Servers) -> None:
    values = {"text": 'Åse "Søs"\r\n--batch\nHTTP/1.1 500 No\n', "number": 7, "nothing": ""}
    ours = await transact(table, [("create", row(AWKWARD, **values)), ("upsert", row("b", **values))])
    async with TableClient.from_connection_string(servers.storage(), table.table_name) as own:
        await own.submit_transaction([("create", row("c", **values)), ("upsert", row("d", **values))])
        for key in (AWKWARD, "b", "c", "d"):
            assert await stored(own, key) == row(key, **values)
        assert ours[0]["etag"] == (await own.get_entity("p", AWKWARD)).metadata["etag"]


async def test_all_of_a_transaction_is_done_or_nothing(table: PlainTableClient) -> None:
    await transact(table, [("create", row("a"))])
    with pytest.raises(TableTransactionError) as taken:
        await transact(table, [("create", row("b")), ("create", row("a"))])
    assert taken.value.status_code == 409
    assert await stored(table, "b") is None


async def test_an_etag_that_has_changed_is_told_by_its_status(table: PlainTableClient) -> None:
    first = (await transact(table, [("create", row("a", number=1))]))[0]["etag"]
    unread = {"etag": first, "match_condition": MatchConditions.IfNotModified, "mode": UpdateMode.REPLACE}
    second = (await transact(table, [("update", row("a", number=2), unread)]))[0]["etag"]
    with pytest.raises(TableTransactionError) as changed:
        await transact(table, [("update", row("a", number=3), unread)])
    assert changed.value.status_code == 412
    assert (await stored(table, "a") or {})["number"] == 2
    await transact(table, [("delete", row("a"), {"etag": second, "match_condition": MatchConditions.IfNotModified})])
    assert await stored(table, "a") is None


async def test_a_table_that_is_not_there_is_no_silence(servers: Servers) -> None:
    async with servers.account().table("nowhere") as table:
        with pytest.raises(HttpResponseError) as missing:
            await transact(table, [("create", row("a"))])
    assert missing.value.status_code == 404


async def test_plain_rows_are_those_that_the_sdk_writes_and_reads(table: PlainTableClient, servers: Servers) -> None:
    values = {"text": 'Åse "Søs" \\ 😀\r\n', "number": -(1 << 31), "no": False, "nothing": ""}
    etag = await table.insert(row(AWKWARD, **values))
    await table.put(row("it's", text="before"))
    await table.put(row("it's", **values))
    async with TableClient.from_connection_string(servers.storage(), table.table_name) as own:
        assert await stored(own, AWKWARD) == row(AWKWARD, **values)
        assert await stored(own, "it's") == row("it's", **values)
        assert etag == (await own.get_entity("p", AWKWARD)).metadata["etag"]
    page = await table.first_page("p", ("it's", "it's`"))
    assert page is not None
    assert [{name: line[name] for name in row("", **values)} for line in page] == [row("it's", **values)]
    assert await table.first_page("p'", ("", "~")) == []


@pytest.mark.parametrize("value", [1 << 31, -(1 << 31) - 1, 1.5, b"x", None, datetime(2026, 11, 1, tzinfo=UTC)])
def test_a_row_whose_types_json_does_not_tell_is_the_sdks(value: object) -> None:
    """Each of them would be stored as something else, or refused."""
    assert not is_plain(row("a", value=value))
    assert is_plain(row("a", value=(1 << 31) - 1))


async def test_a_plain_insert_that_meets_a_row_is_told_by_its_status(table: PlainTableClient) -> None:
    await table.insert(row("a", number=1))
    with pytest.raises(HttpResponseError) as taken:
        await table.insert(row("a", number=2))
    assert taken.value.status_code == 409
    assert (await stored(table, "a") or {})["number"] == 1


async def test_a_plain_row_is_read_and_replaced_as_the_sdk_does_it(table: PlainTableClient, servers: Servers) -> None:
    values = {"text": 'Åse "Søs" \\ 😀\r\n', "number": -(1 << 31), "no": False, "nothing": ""}
    first = await table.insert(row(AWKWARD, number=1, gone="x"))
    second = await table.replace(row(AWKWARD, **values), first)
    with pytest.raises(HttpResponseError) as changed:
        await table.replace(row(AWKWARD, number=3), first)
    assert changed.value.status_code == 412
    read, etag = await table.read("p", AWKWARD) or ({}, "")
    assert {name: read.get(name) for name in (*values, "gone")} == {**values, "gone": None}
    async with TableClient.from_connection_string(servers.storage(), table.table_name) as own:
        assert await stored(own, AWKWARD) == row(AWKWARD, **values)
        assert etag == second == (await own.get_entity("p", AWKWARD)).metadata["etag"]
    assert await table.read("p", "nothing") is None


async def test_a_row_is_deleted_at_the_version_that_was_seen_only(table: PlainTableClient) -> None:
    first = await table.insert(row(AWKWARD, number=1))
    await table.replace(row(AWKWARD, number=2), first)
    await table.delete("p", AWKWARD, first)
    assert (await stored(table, AWKWARD) or {})["number"] == 2
    await table.delete("p", AWKWARD)
    await table.delete("p", AWKWARD)
    assert await stored(table, AWKWARD) is None


async def test_a_transaction_of_plain_rows_is_what_the_sdk_makes_of_it(
    table: PlainTableClient, servers: Servers
) -> None:
    """A row that is replaced loses what the new one lacks, and one that is created must not be there."""

    class WithoutTheSdks(PlainTableClient):
        async def submit_transaction(self, operations: Any, **kwargs: Any) -> Any:
            raise AssertionError("this transaction is of plain rows")

    first = await table.insert(row("a", number=1, gone="x"))
    await table.put(row("b", number=1, gone="x"))
    unread = {"etag": first, "match_condition": MatchConditions.IfNotModified, "mode": UpdateMode.REPLACE}
    writes = [
        ("update", row("a", number=2), unread),
        ("upsert", row("b", number=2), {"mode": UpdateMode.REPLACE}),
        ("create", row(AWKWARD, text='Åse\r\n--batch "Søs"')),
    ]
    async with WithoutTheSdks.from_connection_string(servers.storage(), table.table_name) as ours:
        assert isinstance(ours, PlainTableClient)
        etags = [answer["etag"] for answer in await transact(ours, writes)]
        with pytest.raises(TableTransactionError) as changed:
            await transact(ours, [("update", row("a", number=3), unread), ("create", row("d"))])
    assert changed.value.status_code == 412
    assert [await stored(table, key) for key in ("a", "b")] == [row("a", number=2), row("b", number=2)]
    assert await stored(table, AWKWARD) == row(AWKWARD, text='Åse\r\n--batch "Søs"')
    assert await stored(table, "d") is None
    assert etags[0] == (await table.read("p", "a") or ({}, ""))[1]


async def test_a_row_is_found_by_a_key_that_addresses_escape(table: PlainTableClient) -> None:
    await table.upsert_entity(row(AWKWARD, number=1), mode=UpdateMode.REPLACE)
    assert await stored(table, AWKWARD) == row(AWKWARD, number=1)


async def test_a_signature_with_another_key_is_refused(servers: Servers) -> None:
    account = servers.account()
    key = dict(part.split("=", 1) for part in account.connection.strip(";").split(";"))["AccountKey"]
    stranger = Account(account.connection.replace(key, "bm9ib2R5"), prefix=account.prefix)
    async with stranger.table("rows") as table:
        with pytest.raises(HttpResponseError) as refused:
            await table.get_entity("p", "a")
    assert refused.value.status_code == 403


async def test_a_message_that_cannot_be_sent_is_told(servers: Servers) -> None:
    queue = StorageQueue(servers.account())
    await queue.send(registration().key.to("log"))
    async with queue._queue._account.queue("registrations") as client:
        await client.delete_queue()
    sender = queue._sender
    assert sender is not None
    with pytest.raises(HttpResponseError) as missing:
        await sender.send("x", 0)
    assert missing.value.status_code == 404
    await queue.close()


async def test_the_sdk_still_asks_for_transactions_where_the_product_answers(servers: Servers) -> None:
    """Else its own way is taken, at three times the cost, and nothing else tells."""
    methods: list[str] = []

    class Seen(PlainTableClient):
        async def _batch_send(self, table_name: str, *reqs: HttpRequest, **kwargs: Any) -> list[Mapping[str, Any]]:
            methods.extend(request.method for request in reqs)
            return []

    async with Seen.from_connection_string(servers.storage(), "rows") as table:
        await table.submit_transaction([("create", row("a")), ("delete", row("b"))])
    assert methods == ["POST", "DELETE"]


def test_a_connection_string_without_a_key_is_told_by_its_names() -> None:
    with pytest.raises(ValueError, match="AccountName and AccountKey"):
        by_key("TableEndpoint=http://127.0.0.1:1/x;SharedAccessSignature=sv=1", {})
