"""Response models of the evaluation's figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from functions.views.base import Moment, Shown
from shared.domain.evaluation.incidents import Incident
from shared.domain.evaluation.objectives import ObjectiveOutcome
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.timeline import Uptime, percent
from shared.domain.evaluation.traced import Trace
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import IncidentNote


class ShownUptime(Shown):
    """Minutes up, down and unknown. `percent`: the share of minutes up, rounded down to three decimals; `highest`: what it would
    be if every unknown minute had been up; null where no minute is counted."""

    up: int
    down: int
    unknown: int
    percent: str | None
    highest: str | None


class ShownFigure(Shown):
    """One of the four uptimes: `gross` of all its minutes, `net` without those of announced service windows."""

    name: str
    gross: ShownUptime
    net: ShownUptime


class ShownIncidentNote(Shown):
    """An operator's note on an incident, and when it was written."""

    cause: str
    by: str
    at: Moment


class ShownWindow(Shown):
    """A service window. `withdrawn`: when it was called off; null where it was not."""

    id: str
    start: Moment
    end: Moment
    announced: Moment
    text: str
    withdrawn: Moment | None


class ShownWindows(Shown):
    """Service windows, by their beginning."""

    items: tuple[ShownWindow, ...]


class ShownIncident(Shown):
    """An incident. `ended`: null while it is open; `repair_minutes`: from the first minute down to the first up again; `note`: an
    operator's."""

    id: str
    part: str
    began: Moment
    ended: Moment | None
    repair_minutes: int | None
    note: ShownIncidentNote | None


class ShownObjective(Shown):
    """A service level objective and its outcome.

    `target` in per cent; `budget_minutes`: the downtime allowed in the whole period; `budget_left_minutes`: what is left of it,
    with unknown minutes taken as up. `verdict`: `open` while unknown minutes decide. `burn_rates`: how many times faster than
    allowed the budget was used in the last hour, six hours and three days; null where too little is known.
    """

    name: str
    figure: str
    basis: Literal["gross", "net"]
    target: str
    counted: ShownUptime
    verdict: Literal["met", "missed", "open"]
    budget_minutes: float
    budget_left_minutes: float
    burn_rates: dict[str, float | None]


class ShownUptimeReport(Shown):
    """The uptimes of a period, from `start` up to `until`. Of the app's minutes down, the platform was down too in
    `platform_down`; `app_down` are the rest. `planned_minutes` were announced as service windows."""

    period: str
    start: Moment
    end: Moment
    until: Moment
    figures: tuple[ShownFigure, ...]
    dependencies: dict[str, ShownUptime]
    platform_down: int
    app_down: int
    planned_minutes: int
    incidents: tuple[ShownIncident, ...]
    windows: tuple[ShownWindow, ...]
    objectives: tuple[ShownObjective, ...]


class ShownRun(Shown):
    """Consecutive minutes that count as down or unknown, from `began` up to `ended`. `planned` of them lie in announced windows;
    `parts` are the dependencies that were down or unknown in any of them."""

    began: Moment
    ended: Moment
    minutes: int
    state: Literal["down", "unknown"]
    planned: int
    parts: tuple[str, ...]


class ShownMinutes(Shown):
    """The minutes behind a figure. `more`: how many further runs there are, where there are very many."""

    period: str
    part: str
    gross: ShownUptime
    net: ShownUptime
    runs: tuple[ShownRun, ...]
    more: int


def shown_minutes(period: Period, part: str, trace: Trace) -> ShownMinutes:
    return ShownMinutes(
        period=period.name,
        part=part,
        gross=_shown(trace.counted),
        net=_shown(trace.net),
        runs=tuple(
            ShownRun(
                began=run.began,
                ended=run.ended,
                minutes=run.minutes,
                state=run.state,
                planned=run.planned,
                parts=run.parts,
            )
            for run in trace.runs
        ),
        more=trace.more,
    )


def shown_report(report: UptimeReport, notes: Mapping[str, IncidentNote]) -> ShownUptimeReport:
    platform_down, app_down = report.lost
    return ShownUptimeReport(
        period=report.period.name,
        start=report.period.start,
        end=report.period.end,
        until=report.until,
        figures=tuple(
            ShownFigure(name=figure.name, gross=_shown(figure.gross), net=_shown(figure.net))
            for figure in report.figures
        ),
        dependencies={part: _shown(counted) for part, counted in report.dependencies.items()},
        platform_down=platform_down,
        app_down=app_down,
        planned_minutes=report.planned_minutes,
        incidents=tuple(_incident(incident, notes.get(incident.id)) for incident in report.incidents),
        windows=tuple(shown_window(window) for window in report.windows),
        objectives=tuple(_objective(outcome) for outcome in report.objectives),
    )


def _objective(outcome: ObjectiveOutcome) -> ShownObjective:
    objective = outcome.objective
    return ShownObjective(
        name=objective.name,
        figure=objective.figure,
        basis="net" if objective.net else "gross",
        target=f"{100 * objective.target:f}".rstrip("0").rstrip("."),
        counted=_shown(outcome.counted),
        verdict=outcome.verdict.value,
        budget_minutes=round(float(outcome.budget), 3),
        budget_left_minutes=round(float(outcome.budget_left), 3),
        burn_rates={
            window: None if rate is None else round(float(rate), 3) for window, rate in outcome.burn_rates.items()
        },
    )


def _shown(counted: Uptime) -> ShownUptime:
    return ShownUptime(
        up=counted.up,
        down=counted.down,
        unknown=counted.unknown,
        percent=percent(counted.share),
        highest=percent(counted.highest),
    )


def shown_window(window: ServiceWindow) -> ShownWindow:
    return ShownWindow(
        id=window.id,
        start=window.start,
        end=window.end,
        announced=window.announced,
        text=window.text,
        withdrawn=window.withdrawn,
    )


def shown_note(note: IncidentNote) -> ShownIncidentNote:
    return ShownIncidentNote(cause=note.cause, by=note.by, at=note.at)


def _incident(incident: Incident, note: IncidentNote | None) -> ShownIncident:
    repair = incident.repair_time
    return ShownIncident(
        id=incident.id,
        part=incident.part,
        began=incident.began,
        ended=incident.ended,
        repair_minutes=None if repair is None else round(repair.total_seconds() / 60),
        note=None if note is None else shown_note(note),
    )
