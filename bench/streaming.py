"""Measures from the answer of PUT to Fasit's receipt while registrations come at an even rate: `python -m bench.streaming`.

They come whether or not those before them are answered, as people do. When each was delivered is read from its row afterwards, so
that looking does not disturb what is looked at. What each part took of the processor says why a rate is held or not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, time

import aiohttp

from bench import processor
from bench.apart import deliveries_apart
from bench.command import command_parser
from bench.figures import quantile
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.storage import Account
from shared.domain.delivery_status import Status
from tests.stack.consultant import APP, VERSION_OF_VISIT, VISIT, Consultant, new_id
from tests.stack.running import Running, running

BAR = 2.0
"""Seconds from accepted to receipt, p95."""
PATIENCE = 60.0
"""Seconds that are waited after the last one for the rest to be delivered."""
SETTINGS = {"DRAFT_DEFINITIONS": "false"}
"""Definitions as a deployment has them."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What came of it. Seconds; `answered` from sending to the answer of PUT, `received` from there to the receipt, both of those
    that got so far; `used` is each part's processor time in milliseconds for each registration."""

    rate: float
    sent: int
    answered: Sequence[float]
    received: Sequence[float]
    used: Mapping[str, float]

    def in_words(self) -> str:
        lines = [
            f"{self.rate:g} a second: {self.sent} sent, {len(self.answered)} accepted, {len(self.received)} delivered"
        ]
        for name, times in (("answer of PUT", self.answered), ("accepted to receipt", self.received)):
            if times:
                p50, p95, most = (quantile(times, part) for part in (0.5, 0.95, 1))
                lines.append(f"  {name}: p50 {p50:.2f} s, p95 {p95:.2f} s, longest {most:.2f} s")
        share = sum(self.used.values()) * self.rate / 10
        lines.append(f"  processor, each: {processor.in_words(self.used)}; at this rate {share:.0f} % of a core")
        return "\n".join(lines)


async def stream(product: Running, karen: Consultant, rate: float, seconds: float) -> Stream:
    """Send `rate` registrations a second for so long, and wait for their receipts."""
    since = datetime.now(UTC)
    before, accepted, answered = processor.used(product), dict[str, float](), list[float]()
    cookie = "; ".join(f"{name}={value}" for (name, place), value in karen.cookies.items() if place == "/")
    headers = {"cookie": cookie, "x-feltskema": "1", "origin": product.stack.url}
    sending, sent, began = set[asyncio.Task[None]](), int(rate * seconds), monotonic()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as http:

        async def put(id: str) -> None:
            address, body = f"{product.stack.functions}/api/registrations/{APP}/{id}", {"answers": VISIT}
            begun = monotonic()
            async with http.put(address, json={"version": VERSION_OF_VISIT, **body}, headers=headers) as answer:
                await answer.read()
                answer.raise_for_status()
            accepted[id] = time()
            answered.append(monotonic() - begun)

        for number in range(sent):
            await asyncio.sleep(max(0.0, began + number / rate - monotonic()))
            sending.add(asyncio.create_task(put(new_id())))
        await asyncio.gather(*sending, return_exceptions=True)
    delivered = await _delivered(product, accepted, since)
    taken = processor.per_call(before, processor.used(product), sent)
    received = [at - accepted[id] for id, at in delivered.items()]
    return Stream(rate, sent, answered, received, taken)


async def _delivered(product: Running, ids: Collection[str], since: datetime) -> Mapping[str, float]:
    """When each was delivered, in seconds since 1970, once all are or the patience is at its end."""
    rows, ends = TableRegistrations(Account(product.stack.storage)), monotonic() + PATIENCE
    try:
        while True:
            rows_by_id = {str(row.id): row async for row in rows.of_app(APP, since, None)}
            delivered = {id: row for id, row in rows_by_id.items() if id in ids and row.status is Status.DELIVERED}
            if len(delivered) == len(ids) or monotonic() > ends:
                return {id: row.status_at.timestamp() for id, row in delivered.items()}
            await asyncio.sleep(2)
    finally:
        await rows.close()


def main() -> None:
    parser = command_parser(__doc__)
    parser.add_argument(
        "--rate", type=float, nargs="+", default=[20.0], help="registrations a second, one run for each"
    )
    parser.add_argument("--seconds", type=float, default=120.0)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder, running(Path(folder), SETTINGS) as product, deliveries_apart(product):
        karen = product.consultant("karen")
        asyncio.run(stream(product, karen, 2, 5))  # What is only slow the first time is not measured.
        for rate in chosen.rate:
            print(f"load of the machine before it: {os.getloadavg()[0]:.1f}", flush=True)
            print(asyncio.run(stream(product, karen, rate, chosen.seconds)).in_words(), flush=True)
    print(f"bar: p95 of accepted to receipt {BAR:g} s")


if __name__ == "__main__":
    main()
