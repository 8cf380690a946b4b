"""The alarms' log queries match the lines that the product really logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import json
import logging
import re
from typing import Any, cast
from uuid import UUID

import pytest

from infra.compiler import ROOT
from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.domain.delivery import Status
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.ports import Hold
from shared.domain.registration import DeliveryKey, RegistrationKey
from shared.domain.timers import TIMERS
from shared.domain.waiting import Group, OutboxEntry, Pile
from shared.domain.waiting import Waiting as Pending
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.run_timer import TimedWork, run_timer
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.infra.predicted import committed

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POINTER = RegistrationKey(person_key="0" * 32, id=UUID("01932f3c-7a00-7000-8000-000000000000"))


def question(name: str) -> str:
    for rule in committed("prod").of("Microsoft.Insights/scheduledQueryRules"):
        if rule["name"].startswith(name):
            return str(rule["properties"]["criteria"]["allOf"][0]["query"])
    raise AssertionError(f"no alarm {name}")


def asked_for(alarm: str, line: str) -> bool:
    """Whether the alarm's query selects the line, by the members that it compares with a text."""
    query = question(alarm)
    assert 'where Message startswith "{" | extend line = parse_json(Message)' in query
    if not line.startswith("{"):
        return False
    members = json.loads(line)
    return all(members.get(name) == text for name, text in re.findall(r'line\.(\w+) == "([^"]+)"', query))


def parsed(alarm: str, line: str) -> dict[str, str]:
    """The members that the alarm's query reads from a line, as texts."""
    members = json.loads(line)
    names = re.findall(r"to(?:long|string)\(line\.(\w+)\)", question(alarm))
    assert names
    assert set(names) <= set(members), f"{alarm} does not understand {line}"
    return {name: str(members[name]) for name in names}


@pytest.fixture
def context() -> MemoryParts:
    return MemoryParts()


class Waiting:
    """A store with outbox entries of these ages, whose registrations do not exist."""

    def __init__(self, *ages: timedelta) -> None:
        self._ages = ages

    async def outbox(self, limit: int, turn: int) -> Pending:
        moments = sorted(NOW - age for age in self._ages)
        entries = [OutboxEntry(POINTER, Status.RECEIVED, moment, moment) for moment in moments]
        return Pending({Pile(Status.RECEIVED): Group(len(moments), moments[0])} if moments else {}, entries)

    async def get(self, registration_key: RegistrationKey) -> None:
        return None

    async def remove_from_outbox(self, delivery_key: DeliveryKey) -> None:
        return None


def dependencies(store: Waiting) -> Dependencies:
    nothing: Any = None
    queue: Any = MemoryDeliveryQueue()
    return Dependencies(
        registrations=cast(Any, store),
        delivery_queue=queue,
        definitions=nothing,
        targets=nothing,
        clock=lambda: NOW,
        lease=timedelta(seconds=120),
        patience=timedelta(seconds=60),
        attachments=nothing,
        unregistered=nothing,
        entities=nothing,
        drawable=nothing,
        companies=nothing,
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("ages", "waiting", "seconds"), [((), "0", "0"), ((timedelta(seconds=5), timedelta(hours=1)), "2", "3600")]
)
async def test_the_sweeper_logs_how_long_the_oldest_waits(
    caplog: pytest.LogCaptureFixture, ages: tuple[timedelta, ...], waiting: str, seconds: str
) -> None:
    with caplog.at_level(logging.INFO, "feltskema.sweep"):
        await sweep(dependencies(Waiting(*ages)))
    assert [parsed("oldest-waiting", line) for line in caplog.messages if asked_for("oldest-waiting", line)] == [
        {"oldest_seconds": seconds}
    ]
    (line,) = [line for line in caplog.messages if asked_for("oldest-waiting", line)]
    assert json.loads(line)["waiting"] == int(waiting)


@pytest.mark.asyncio
async def test_a_timers_run_is_what_the_alarm_for_its_silence_listens_for(caplog: pytest.LogCaptureFixture) -> None:
    async def nothing() -> None: ...

    caplog.set_level(logging.INFO)
    for timer in TIMERS.values():
        await run_timer(TimedWork(timer, {"nothing": nothing}), MemoryTimerRuns(), lambda: NOW)
    lines = [line for line in caplog.messages if asked_for("timers-silent", line)]
    assert [parsed("timers-silent", line)["timer"] for line in lines] == list(TIMERS)
    minutes = dict(re.findall(r'"(\w+)", ([0-9]+)', question("timers-silent")))
    for name, timer in TIMERS.items():
        # The window is longer than the timer's silence, with five minutes for lines that arrive late, but shorter than an hour.
        assert timer.silence + timedelta(minutes=5) < timedelta(minutes=int(minutes[name])) < timedelta(hours=1)


def test_no_line_that_an_alarm_asks_for_is_sampled_away() -> None:
    host = json.loads((ROOT / "host.json").read_text("utf-8"))
    excluded_types = host["logging"]["applicationInsights"]["samplingSettings"]["excludedTypes"].split(";")
    tables = {"AppTraces": "Trace", "AppRequests": "Request", "AppExceptions": "Exception"}
    rules = committed("prod").of("Microsoft.Insights/scheduledQueryRules")
    queries = " ".join(str(rule["properties"]["criteria"]["allOf"][0]["query"]) for rule in rules)
    assert "AppTraces" in queries
    assert {kind for table, kind in tables.items() if table in queries} <= set(excluded_types)


@pytest.mark.asyncio
async def test_the_refused_share_counts_the_deliverys_last_word(
    caplog: pytest.LogCaptureFixture, context: MemoryParts
) -> None:
    """The alarm counts one line for each registration, by its last status, whatever else the delivery logs."""
    caplog.set_level(logging.INFO)
    counted = []
    for failure in (None, Unavailable("down"), Refused("no"), Uncertain("lost")):

        def trouble(step: str, failure: Exception | None = failure) -> None:
            if failure and step == "create":
                raise failure

        caplog.clear()
        context.target.trouble = trouble
        await deliver(await context.waiting(), context.dependencies)
        lines = [line for line in caplog.messages if asked_for("refused-share", line)]
        counted += [parsed("refused-share", line)["status"] for line in lines]
    assert counted == ["delivered", "waiting", "refused", "uncertain"]
    assert 'where status in ("delivered", "refused")' in question("refused-share")
    assert 'sumif(ItemCount, status == "refused")' in question("refused-share")


@pytest.mark.asyncio
@pytest.mark.parametrize(("hours", "rings"), [(23, False), (25, True)])
async def test_a_target_that_is_held_for_more_than_a_day_rings(
    caplog: pytest.LogCaptureFixture, context: MemoryParts, hours: int, rings: bool
) -> None:
    caplog.set_level(logging.INFO)
    await context.holds.hold(
        Hold("fasit-documents", context.clock() - timedelta(hours=hours), "Dorte Holm", "Flytning")
    )
    await sweep(context.dependencies)
    (line,) = [parsed("target-held", line) for line in caplog.messages if asked_for("target-held", line)]
    assert line["target"] == "fasit-documents"
    assert (int(line["seconds"]) > 86_400) is rings
    assert "where tolong(line.seconds) > 86400" in question("target-held")


@pytest.mark.asyncio
@pytest.mark.parametrize(("hours", "rings"), [(23, False), (25, True)])
async def test_what_is_uncertain_for_more_than_a_day_rings(
    caplog: pytest.LogCaptureFixture, context: MemoryParts, hours: int, rings: bool
) -> None:
    caplog.set_level(logging.INFO)

    def lost(step: str) -> None:
        if step == "create":
            raise Uncertain("uncertain")

    context.target.trouble = lost
    await deliver(await context.waiting(), context.dependencies)
    context.clock.pass_(hours=hours)
    await sweep(context.dependencies)
    (line,) = [parsed("uncertain-old", line) for line in caplog.messages if asked_for("uncertain-old", line)]
    assert (int(line["oldest_seconds"]) > 86_400) is rings
    assert "where tolong(line.oldest_seconds) > 86400" in question("uncertain-old")
