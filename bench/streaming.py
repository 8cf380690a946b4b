"""Measures from the answer of PUT to Fasit's receipt while registrations come at an even rate: `python -m bench.streaming`.

They come whether or not those before them are answered, as people do. When each was delivered is read from its row afterwards, so
that looking does not disturb what is looked at. What each part took of the processor says why a rate is held or not.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, time

import aiohttp

from bench.figures import quantile
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

    def told(self) -> str:
        lines = [
            f"{self.rate:g} a second: {self.sent} sent, {len(self.answered)} accepted, {len(self.received)} delivered"
        ]
        for name, times in (("answer of PUT", self.answered), ("accepted to receipt", self.received)):
            if times:
                p50, p95, most = (quantile(times, part) for part in (0.5, 0.95, 1))
                lines.append(f"  {name}: p50 {p50:.2f} s, p95 {p95:.2f} s, longest {most:.2f} s")
        whole = sum(self.used.values())
        parts = ", ".join(f"{name} {each:.0f}" for name, each in sorted(self.used.items(), key=lambda item: -item[1]))
        lines.append(f"  processor: {whole:.0f} ms a registration ({parts}), {whole * self.rate / 10:.0f} % of a core")
        return "\n".join(lines)


async def stream(product: Running, karen: Consultant, rate: float, seconds: float) -> Stream:
    """Send `rate` registrations a second for so long, and wait for their receipts."""
    before, accepted, answered = _used(product), dict[str, float](), list[float]()
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
    delivered = await asyncio.to_thread(_delivered, karen, frozenset(accepted))
    used = {name: 1000 * (after - before[name]) / sent for name, after in _used(product).items()}
    received = [at - accepted[id] for id, at in delivered.items()]
    return Stream(rate, sent, answered, received, used)


def _delivered(karen: Consultant, wanted: frozenset[str]) -> Mapping[str, float]:
    """When each was delivered, in seconds since 1970, once all are or the patience is at its end."""
    ends = monotonic() + PATIENCE
    while True:
        found, after = dict[str, float](), ""
        while len(found) < len(wanted):
            page = karen.mine(f"?limit=100&status=delivered{after}")
            for item in page["items"]:
                if item["id"] in wanted:
                    found[item["id"]] = datetime.fromisoformat(item["statusAt"]).astimezone(UTC).timestamp()
            if not page["next"]:
                break
            after = f"&after={page['next']}"
        if len(found) == len(wanted) or monotonic() > ends:
            return found


def _used(product: Running) -> Mapping[str, float]:
    """Seconds of the processor that each part has used, and this program (the senders)."""
    mine, groups = os.times(), dict[int, float]()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # proc_pid_stat(5): the group is the third field behind the program's name, the processor's times the 12th and 13th.
            fields = file.read_text().rpartition(")")[2].split()
            ticks = int(fields[11]) + int(fields[12])
            groups[int(fields[2])] = groups.get(int(fields[2]), 0.0) + ticks / os.sysconf("SC_CLK_TCK")
    parts = {name: groups.get(group, 0.0) for name, group in product.stack.process_groups().items()}
    return {**parts, "senders": mine.user + mine.system}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rate", type=float, nargs="+", default=[20.0], help="registrations a second, one run for each"
    )
    parser.add_argument("--seconds", type=float, default=120.0)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder, running(Path(folder), SETTINGS) as product:
        karen = product.consultant("karen")
        asyncio.run(stream(product, karen, 2, 5))  # What is only slow the first time is not measured.
        for rate in chosen.rate:
            print(f"load of the machine before it: {os.getloadavg()[0]:.1f}", flush=True)
            print(asyncio.run(stream(product, karen, rate, chosen.seconds)).told(), flush=True)
    print(f"bar: p95 of accepted to receipt {BAR:g} s")


if __name__ == "__main__":
    main()
