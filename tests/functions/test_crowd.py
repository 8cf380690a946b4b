"""Too many sign in at once, or the broker hangs: they are told so, and nobody who is signed in notices."""

from __future__ import annotations

import asyncio

from functions import auth
from shared import wiring
from shared.adapters.memory.sign_ins import MemoryBroker
from shared.adapters.pools import BROKER
from shared.domain.ports import SignInStart
from tests.functions.edge import Edge
from tests.hanging import hanging


class PooledBroker(MemoryBroker):
    """It begins on a thread of the pool, as the real one does."""

    async def begin(self, redirect_uri: str) -> SignInStart:
        return await BROKER.run(lambda: asyncio.run(MemoryBroker.begin(self, redirect_uri)))


async def test_fifty_sign_ins_wait_or_are_told_and_a_visit_is_sent_meanwhile(edge: Edge) -> None:
    edge.cookie = edge.session()
    with wiring.override(**{**edge.parts, "broker": PooledBroker({})}):
        async with hanging(BROKER, BROKER.room):
            pages = await asyncio.gather(*(edge.call(auth.get_login, headers={"cookie": ""}) for _ in range(50)))
            assert {(page.status, page.headers["content-type"], page.cookie) for page in pages} == {
                (503, "text/html", "")
            }
            assert pages[0].headers["retry-after"].isdigit()
            assert "travlt" in pages[0].body.decode()
            assert (await edge.put()).status == 201
        assert (await edge.call(auth.get_login, headers={"cookie": ""})).status == 302
