"""The trend of what waits, and the history of one delivery among several, over HTTP."""

from __future__ import annotations

from datetime import timedelta

from functions import operations
from shared.domain.delivery import Delivery
from shared.domain.delivery_states import CLAIM, SAID_NO, TAKEN
from shared.domain.delivery_status import Status
from shared.domain.waiting import Group, Pile
from tests.examples import APP, KAREN, NOW, registration
from tests.functions.edge import Edge
from tests.functions.operating import FASIT, put

HOUR = NOW.replace(minute=0, second=0, microsecond=0)


async def test_the_trend_ends_with_the_last_full_hour(operator: Edge) -> None:
    await put(operator, Status.UNCERTAIN)
    for hours, count in ((23, 9), (2, 4), (1, 2)):
        pile = {Pile(Status.UNCERTAIN, FASIT, APP): Group(count, NOW)}
        await operator.context.tallies.save(HOUR - timedelta(hours=hours), pile)
    (shown,) = (await operator.call(operations.get_operations)).json["piles"]
    assert shown["count"] == 1
    assert (len(shown["hours"]), shown["hours"][:2], shown["hours"][-3:]) == (24, [None, 9], [None, 4, 2])


async def test_what_was_emptied_today_is_still_in_the_trend(operator: Edge) -> None:
    await operator.context.tallies.save(HOUR - timedelta(hours=1), {Pile(Status.REFUSED, FASIT, APP): Group(7, NOW)})
    (shown,) = (await operator.call(operations.get_operations)).json["piles"]
    assert (shown["status"], shown["count"], shown["since"], shown["hours"][-1]) == ("refused", 0, None, 7)


async def test_one_of_several_deliveries_is_shown_with_its_own_history(operator: Edge) -> None:
    deliveries = tuple(Delivery(target=target, status=Status.RECEIVED, status_at=NOW) for target in (FASIT, "momentum"))
    row = await operator.context.registrations.add(registration(deliveries=deliveries))
    for target, end in ((FASIT, SAID_NO), ("momentum", TAKEN)):
        for step in (CLAIM, end):
            row = row.move(step, target, NOW)
            row = await operator.context.registrations.change(row, row.event(target=target))
    place = {"person": KAREN.key, "id": str(row.id), "target": FASIT}
    shown = (await operator.call(operations.get_delivery, route=place)).json
    assert [line["status"] for line in shown["history"]] == ["received", "delivering", "refused"]
