"""Sign-ins go faster than anybody can make them."""

from __future__ import annotations

from datetime import timedelta

from shared.adapters.access_table import TableAccess
from shared.adapters.sign_in_tables import TableHandshakes
from shared.adapters.storage import Account
from shared.domain.ports import Handshake
from tests.adapters.watched import watched
from tests.examples import NOW
from tests.servers import Servers

MANY = 1_150
"""More than a page of the service's holds."""


async def written(account: Account, table: str, partition: str, number: int) -> None:
    """Rows that are over, as many in one request as the service takes."""
    async with account.table(table) as client:
        await client.create_table()
        rows = [
            {"PartitionKey": partition, "RowKey": f"over-{row}", "expires_at": NOW - timedelta(minutes=1)}
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
    await written(account, "access", "list", 150)
    item, other = TableAccess(account), TableAccess(account)
    gone = [False]

    def meanwhile(request: str) -> bool:
        # The first transaction is done and its answer lost; the next try meets rows that are gone.
        lost, gone[0] = "$batch" in request and not gone[0], gone[0] or "$batch" in request
        return lost

    account.wire.loses = meanwhile
    assert await item.forget(NOW) == 150
    assert await other.forget(NOW) == 0
    await item.close()
    await other.close()
