"""Two years of samples drawn at random, against minutes counted one by one."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

import pytest

from shared.domain.evaluation.incidents import incidents
from shared.domain.evaluation.periods import Period, ServiceHours, month_of, quarter_of, read_period
from shared.domain.evaluation.timeline import Timeline, all_needed, joined, uptime, within_reach
from shared.domain.evaluation.uptimes import FIGURES, Parts, could_register, figures, share_of_platform
from shared.domain.evaluation.windows import ServiceWindow, check_window, excluded_minutes
from shared.domain.problems import PeriodRefused

DENMARK = ZoneInfo("Europe/Copenhagen")
MINUTE = timedelta(minutes=1)
PARTS = Parts(("host", "storage"), ("api",), ("broker",), ("fasit", "cvr"), offline_minutes=60)


def timeline(states: str, start: datetime = datetime(2026, 11, 2, tzinfo=UTC)) -> Timeline:
    """A timeline from a letter a minute."""
    period = Period("drawn", start, start + len(states) * MINUTE)
    up, down = (sum(1 << place for place, state in enumerate(states) if state == letter) for letter in "ud")
    return Timeline(period, up, down)


def drawn(period: Period, random: Random) -> str:
    """States that come in runs, as they do: mostly up, with outages, flickers and gaps."""
    states = ""
    while len(states) < period.minutes:
        state = random.choices("ud?", (80, 10, 10))[0]
        states += state * (random.randrange(1, 4000) if state == "u" else random.randrange(1, 90))
    return states[: period.minutes]


MONTHS = [(2025 + number // 12, number % 12 + 1) for number in range(24)]
CLOCK_CHANGES = {(2025, 3), (2025, 10)}
"""The rest of the two years differ by chance alone."""


@pytest.mark.parametrize(
    "month",
    [pytest.param(month, marks=() if month in CLOCK_CHANGES else pytest.mark.rare) for month in MONTHS],
    ids=str,
)
def test_each_figure_is_that_of_its_minutes_counted_one_by_one(month: tuple[int, int]) -> None:
    period, random = month_of(*month), Random(str(month))
    states = {part: drawn(period, random) for part in PARTS.all}
    hours = ServiceHours(closed=frozenset({datetime(*month, 5, tzinfo=DENMARK).date()}))
    begin = period.start + random.randrange(period.minutes - 300) * MINUTE
    windows = [ServiceWindow("w", begin, begin + 240 * MINUTE, begin - MINUTE, "")]
    seen = figures(period, {part: timeline(text, period.start) for part, text in states.items()}, PARTS, hours, windows)

    counts: dict[tuple[str, str], dict[str, int]] = {
        (n, k): dict.fromkeys("ud?", 0) for n in FIGURES for k in ("gross", "net")
    }
    offline_until, service = -1, False
    for minute in range(period.minutes):
        at = period.start + minute * MINUTE
        states_now = {part: text[minute] for part, text in states.items()}
        platform = _worst(states_now["host"], states_now["storage"])
        app = _worst(platform, states_now["api"])
        if app == "u" and states_now["broker"] == "u":
            offline_until = minute + 60
        register = "u" if app == "d" and minute <= offline_until else app
        if at.minute == 0:
            # Danish time goes by whole hours, and so do the hours of service.
            clock = at.astimezone(DENMARK)
            service = clock.weekday() < 5 and time(8) <= clock.time() < time(16) and clock.day != 5
        for name, state in zip(FIGURES, (platform, app, app if service else "", register), strict=True):
            if state:
                counts[name, "gross"][state] += 1
                counts[name, "net"][state] += not begin <= at < begin + 240 * MINUTE
    for figure in seen:
        for kind, counted in (("gross", figure.gross), ("net", figure.net)):
            assert {"u": counted.up, "d": counted.down, "?": counted.unknown} == counts[figure.name, kind]


def _worst(*states: str) -> str:
    return "d" if "d" in states else "?" if "?" in states else "u"


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("2026-03", 31 * 24 - 1),
        ("2026-10", 31 * 24 + 1),
        ("2028-02", 29 * 24),
        ("2026-1", 90 * 24 - 1),
        ("2026-4", 92 * 24 + 1),
    ],
)
def test_a_danish_month_and_quarter_have_the_hours_of_their_clock(name: str, hours: int) -> None:
    assert read_period(name).minutes == hours * 60


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026-5", "2026-00", "4-2026", "2026-11-01", ""])
def test_what_is_no_period_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither a quarter \(2026-4\) nor a month \(2026-11\)"):
        read_period(text)


def test_a_quarter_is_its_three_months() -> None:
    quarter = quarter_of(2026, 4)
    months = list(quarter.months())
    assert [month.name for month in months] == ["2026-10", "2026-11", "2026-12"]
    assert (months[0].start, months[-1].end) == (quarter.start, quarter.end)
    states = drawn(quarter, Random(4))
    of_quarter = timeline(states, quarter.start)
    assert joined(quarter, [of_quarter.cut(month) for month in months]).states() == states


def test_unknown_is_never_up_and_the_truth_lies_between() -> None:
    counted = uptime(timeline("uuuuuud???"))
    assert (counted.share, counted.highest) == (Fraction(6, 10), Fraction(9, 10))
    assert uptime(timeline("")).share is None
    assert uptime(Timeline(month_of(2026, 11))).share == 0


def test_what_stands_on_several_is_down_with_any_and_up_with_all() -> None:
    parts = [timeline("uuu ddd ???".replace(" ", "")), timeline("ud?ud?ud?")]
    assert all_needed(parts[0].period, parts).states() == "ud?ddd?d?"
    assert all_needed(parts[0].period, []).states() == "?????????"


def test_a_phone_that_was_signed_in_registers_on_until_its_session_ends() -> None:
    app, broker = timeline("uudddddd?u"), timeline("uuuuuuuuuu")
    assert could_register(app, broker, 3).states() == "uuuuuddd?u"
    assert could_register(app, timeline("dddddddddd"), 3).states() == "uudddddd?u"
    assert could_register(app, broker, 0).states() == "uudddddd?u"


@pytest.mark.parametrize("reach", range(18))
def test_a_reach_covers_just_so_many_minutes(reach: int) -> None:
    assert within_reach(1, reach) == (1 << (reach + 1)) - 1


def test_minutes_lost_are_the_platforms_or_the_apps_own() -> None:
    platform, app = timeline("uddu"), timeline("uddd")
    assert share_of_platform(platform, app) == (2, 1)


def test_one_lost_answer_is_no_incident_and_what_flickers_is_one() -> None:
    seen = list(incidents("storage", timeline("uuudduuuu" + "dd?d" + "uud" + "uuu" + "uuuu" + "d?dd")))
    begin = datetime(2026, 11, 2, tzinfo=UTC)
    assert [(incident.began, incident.ended) for incident in seen] == [
        (begin + 9 * MINUTE, begin + 16 * MINUTE),
        (begin + 23 * MINUTE, None),
    ]
    assert seen[0].id == "storage_20261102T0009Z"
    assert seen[0].repair_time == 7 * MINUTE
    assert seen[1].repair_time is None


def test_an_unknown_hour_within_an_outage_does_not_part_it() -> None:
    (incident,) = incidents("api", timeline("uuu" + "ddd" + "?" * 60 + "d" + "uuu"))
    assert incident.repair_time == 64 * MINUTE


def test_a_window_takes_out_a_minute_once_and_only_if_it_was_announced_ahead() -> None:
    period = month_of(2026, 11)
    start = datetime(2026, 11, 10, 20, tzinfo=UTC)
    hour = timedelta(hours=1)
    ahead = ServiceWindow("a", start, start + hour, start - hour, "")
    overlapping = ServiceWindow("b", start + hour / 2, start + 2 * hour, start - hour, "")
    late = ServiceWindow("c", start + 5 * hour, start + 6 * hour, start + 5 * hour, "")
    called_off = ServiceWindow("d", start + 9 * hour, start + 10 * hour, start, "", start + 9 * hour + 10 * MINUTE)
    never_began = ServiceWindow("e", start + 20 * hour, start + 21 * hour, start, "", start + 2 * hour)
    windows = [ahead, overlapping, late, called_off, never_began]
    assert excluded_minutes(period, windows).bit_count() == 120 + 10


@pytest.mark.parametrize(
    ("begins", "ends", "code"), [(0, 1, "window-in-the-past"), (1, 1, "window-ends-first"), (1, 50, "window-too-long")]
)
def test_a_window_is_announced_ahead_ends_after_it_begins_and_is_no_closing(begins: int, ends: int, code: str) -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    check_window(now + hour, now + 2 * hour, now)
    with pytest.raises(PeriodRefused, match=code):
        check_window(now + begins * hour, now + ends * hour, now)


def test_a_minute_both_up_and_down_is_refused() -> None:
    with pytest.raises(ValueError, match="both up and down"):
        Timeline(month_of(2026, 11), 1, 1)
    with pytest.raises(ValueError, match="outside the period"):
        Timeline(month_of(2026, 11), 1 << 60 * 24 * 31)
