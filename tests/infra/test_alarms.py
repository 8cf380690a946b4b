"""Each alarm on the log is shown to fire: the situation is made with the product's own services, and the alarm's own query is run
over the lines that they log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
import json
import logging
from pathlib import Path
import re

import pytest

from infra.compiler import ROOT
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.adapters.queue import NAME
from shared.domain.delivery_states import OUR_TRIES
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.ports import Hold
from shared.domain.registration import RegistrationKey
from shared.domain.text.time_format import danish_clock
from shared.domain.timers import TIMERS
from shared.services import outcome, run_timer
from shared.services.deliver import deliver
from shared.services.reconcile import Explanation, explain
from shared.services.reconcile_recent import reconcile_recent
from shared.services.run_timer import TimedWork
from shared.services.sweep import sweep
from tests.dependencies import DEFINITIONS, MemoryParts, RolledBack
from tests.examples import NOW
from tests.infra.kusto.running import Row, hits, rings, trace
from tests.infra.predicted import committed
from tests.services.test_reconcile import ReconcilableTarget

pytestmark = pytest.mark.asyncio

SOURCE = Path(__file__).read_text("utf-8")
Rows = Callable[[], Sequence[Row]]


@pytest.fixture
def context() -> MemoryParts:
    return MemoryParts()


@pytest.fixture
def rows(caplog: pytest.LogCaptureFixture) -> Rows:
    """Gives what was logged since it was asked last, as the rows of `AppTraces`; other lines of the log stand among them."""
    caplog.set_level(logging.INFO)

    def since() -> Sequence[Row]:
        lines = [trace(message) for message in (*caplog.messages, "the broker does not answer", "{ not JSON")]
        caplog.clear()
        return lines

    return since


async def delivered(context: MemoryParts, failure: Exception | None = None) -> RegistrationKey:
    """Register a visit, and try to deliver it to a target that fails like that."""

    def trouble(step: str) -> None:
        if failure and step == "create":
            raise failure

    context.target.trouble = trouble
    key = await context.waiting()
    await deliver(key, context.dependencies)
    return key


async def ran(*names: str) -> None:
    """Each of these timers runs once."""

    async def nothing() -> None: ...

    for name in names:
        await run_timer.run_timer(TimedWork(TIMERS[name], {"nothing": nothing}), MemoryTimerRuns(), lambda: NOW)


async def test_what_waits_too_long_rings(context: MemoryParts, rows: Rows) -> None:
    await delivered(context, Unavailable("down"))
    for minutes, too_long in ((14, False), (2, True)):
        context.clock.pass_(minutes=minutes)
        await sweep(context.dependencies)
        assert rings("oldest-waiting", rows()) is too_long
    context.target.trouble = lambda step: None
    await deliver(next(iter(context.registrations.rows)), context.dependencies)
    await sweep(context.dependencies)
    assert not rings("oldest-waiting", rows())


async def test_a_fault_of_our_own_rings_after_its_tries_until_it_is_gone(context: MemoryParts, rows: Rows) -> None:
    key = await context.waiting()
    context.definitions = RolledBack()
    for tried in range(1, OUR_TRIES + 1):
        await deliver(key, context.dependencies)
        await sweep(context.dependencies)
        assert rings("our-fault", rows()) is (tried == OUR_TRIES)
        context.clock.now = context.row(key).delivery.retry_at or context.clock.now
    assert context.row(key).status is Status.BLOCKED
    context.definitions = DEFINITIONS
    await deliver(key, context.dependencies)
    await sweep(context.dependencies)
    assert not rings("our-fault", rows())


FRIDAY_NOON = datetime(2026, 11, 27, 11, tzinfo=UTC)


@pytest.mark.parametrize("workday_hours", [23, 25])
@pytest.mark.parametrize(("since", "weekend"), [(-48, 0), (0, 48), (24, 36)])
async def test_what_is_uncertain_for_more_than_a_working_day_rings(
    context: MemoryParts, rows: Rows, since: int, weekend: int, workday_hours: int
) -> None:
    """`since`: hours after Friday noon; `weekend`: the hours of it that follow."""
    context.clock.now = FRIDAY_NOON + timedelta(hours=since)
    await delivered(context, Uncertain("lost"))
    context.clock.pass_(hours=workday_hours + weekend)
    await sweep(context.dependencies)
    assert rings("uncertain-old", rows()) is (workday_hours > 24)


@pytest.mark.parametrize(("hours", "too_long"), [(23, False), (25, True)])
async def test_a_target_that_is_held_for_more_than_a_day_rings(
    context: MemoryParts, rows: Rows, hours: int, too_long: bool
) -> None:
    since = context.clock() - timedelta(hours=hours)
    await context.holds.hold(Hold("fasit-documents", since, "Dorte Holm", "Flytning"))
    await sweep(context.dependencies)
    logged = rows()
    assert rings("target-held", logged) is too_long
    assert [line["target"] for line in hits("target-held", logged)] == ["fasit-documents"] * too_long


@pytest.mark.parametrize("kind", ["lost", "doubled"])
async def test_what_a_target_does_not_have_once_rings_until_it_is_explained(
    context: MemoryParts, rows: Rows, kind: str
) -> None:
    context.target = target = ReconcilableTarget()
    key = await delivered(context)
    day = danish_clock(context.clock()).date()
    context.clock.pass_(hours=24)
    await reconcile_recent(("fasit-documents",), context.dependencies)
    assert not rings("target-differs", rows())
    other = await delivered(context)
    setattr(target, kind, {other})
    context.clock.pass_(hours=24)
    await reconcile_recent(("fasit-documents",), context.dependencies)
    logged = rows()
    assert [line["target"] for line in hits("target-differs", logged)] == ["fasit-documents"]
    assert key != other
    why = Explanation(other.to("fasit-documents"), day + timedelta(days=1), "Slettet i Fasit", "Dorte Holm")
    await explain(why, context.dependencies)
    await reconcile_recent(("fasit-documents",), context.dependencies)
    assert not rings("target-differs", rows())


async def test_a_timer_that_is_silent_rings(rows: Rows) -> None:
    await ran(*TIMERS)
    all_of_them = rows()
    assert not rings("timers-silent", all_of_them)
    for name in TIMERS:
        others = [row for row in all_of_them if name not in row.columns["Message"]]
        assert [line["timer"] for line in hits("timers-silent", others)] == [name]
    assert rings("timers-silent", [])


@pytest.mark.parametrize("name", TIMERS)
async def test_a_timer_is_not_called_silent_before_its_time(rows: Rows, name: str) -> None:
    """The window is longer than the timer's silence, with five minutes for lines that arrive late, but shorter than an hour."""
    await ran(name)
    line = next(row.columns["Message"] for row in rows() if name in row.columns["Message"])
    for age, silent in ((TIMERS[name].silence + timedelta(minutes=5), False), (timedelta(minutes=59), True)):
        lines = hits("timers-silent", [trace(line, age)])
        assert (name in [each["timer"] for each in lines]) is silent


async def test_a_share_of_refusals_rings_and_other_outcomes_do_not(context: MemoryParts, rows: Rows) -> None:
    for failure in (None, Unavailable("down"), Uncertain("lost")):
        await delivered(context, failure)
    assert not rings("refused-share", rows())
    for _ in range(19):
        await delivered(context)
    await delivered(context, Refused("no"))
    one_of_twenty = rows()
    assert not rings("refused-share", one_of_twenty)
    await delivered(context, Refused("no"))
    assert rings("refused-share", [*one_of_twenty, *rows()])


async def test_whatever_a_new_package_has_refused_rings(
    context: MemoryParts, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lines(release: str, age: timedelta, failure: Exception | None) -> list[Row]:
        """Those of a package which began so long ago, and has just had a delivery."""
        monkeypatch.setattr(outcome, "RELEASE", release)
        monkeypatch.setattr(run_timer, "RELEASE", release)
        await ran("sweep_registrations")
        began = [trace(row.columns["Message"], age) for row in rows()]
        await delivered(context, failure)
        return [*began, *rows()]

    day, hour, no = timedelta(hours=23, minutes=30), timedelta(hours=1), Refused("no")
    before = await lines("0a1b2c3d4e5f", day, no)
    assert not rings("refused-after-deployment", before), "it has run for a day: the share tells of those"
    assert not rings("refused-after-deployment", [*before, *await lines("f5e4d3c2b1a0", hour, None)])
    since = [*before, *await lines("f5e4d3c2b1a0", hour, no)]
    assert rings("refused-after-deployment", since)
    (line,) = hits("refused-after-deployment", since)
    assert (line["release"], line["refused"]) == ("f5e4d3c2b1a0", 1)


@pytest.mark.parametrize(
    ("operation", "queue", "given_up"),
    [("PutMessage", f"{NAME}-poison", True), ("PutMessage", NAME, False), ("GetMessages", f"{NAME}-poison", False)],
)
async def test_a_message_that_the_host_gives_up_rings(operation: str, queue: str, given_up: bool) -> None:
    """The host puts it on the queue that has `-poison` behind its name; the storage itself logs that."""
    uri = f"https://stdata.queue.core.windows.net/{queue}/messages?visibilitytimeout=0"
    assert rings("poison-message", [Row("StorageQueueLogs", {"OperationName": operation, "Uri": uri})]) is given_up


@pytest.mark.parametrize(
    ("status", "times", "many"), [(500, 5, False), (500, 6, True), (503, 6, True), (429, 9, False)]
)
async def test_many_answers_of_500_ring(status: int, times: int, many: bool) -> None:
    answers = [Row("ApiManagementGatewayLogs", {"ResponseCode": status}) for _ in range(times)]
    assert rings("server-errors", answers) is many


async def test_every_alarm_on_the_log_is_shown_here() -> None:
    rules = committed("prod").of("Microsoft.Insights/scheduledQueryRules")
    shown = set(re.findall(r'rings\("([a-z-]+)"', SOURCE))
    assert {rule["name"].partition("-feltskema-")[0] for rule in rules} == shown


async def test_no_line_that_an_alarm_asks_for_is_sampled_away() -> None:
    host = json.loads((ROOT / "host.json").read_text("utf-8"))
    excluded_types = host["logging"]["applicationInsights"]["samplingSettings"]["excludedTypes"].split(";")
    tables = {"AppTraces": "Trace", "AppRequests": "Request", "AppExceptions": "Exception"}
    rules = committed("prod").of("Microsoft.Insights/scheduledQueryRules")
    queries = " ".join(str(rule["properties"]["criteria"]["allOf"][0]["query"]) for rule in rules)
    assert "AppTraces" in queries
    assert {kind for table, kind in tables.items() if table in queries} <= set(excluded_types)
