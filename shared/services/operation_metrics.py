"""Calculates the instance's metrics for an operator's own monitoring.

All are read from the storage, which the instances share: counters of a process that lives for minutes would mean nothing. An
unknown value has no sample, and is never reported as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.domain.evaluation.objectives import ObjectiveOutcome
from shared.domain.metrics import Metric
from shared.domain.timers import TIMERS, Heartbeat, Pulse, pulse
from shared.services.deep_health import OLD_SAMPLE, DeepState
from shared.services.instance_status import State


def operation_metrics(state: State, deep: DeepState, outcomes: Sequence[ObjectiveOutcome]) -> Sequence[Metric]:
    """Every metric of the instance, in the order in which they are written."""
    return (*_parts(state), *_timers(state, deep), *_work(state), *_objectives(outcomes))


def _parts(state: State) -> Iterator[Metric]:
    fresh = {name: sample for name, sample in state.samples.items() if sample and state.time - sample.at <= OLD_SAMPLE}
    samples = {name: sample for name, sample in state.samples.items() if sample}
    ages = {(name,): (state.time - sample.at).total_seconds() for name, sample in samples.items()}
    answers = {(name,): sample.milliseconds / 1000 for name, sample in fresh.items() if sample.up}
    ups = {(name,): float(sample.up) for name, sample in fresh.items()}
    yield Metric("feltskema_part_up", "Whether a part answered its newest probe; no sample: unknown.", ("part",), ups)
    yield Metric("feltskema_part_sample_age_seconds", "Since a part's newest sample.", ("part",), ages, unit="seconds")
    yield Metric(
        "feltskema_part_answer_seconds", "How long the answer to the newest probe took.", ("part",), answers, "seconds"
    )


def _timers(state: State, deep: DeepState) -> Iterator[Metric]:
    beats = {name: deep.heartbeats.get(name, Heartbeat()) for name in TIMERS}
    ages = {(name,): age.total_seconds() for name, beat in beats.items() if (age := beat.age(state.time)) is not None}
    pulses = {name: pulse(TIMERS[name], beat, state.time) for name, beat in beats.items()}
    yield Metric(
        "feltskema_timer_age_seconds",
        "Since a timer's newest run ended; no sample: never.",
        ("timer",),
        ages,
        "seconds",
    )
    for kind, sentence in (
        (Pulse.SILENT, "Whether a timer has stopped."),
        (Pulse.FAILS, "Whether its newest run failed."),
    ):
        stopped = {(name,): float(observed is kind) for name, observed in pulses.items()}
        yield Metric(f"feltskema_timer_{kind}", sentence, ("timer",), stopped)


def _work(state: State) -> Iterator[Metric]:
    def age(since: object) -> float:
        return (state.time - since).total_seconds() if since is not None else 0.0  # type: ignore[operator]

    queues = {(queue.name,): float(queue.waiting) for queue in state.queues}
    oldest = {(queue.name,): age(queue.oldest) for queue in state.queues}
    attention = {(status.value,): float(group.count) for status, group in state.attention.items()}
    waited = {(status.value,): age(group.since) for status, group in state.attention.items()}
    expires = {(): state.certificate_expires.timestamp()}
    yield Metric("feltskema_queue_messages", "Messages on a queue, about.", ("queue",), queues)
    yield Metric("feltskema_queue_oldest_seconds", "Age of the message at the front.", ("queue",), oldest, "seconds")
    yield Metric("feltskema_pending_registrations", "Not delivered yet.", (), {(): float(state.pending)})
    yield Metric(
        "feltskema_pending_oldest_seconds", "Age of the oldest of them.", (), {(): age(state.pending_since)}, "seconds"
    )
    yield Metric("feltskema_attention_registrations", "That need a person.", ("status",), attention)
    yield Metric("feltskema_attention_oldest_seconds", "Age of the oldest.", ("status",), waited, "seconds")
    yield Metric("feltskema_definitions", "Apps that are served.", (), {(): float(len(state.definitions))})
    yield Metric("feltskema_definition_faults", "Left out.", (), {(): float(len(state.definition_faults))})
    yield Metric("feltskema_certificate_end_timestamp_seconds", "Unix time when it ends.", (), expires, "seconds")


def _objectives(outcomes: Sequence[ObjectiveOutcome]) -> Iterator[Metric]:
    targets = {(outcome.objective.name,): float(outcome.objective.target) for outcome in outcomes}
    budget = {(outcome.objective.name,): float(outcome.budget_left) for outcome in outcomes}
    burns = {
        (outcome.objective.name, window): float(rate)
        for outcome in outcomes
        for window, rate in outcome.burn_rates.items()
        if rate is not None
    }
    yield Metric("feltskema_objective_target_ratio", "Share of minutes promised.", ("objective",), targets, "ratio")
    yield Metric(
        "feltskema_objective_budget_left_minutes",
        "Of the month's error budget, unknown minutes taken as up.",
        ("objective",),
        budget,
        "minutes",
    )
    yield Metric(
        "feltskema_objective_burn_rate",
        "How many times faster than promised the budget goes; no sample: too little is known.",
        ("objective", "window"),
        burns,
    )
