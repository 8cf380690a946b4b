"""The public status page: what it tells of samples whose truth is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import re

import pytest

from shared.domain.evaluation.status import DAYS, Status, status, status_period
from shared.domain.evaluation.status_page import status_page
from shared.domain.evaluation.timeline import Timeline, Uptime
from shared.domain.evaluation.uptimes import Parts
from shared.domain.evaluation.windows import ServiceWindow
from shared.services.publish_status import StatusWatch

NOW = datetime(2026, 11, 27, 13, 5, 30, tzinfo=UTC)
PERIOD = status_period(NOW)
PARTS = Parts(("host", "storage"), ("definitions",), ("broker",), ("broker", "fasit"), 60)
HOUR = timedelta(hours=1)


def at(began: datetime, ended: datetime) -> int:
    return PERIOD.mask(began, ended)


def measured(down: int = 0, unknown: int = 0) -> Timeline:
    return Timeline(PERIOD, PERIOD.everything & ~(down | unknown), down)


def of(*windows: ServiceWindow, **timelines: Timeline) -> Status:
    all_up = {part: measured() for part in PARTS.all}
    return status(PERIOD, {**all_up, **timelines}, PARTS, windows)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]).split())


def test_ninety_danish_days_are_counted_to_the_minute_over_the_end_of_summer_time() -> None:
    (host, *_) = of(host=measured(down=at(NOW - 3 * HOUR, NOW - 2 * HOUR))).parts
    assert len(host.days) == DAYS
    assert host.days[0][0].isoformat() == "2026-08-30"
    assert host.total == Uptime(PERIOD.minutes - 61, 61, 0)
    minutes = {day.isoformat(): counted.operating for day, counted in host.days}
    assert (minutes["2026-10-24"], minutes["2026-10-25"], minutes["2026-11-27"]) == (1440, 1500, 14 * 60 + 5)


@pytest.mark.parametrize(
    ("fasit", "host", "expected"),
    [
        (measured(), measured(), "Appen kører"),
        (measured(), measured(down=at(NOW - HOUR, NOW)), "Noget, appen bruger, er nede"),
        (measured(), measured(unknown=at(NOW - HOUR, NOW)), "Vi ved ikke, om appen kører lige nu"),
        (measured(down=at(NOW - HOUR, NOW)), measured(), "Appen kører Nede hos andre: Fasit."),
    ],
    ids=["up", "down", "unknown", "others"],
)
def test_the_first_words_say_how_it_stands(fasit: Timeline, host: Timeline, expected: str) -> None:
    assert f"Driftsstatus {expected}" in words(status_page(of(fasit=fasit, host=host), "da"))


def test_what_is_not_measured_is_never_told_as_up() -> None:
    page = words(status_page(status(PERIOD, {}, PARTS, ()), "en"))
    assert "We do not know whether the app is running right now" in page
    assert "90 days: 0.000% up" in page
    assert "Up every day" not in page


def test_every_bar_has_its_numbers_as_text_and_its_days_in_a_table() -> None:
    down, unknown = at(NOW - 30 * HOUR, NOW - 29 * HOUR), at(NOW - 60 * HOUR, NOW - 58 * HOUR)
    page = status_page(of(fasit=measured(down=down, unknown=unknown)), "da")
    sentence = "90 dage: 99,858 % oppe, 61 minutter nede, 121 minutter ukendte"
    assert f'aria-label="Fasit: {sentence}"' in page
    assert sentence in words(page)
    assert "26. november 2026 61 0" in words(page)
    assert "25. november 2026 0 121" in words(page)


def test_an_incident_under_way_and_the_last_ones_are_told_and_older_ones_are_not() -> None:
    old, lately, now = (at(NOW - days, NOW - days + HOUR) for days in map(timedelta, (20, 2, 0)))
    page = words(status_page(of(fasit=measured(down=old | lately | at(NOW - HOUR, NOW) | now)), "da"))
    incidents = page.partition("Hændelser")[2].partition("Appen de seneste")[0]
    assert "Fasit 27. november 2026 kl. 13.05 I gang" in incidents
    assert "Fasit 25. november 2026 kl. 14.05 25. november 2026 kl. 15.06" in incidents
    assert "7. november" not in incidents.replace("27. november", "")


def test_planned_work_is_told_until_it_is_over_and_its_words_are_only_words() -> None:
    text = "Opgradering <script>alert(1)</script> & mere"
    planned = ServiceWindow("a", NOW + HOUR, NOW + 2 * HOUR, NOW, text)
    over = ServiceWindow("b", NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - 5 * HOUR, "Er slut")
    off = ServiceWindow("c", NOW + HOUR, NOW + 2 * HOUR, NOW, "Er aflyst", withdrawn=NOW)
    page = status_page(of(planned, over, off), "da")
    assert "Opgradering &lt;script&gt;alert(1)&lt;/script&gt; &amp; mere" in page
    assert "<script" not in page
    assert "Er slut" not in page
    assert "Er aflyst" not in page


def test_the_page_tells_how_old_it_may_be_and_needs_nothing_else() -> None:
    page = status_page(of(), "da")
    assert "Opgjort 27. november 2026 kl. 14.05. Siden skrives mindst hvert 10. minut." in words(page)
    assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {"/status/en", "/"}
    assert not re.search(r"<(script|link|img|iframe|form)| style=", page)


def test_the_same_status_is_the_same_file() -> None:
    assert status_page(of(), "en") == status_page(of(), "en")


def test_it_is_written_at_once_while_something_is_down_and_a_little_after() -> None:
    watch = StatusWatch()
    rounds = [True] * 7 + [False, False] + [True] * 7
    expected = [True] * 5 + [False] * 2 + [True] * 7 + [False] * 2
    assert [watch.changed(all_up) for all_up in rounds] == expected
