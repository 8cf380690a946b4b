"""Makes the parts of the operators' questions and of the timers' work, on first use. Apart from `shared/wiring.py`, whose parts
it uses: that is imported at every cold start, this only by what needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def timed_work(timer: Timer, by_hand: bool = False) -> TimedWork:
    """What a timer does in a run that begins now."""
    from shared.services.timer_steps import meters_seconds
    from shared.services.timer_steps import timed_work as chosen_work

    now = wiring.clock()
    return chosen_work(
        timer,
        now,
        by_hand,
        {
            "parts": _probe,
            "outbox": _sweep,
            "poison": _empty_poison,
            "waiting rooms": partial(_tend_waiting_rooms, now, by_hand),
            "attachments": _clear_attachments,
            "sign-ins": partial(_clear_sign_ins, now),
            "samples": partial(_fold, now),
            "changes": partial(_note_changes, now),
            "missing outbox entries": partial(_restore_outbox, now),
            "effect": partial(_calculate_effects, now),
            "survey": partial(_settle_answers, now),
            "status page": publish_status_page,
            "consumption": partial(_read_meters, now, meters_seconds(by_hand)),
            "reconciliation": partial(wiring.operations.reconcile_lately, wiring.dependencies, now, by_hand),
        },
    )


async def _sweep() -> None:
    from shared.services.sweep import sweep

    await sweep(wiring.dependencies())


async def _tend_waiting_rooms(began: datetime, by_hand: bool) -> None:
    from shared.services.waiting_room import tend_waiting_rooms, tended_until

    await tend_waiting_rooms(wiring.dependencies(), tended_until(began, by_hand))


async def _empty_poison() -> None:
    from shared.services.poison_queue import empty_poison

    await empty_poison(wiring.operations.poison(), wiring.dependencies())


async def _probe() -> None:
    """Sample every part; while something is down, and a few minutes after, the status page is written at once."""
    from shared.adapters.targets import probed
    from shared.services.probe import probe_all
    from shared.services.timer_steps import release_answering

    samples = await probe_all(probes(), wiring.samples(), wiring.clock)
    await release_answering(samples, probed(wiring.settings()), _answered_probe)
    if wiring.status_watch().changed(all(sample.up for sample in samples.values())):
        await publish_status_page()


async def _answered_probe(target: str) -> None:
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


async def _restore_outbox(now: datetime) -> None:
    from shared.services.rebuild_outbox import restore_outbox

    await restore_outbox(wiring.dependencies().registrations, now)


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
