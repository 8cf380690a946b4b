"""Sign-ins go faster than anybody can make them."""

from __future__ import annotations

from datetime import timedelta

from shared.adapters.access_table import TableAccess
from shared.adapters.sign_in_tables import TableHandshakes
from shared.adapters.storage import Account
from shared.domain.access.access_list import AccessEntry, Act, Actor, Change, Grant
from shared.domain.ports import Handshake
from tests.adapters.watched import watched
from tests.examples import KAREN, NOW
from tests.servers import Servers

MANY = 1_150
"""More than a page of the service's holds."""


async def written(account: Account, table: str, partition: str, number: int, prefix: str = "") -> None:
    """Rows that are over, as many in one request as the service takes."""
    async with account.table(table) as client:
        await client.create_table()
        rows = [
            {"PartitionKey": partition, "RowKey": f"{prefix}over-{row}", "expires_at": NOW - timedelta(minutes=1)}
            for row in range(number)
        ]
        for start in range(0, number, 100):
            await client.submit_transaction([("create", row) for row in rows[start : start + 100]])


async def test_a_hundred_are_forgotten_by_one_request(servers: Servers) -> None:
    account = watched(servers.account())
    await written(account, "handshakes", "login", MANY)
    handshakes = TableHandshakes(account)
    await handshakes.put(Handshake("young", {}, "/", "", NOW + timedelta(minutes=1)))
    account.wire.requests.clear()
    assert await handshakes.forget(NOW) == MANY
    # Each was made by a request of its own. Two pages at least, and a request for a hundred rows at most.
    assert len(account.wire.requests) < MANY / 50
    assert await handshakes.take("young") is not None
    assert await handshakes.forget(NOW) == 0
    await handshakes.close()


async def test_what_somebody_else_deletes_meanwhile_stops_nothing(servers: Servers) -> None:
    account = watched(servers.account())
    await written(account, "access", "list", 150, "ended_")
    item, other = TableAccess(account), TableAccess(account)
    gone = [False]

    def meanwhile(request: str) -> bool:
        # The first transaction is done and its answer lost; the next try meets rows that are gone.
        lost, gone[0] = "$batch" in request and not gone[0], gone[0] or "$batch" in request
        return lost

    account.wire.loses = meanwhile
    assert await item.forget(NOW) == 150
    listed = [request for request in account.wire.requests if "expires_at" in request]
    assert listed
    assert all("RowKey%20ge" in request or "RowKey+ge" in request for request in listed), "and not the trail"
    assert await other.forget(NOW) == 0
    await item.close()
    await other.close()


async def test_a_release_of_before_takes_no_sign_out_for_a_person(servers: Servers) -> None:
    """It reads every row whose key begins with `e_` as an entry of the list."""
    account = watched(servers.account())
    access = TableAccess(account)
    change = Change(NOW, Act.ALLOWED, Actor("d" * 32, "Dorte"), Grant(), Grant())
    entry = await access.save(AccessEntry(KAREN.key, KAREN.name), change)
    await access.sign_out(KAREN.key, "session-1", NOW)
    async with account.table("access") as table:
        rows = [row async for row in table.query_entities("RowKey ge 'e_' and RowKey lt 'e`'")]
    assert [row.get("name") for row in rows] == [KAREN.name]
    account.wire.requests.clear()
    assert await access.of_session(KAREN.key, "session-1") == (entry, True)
    assert len(account.wire.requests) == 1, "one request tells both"
    await access.close()
