"""The operators' table: what a newer package wrote in it that was rolled back."""

from __future__ import annotations

import json

from shared.adapters.operations_table import TableTallies
from shared.domain.delivery_status import Status
from shared.domain.waiting import Group, Pile
from tests.examples import NOW
from tests.servers import Servers


async def test_an_hour_that_a_newer_package_counted_is_shown_in_the_states_that_there_are(servers: Servers) -> None:
    tallies, hour = TableTallies(servers.account()), NOW.replace(minute=0, second=0, microsecond=0)
    pile = Pile(Status.REFUSED, "fasit-documents", "virksomhedsbesoeg")
    await tallies.save(hour, {pile: Group(2, NOW)})
    table = await tallies._table.client()
    row = await table.get_entity(f"hours_{hour:%Y%m%d}", f"{hour:%H}")
    counts = [*json.loads(row["counts"]), ["sealed", "fasit-documents", "virksomhedsbesoeg", 1]]
    await tallies._table.replace(
        {"PartitionKey": row["PartitionKey"], "RowKey": row["RowKey"], "counts": json.dumps(counts)}
    )
    assert [tally.counts for tally in await tallies.between(hour, hour)] == [{pile: 2}]
    await tallies.close()
