"""The alarms' questions speak of what the product really says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import json
import logging
import re
from typing import Any, cast
from uuid import UUID

import pytest

from infra.compiler import ROOT
from shared.domain.registration import RegistrationKey, Status
from shared.domain.waiting import Waiting as Pending
from shared.services.dependencies import Dependencies
from shared.services.sweep import sweep
from tests.infra.predicted import committed

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POINTER = RegistrationKey(person_key="0" * 32, id=UUID("01932f3c-7a00-7000-8000-000000000000"))


def question(name: str) -> str:
    for rule in committed("prod").of("Microsoft.Insights/scheduledQueryRules"):
        if rule["name"].startswith(name):
            return str(rule["properties"]["criteria"]["allOf"][0]["query"])
    raise AssertionError(f"no alarm {name}")


class Waiting:
    """A store where registrations wait that are not there to be delivered."""

    def __init__(self, *ages: timedelta) -> None:
        self._ages = ages

    async def outbox(self, limit: int, turn: int) -> Pending:
        written = sorted(NOW - age for age in self._ages)
        return Pending(len(written), written[0] if written else None, [(POINTER, moment) for moment in written])

    async def get(self, registration_key: RegistrationKey) -> None:
        return None

    async def remove_from_outbox(self, registration_key: RegistrationKey) -> None:
        return None


def dependencies(store: Waiting) -> Dependencies:
    nothing: Any = None
    return Dependencies(
        registrations=cast(Any, store),
        delivery_queue=nothing,
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
    ("ages", "told"),
    [((), "waiting: 0, oldest 0 s"), ((timedelta(seconds=5), timedelta(hours=1)), "waiting: 2, oldest 3600 s")],
)
async def test_the_sweeper_tells_how_long_the_oldest_waits(
    caplog: pytest.LogCaptureFixture, ages: tuple[timedelta, ...], told: str
) -> None:
    with caplog.at_level(logging.INFO, "feltskema.sweep"):
        await sweep(dependencies(Waiting(*ages)))
    assert told in caplog.messages
    assert told.startswith("waiting: ")
    for name in ("oldest-waiting", "timers-silent"):
        assert 'Message startswith "waiting: "' in question(name)
    assert 'parse Message with "waiting: " waiting:long ", oldest " seconds:long " s"' in question("oldest-waiting")


def test_no_line_that_an_alarm_asks_for_is_sampled_away() -> None:
    host = json.loads((ROOT / "host.json").read_text("utf-8"))
    kept = host["logging"]["applicationInsights"]["samplingSettings"]["excludedTypes"].split(";")
    tables = {"AppTraces": "Trace", "AppRequests": "Request", "AppExceptions": "Exception"}
    rules = committed("prod").of("Microsoft.Insights/scheduledQueryRules")
    asked = " ".join(str(rule["properties"]["criteria"]["allOf"][0]["query"]) for rule in rules)
    assert "AppTraces" in asked
    assert {kind for table, kind in tables.items() if table in asked} <= set(kept)


def test_the_refused_share_counts_the_deliverys_last_word() -> None:
    pattern = re.search(r'matches regex @"([^"]+)"', question("refused-share"))
    assert pattern is not None
    said = {status: bool(re.search(pattern[1], f"{POINTER}: {status}")) for status in Status}
    assert {status for status, counted in said.items() if counted} == {Status.DELIVERED, Status.REFUSED}
    source = (ROOT / "shared/services/deliver.py").read_text("utf-8")
    assert 'log.info("%s: %s", registration.key, status)' in source
