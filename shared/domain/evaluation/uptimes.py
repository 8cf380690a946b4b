"""The four uptimes by which the trial is evaluated, gross and net of service windows, and those of the dependencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shared.domain.evaluation.periods import Period, ServiceHours
from shared.domain.evaluation.timeline import Timeline, Uptime, all_needed, uptime, within_reach
from shared.domain.evaluation.windows import ServiceWindow, excluded_minutes


@dataclass(frozen=True, slots=True)
class Parts:
    """Which dependencies are probed, and what each belongs to.

    `platform`: what the municipality rents (host, storage, queue). `app`: what is built on it. `sign_in`: what is needed to open
    the app without a session. `dependencies`: other people's systems, shown separately. `offline_minutes`: how long a signed-in
    phone may register without a network, the shorter of the session's two limits.
    """

    platform: Sequence[str]
    app: Sequence[str]
    sign_in: Sequence[str]
    dependencies: Sequence[str]
    offline_minutes: int

    @property
    def all(self) -> tuple[str, ...]:
        """Every part once, in the order in which reports show them."""
        return tuple(dict.fromkeys((*self.platform, *self.app, *self.sign_in, *self.dependencies)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One uptime: `gross` counts all of its minutes, `net` leaves out those of announced windows."""

    name: str
    gross: Uptime
    net: Uptime


PLATFORM, APP, SERVICE_HOURS, REGISTRABLE = "platform", "app", "app-service-hours", "could-register"
FIGURES = (PLATFORM, APP, SERVICE_HOURS, REGISTRABLE)


def figures(
    period: Period, samples: Mapping[str, Timeline], parts: Parts, hours: ServiceHours, windows: Sequence[ServiceWindow]
) -> tuple[Figure, ...]:
    """The four uptimes of a period, in the order of `FIGURES`. A part without samples is unknown for the whole period. The app is
    up only while the platform is up too; `share_of_platform` tells whose minutes were lost."""
    timelines = group_timelines(period, samples, parts)
    gross, net = (counted_minutes(period, hours, windows, without) for without in (False, True))
    return tuple(
        Figure(name, uptime(timelines[name], gross[name]), uptime(timelines[name], net[name])) for name in FIGURES
    )


def counted_minutes(
    period: Period, hours: ServiceHours, windows: Iterable[ServiceWindow], without_windows: bool
) -> Mapping[str, int]:
    """The minutes that each of `FIGURES` covers, a bit each, with or without those of announced windows."""
    minutes = period.everything & ~(excluded_minutes(period, windows) if without_windows else 0)
    return {name: minutes & hours.mask(period) if name == SERVICE_HOURS else minutes for name in FIGURES}


def group_timelines(period: Period, samples: Mapping[str, Timeline], parts: Parts) -> Mapping[str, Timeline]:
    """The minutes behind each of `FIGURES`, so that a figure can be traced to them."""

    def group(names: Sequence[str]) -> Timeline:
        return all_needed(period, (samples[name] if name in samples else Timeline(period) for name in names))

    platform = group(parts.platform)
    app = group((*parts.platform, *parts.app))
    return {
        PLATFORM: platform,
        APP: app,
        SERVICE_HOURS: app,
        REGISTRABLE: could_register(app, group(parts.sign_in), parts.offline_minutes),
    }


def could_register(app: Timeline, sign_in: Timeline, offline_minutes: int) -> Timeline:
    """When a consultant could register.

    While the app is up; and while it is down, as long as a phone that was signed in before keeps its session, since it registers
    without a network. A minute in which nothing is known of the app stays unknown.
    """
    signed_in = within_reach(app.up & sign_in.up, offline_minutes)
    offline = app.down & signed_in
    return Timeline(app.period, app.up | offline, app.down & ~offline)


def share_of_platform(platform: Timeline, app: Timeline) -> tuple[int, int]:
    """Of the app's minutes down: how many are the platform's (it was down too), and how many the app's own."""
    lost = app.down & platform.down
    return lost.bit_count(), (app.down & ~lost).bit_count()
