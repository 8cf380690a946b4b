"""The screens of how it goes: the public status page, and what evaluators see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from shared.domain.evaluation.status import status, status_period
from shared.domain.evaluation.status_page import status_page
from shared.domain.evaluation.timeline import Timeline
from shared.domain.evaluation.uptimes import Parts
from shared.domain.evaluation.windows import ServiceWindow
from tests.comfort.phone_states import SCREENS
from tests.comfort.screens import screen
from tests.comfort.seen import Seen

__all__ = ["SCREENS"]

NOW = datetime(2026, 3, 2, 13, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@screen
def status_of_everything(seen: Seen) -> None:
    """Fasit is down now, the storage was, and of the first weeks nothing is known."""
    period = status_period(NOW)
    parts = Parts(
        ("host", "gateway", "storage", "queue"), ("definitions",), ("broker",), ("broker", "fasit", "cvr"), 60
    )
    measured = period.everything & ~period.mask(period.start, period.start + 500 * HOUR)
    down = {
        "fasit": period.mask(NOW - HOUR, NOW),
        "storage": period.mask(NOW - 100 * HOUR, NOW - 98 * HOUR),
    }
    timelines = {part: Timeline(period, measured & ~down.get(part, 0), down.get(part, 0)) for part in parts.all}
    window = ServiceWindow("w", NOW + HOUR, NOW + 2 * HOUR, NOW, "Opgradering af gatewayen")
    drawn = status_page(status(period, timelines, parts, [window]), "da")
    seen.page.route("**/status", lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"))
    seen.open("/status")
    expect(seen.page.get_by_role("heading", name="Driftsstatus")).to_be_visible()
    seen.page.get_by_text("Dage med nedetid eller ukendt tid").first.click()
