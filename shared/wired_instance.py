"""What the operators' questions and the timers' work are made of, on first use. Beside `shared/wiring.py`, which it asks for the
parts: they are imported at every cold start, this by what needs it alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from shared import wiring
from shared.parts import overridable, part
from shared.wired_stores import account

if TYPE_CHECKING:
    from shared.domain.timers import Timer
    from shared.domain.trace import Step
    from shared.services.deep_health import DeepHealth
    from shared.services.instance_status import Instance
    from shared.services.probe import Probe
    from shared.services.run_timer import Step as WorkStep
    from shared.services.run_timer import TimedWork
    from shared.services.uptime_report import UptimeSources


def uptime_sources() -> UptimeSources:
    """What reports on uptime are made of."""
    from shared.adapters.openslo import shipped_objectives
    from shared.adapters.targets import probed
    from shared.domain.evaluation.periods import ServiceHours
    from shared.domain.evaluation.uptimes import Parts
    from shared.services.uptime_report import UptimeSources

    current = wiring.settings()
    parts = Parts(
        platform=("host", "gateway", "storage", "queue"),
        app=("definitions",),
        sign_in=("broker",),
        dependencies=("broker", *probed(current), "cvr"),
        offline_minutes=min(current.session_idle_minutes, 60 * current.session_workday_hours),
    )
    return UptimeSources(wiring.samples(), wiring.sample_days(), parts, ServiceHours(), shipped_objectives())


@part
def probes() -> Mapping[str, Probe]:
    """Every part that the product looks at, by the name its samples are kept under."""
    from shared.adapters.front_door import probe_front_door
    from shared.adapters.queue import QueueDepths
    from shared.adapters.targets import probed
    from shared.services.probe import probe_definitions, probe_host

    return {
        "host": probe_host,
        "gateway": partial(probe_front_door, wiring.settings().public_url),
        "storage": wiring.samples().probe,
        "queue": QueueDepths(account()).probe,
        "definitions": partial(probe_definitions, wiring.definitions()),
        "broker": partial(wiring.broker().probe, wiring.callback()),
        **{check: wiring.target(name).probe for check, name in probed(wiring.settings()).items()},
        "cvr": wiring.companies().probe,
    }


@overridable
def instance() -> Instance:
    """What the operators' questions are asked of."""
    from shared.adapters.certificate import expires
    from shared.adapters.targets import client_certificate
    from shared.services.instance_status import Instance

    current = wiring.settings()
    return Instance(
        definitions=wiring.definitions(),
        registrations=wiring.dependencies().registrations,
        queues=wiring.operations.queues(),
        holds=wiring.operations.holds(),
        samples=wiring.samples(),
        checks=list(probes()),
        faults=lambda: [str(fault) for fault in wiring.definition_files().check()],
        certificate_expires=lambda: expires(client_certificate(current)),
        gateway_checked=bool(current.gateway_issuers),
    )


@part
def deep_health() -> DeepHealth:
    from shared.services.deep_health import DeepHealth

    return DeepHealth(instance, wiring.timer_runs(), wiring.clock)


NIGHT = 2
"""The hour, in UTC, in which the evaluation's figures are calculated, which reads all registrations."""


def timed_work(timer: Timer, by_hand: bool = False) -> TimedWork:
    """What a timer does. Finished days of samples are folded once an hour, and whenever somebody asks: a timer of its own would
    be an instance of its own to pay for."""
    from shared.domain.timers import PROBE, UPKEEP
    from shared.services.run_timer import TimedWork

    if timer == PROBE:
        return TimedWork(timer, {"parts": _probe})
    if timer == UPKEEP:
        now = wiring.clock()
        # Often, since anybody can begin to sign in.
        steps: dict[str, WorkStep] = {"attachments": _clear_attachments, "sign-ins": partial(_clear_sign_ins, now)}
        if by_hand or now.minute * 60 < timer.every.total_seconds():
            steps |= {"samples": partial(_fold, now), "changes": partial(_note_changes, now)}
            if by_hand or now.hour == NIGHT:
                steps |= {"effect": partial(_calculate_effects, now), "survey": partial(_settle_answers, now)}
        steps["status page"] = publish_status_page
        if by_hand or (now.hour == NIGHT and now.minute * 60 < timer.every.total_seconds()):
            steps["consumption"] = partial(_read_meters, now, 20.0 if by_hand else 60.0)
        # The reconciliation is last, since it takes what time the others have left.
        reconcile = partial(wiring.operations.reconcile_lately, wiring.dependencies)
        steps["reconciliation"] = partial(reconcile, now, by_hand)
        return TimedWork(timer, steps)
    from shared.services.sweep import sweep

    release = partial(_release_what_waits, wiring.clock(), by_hand)
    return TimedWork(
        timer, {"outbox": lambda: sweep(wiring.dependencies()), "poison": _empty_poison, "waiting rooms": release}
    )


async def _release_what_waits(began: datetime, by_hand: bool) -> None:
    """Once by hand; by the timer until shortly before it comes again."""
    from shared.services.waiting_room import TENDED_FOR, tend_waiting_rooms

    await tend_waiting_rooms(wiring.dependencies(), began if by_hand else began + TENDED_FOR)


async def _empty_poison() -> None:
    from shared.services.poison_queue import empty_poison

    await empty_poison(wiring.operations.poison(), wiring.dependencies())


async def _probe() -> None:
    """Sample every part; while something is down, and a few minutes after, the status page is written at once."""
    from shared.adapters.targets import probed
    from shared.services.probe import probe_all

    samples = await probe_all(probes(), wiring.samples(), wiring.clock)
    for check, target in probed(wiring.settings()).items():
        if check in samples and samples[check].up:
            await _let_go_on(target)
    if wiring.status_watch().changed(all(sample.up for sample in samples.values())):
        await publish_status_page()


async def _let_go_on(target: str) -> None:
    """Let what waits for it go. Where that cannot be kept, the next minute's probe tells it again."""
    from shared.domain.problems import DependencyUnavailable

    with suppress(DependencyUnavailable):
        await wiring.dependencies().traffic.answered_probe(target)


async def publish_status_page() -> None:
    """Write the public status page as it is now; where that fails, the page that stands there stays."""
    from shared.domain.problems import DependencyUnavailable
    from shared.services.publish_status import publish_status

    try:
        windows = await wiring.windows().all()
    except DependencyUnavailable:
        return
    await publish_status(uptime_sources(), windows, wiring.public_files(), wiring.clock())


async def _clear_attachments() -> None:
    from shared.services.clear_attachments import clear_attachments

    await clear_attachments(wiring.dependencies())


async def _clear_sign_ins(now: datetime) -> None:
    from shared.services.clear_sign_ins import clear_sign_ins

    await clear_sign_ins(wiring.handshakes(), wiring.access(), now)


async def _fold(now: datetime) -> None:
    from shared.services.fold_samples import fold_days, forget_findings

    sources = uptime_sources()
    await fold_days(sources.parts.all, sources.samples, sources.days, now)
    await forget_findings(wiring.dependencies().findings, now)


async def _note_changes(now: datetime) -> None:
    from shared.domain.release import RELEASE
    from shared.services.note_changes import note_changes

    await note_changes(wiring.change_records(), wiring.dependencies().definitions, RELEASE, now)


async def _calculate_effects(now: datetime) -> None:
    from shared.services.calculate_effect import calculate_effects, moving_periods

    await calculate_effects(moving_periods(now), wiring.dependencies(), wiring.effect_records(), wiring.hours_app())


async def _settle_answers(now: datetime) -> None:
    from shared.services.survey import settle_answers

    await settle_answers(wiring.survey_answers(), now)


async def _read_meters(now: datetime, seconds: float) -> None:
    from shared.domain.ports import Patience
    from shared.services.calculate_effect import moving_periods
    from shared.services.consumption_report import collect_usage

    months = [period for period in moving_periods(now) if period.is_month]
    await collect_usage(wiring.usage_meters(), wiring.consumption_records(), now, months, Patience(seconds))


async def metrics() -> bytes:
    """How the instance stands, as OpenMetrics. Raises `DependencyUnavailable` when the storage does not answer."""
    from zoneinfo import ZoneInfo

    from shared.adapters.open_metrics import open_metrics
    from shared.domain.evaluation.periods import month_of
    from shared.services.instance_status import instance_status
    from shared.services.operation_metrics import operation_metrics
    from shared.services.uptime_report import uptime_report

    now = wiring.clock()
    today = now.astimezone(ZoneInfo("Europe/Copenhagen"))
    month = month_of(today.year, today.month)
    report = await uptime_report(month, uptime_sources(), await wiring.windows().all(), now)
    deep, state = await deep_health().state(), await instance_status(instance(), now)
    return open_metrics(operation_metrics(state, deep, report.objectives))


@part
def span_export() -> Callable[[Step], object]:
    """Where finished steps go when traces are on."""
    from shared.adapters.span_export import SpanExport, application_insights

    return SpanExport(partial(application_insights, wiring.settings().storage_identity))
