"""What an operator reads and starts: the deep look, the metrics, a timer's work by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
import json
from typing import Any

from azure.functions.timer import TimerRequest
from croniter import croniter
from prometheus_client.openmetrics.parser import text_string_to_metric_families
import pytest

from functions import delivery, health, upkeep
from shared import wiring
from shared.adapters.memory.operations import MemoryHolds
from shared.domain.delivery_states import NEED_A_PERSON
from shared.domain.registration import RegistrationKey
from shared.domain.timers import TIMERS
from shared.domain.waiting import OutboxEntry
from shared.services.deep_health import DeepHealth
from shared.services.instance_status import Instance
from tests.examples import KAREN, NOW, uuid7
from tests.functions.edge import OWN, Answer, Edge
from tests.services.test_deep_health import Queues

PARTS = ("storage", "cvr")


@dataclass
class Operated:
    """An operator's edge, whose instance is on memory."""

    edge: Edge
    queues: Queues

    async def started(self, timer: str, **body: Any) -> Answer:
        content = json.dumps(body).encode()
        return await self.edge.call(health.post_timer_run, "POST", content, route={"timer": timer}, headers=OWN)

    async def deep(self) -> Answer:
        return await self.edge.call(health.get_deep, headers={"cookie": ""})


@pytest.fixture
async def operated(operator: Edge) -> AsyncIterator[Operated]:
    queues = Queues()
    instance = Instance(
        definitions=operator.context.definitions,
        registrations=operator.context.registrations,
        queues=queues,
        holds=MemoryHolds(),
        samples=operator.samples,
        checks=PARTS,
        faults=list,
        certificate_expires=lambda: NOW + timedelta(days=200),
        gateway_checked=True,
    )
    deep = DeepHealth(lambda: instance, operator.timer_runs, operator.context.clock)
    with wiring.override(**operator.parts, deep_health=deep, instance=lambda: instance):
        yield Operated(operator, queues)


async def every_timer() -> None:
    for timer in (health.probe_dependencies, delivery.sweep_registrations, upkeep.run_upkeep):
        await timer(TimerRequest(past_due=False))


async def test_a_stranger_learns_whether_all_is_well_and_nothing_else(operated: Operated) -> None:
    await every_timer()
    answer = await operated.deep()
    assert (answer.status, answer.json) == (200, {"status": "ok"})
    operated.edge.context.clock.pass_(minutes=10)
    answer = await operated.deep()
    assert (answer.status, answer.json) == (503, {"status": "down"})


async def test_an_operator_reads_each_timers_age_and_what_is_down(operated: Operated) -> None:
    await every_timer()
    operated.edge.context.clock.pass_(minutes=6)
    state = (await operated.edge.call(health.get_operation)).json
    assert {name: (timer["pulse"], timer["ageSeconds"]) for name, timer in state["timers"].items()} == {
        "probe_dependencies": ("silent", 360),
        "sweep_registrations": ("silent", 360),
        "run_upkeep": ("beats", 360),
    }
    assert (state["checks"]["timers"], state["checks"]["storage"]) == ("down", "ok")


async def test_all_that_need_a_person_are_counted_by_state_with_the_oldest(operated: Operated) -> None:
    """However many: the oldest stands behind hundreds of others."""
    expected = {}
    for number, status in enumerate(NEED_A_PERSON, start=301):
        for minutes in range(number):
            key = RegistrationKey(person_key=KAREN.key, id=uuid7())
            entry = OutboxEntry(key, status, NOW - timedelta(minutes=minutes), NOW)
            await operated.edge.context.registrations.put_in_outbox(entry)
        oldest = NOW.replace(microsecond=0) - timedelta(minutes=number - 1)
        expected[status.value] = (number, oldest)
    shown = (await operated.edge.call(health.get_operation)).json["attention"]
    counted = {status: (group["count"], datetime.fromisoformat(group["since"])) for status, group in shown.items()}
    assert counted == expected
    assert {"uncertain", "refused", "blocked", "parked"} == set(counted)


async def test_the_metrics_are_openmetrics_by_the_projects_own_parser(operated: Operated) -> None:
    await every_timer()
    operated.edge.context.clock.pass_(seconds=90)
    answer = await operated.edge.call(health.get_metrics)
    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    families = {family.name: family for family in text_string_to_metric_families(answer.body.decode())}
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in families.values()
        for sample in family.samples
    }
    assert values["feltskema_part_up", "cvr"] == 1
    assert values["feltskema_timer_age_seconds", "sweep_registrations"] == 90
    assert values["feltskema_timer_silent", "sweep_registrations"] == 0
    assert values["feltskema_queue_messages", "registrations"] == 0
    assert values["feltskema_objective_target_ratio", "app-service-hours"] == 0.995
    assert ("feltskema_objective_burn_rate", "platform", "3d") not in values
    assert all(family.type == "gauge" and family.documentation for family in families.values())


async def test_what_is_unknown_is_left_out_of_the_metrics_and_never_0(operated: Operated) -> None:
    families = text_string_to_metric_families((await operated.edge.call(health.get_metrics)).body.decode())
    samples = {family.name: family.samples for family in families}
    assert samples["feltskema_part_up"] == []
    assert samples["feltskema_timer_age_seconds"] == []


async def test_an_operator_does_a_timers_work_and_it_is_kept_who_did_and_why(operated: Operated) -> None:
    answer = await operated.started("probe_dependencies", reason="Timeren står stille efter en udrulning")
    assert (answer.status, answer.json["failed"], answer.json["by"]) == (200, "", "Dorte Holm")
    assert {check for check, _ in operated.edge.samples.samples} == {"storage", "cvr"}
    [kept] = operated.edge.timer_runs.by_hand
    assert (kept.timer, kept.by, kept.reason) == (
        "probe_dependencies",
        "Dorte Holm",
        "Timeren står stille efter en udrulning",
    )
    state = (await operated.edge.call(health.get_operation)).json
    assert state["timers"]["probe_dependencies"]["succeeded"]["by"] == "Dorte Holm"


@pytest.mark.parametrize(
    ("timer", "body", "status", "code"),
    [
        ("tick", {"reason": "x"}, 404, "unknown-timer"),
        ("sweep_registrations", {}, 400, "bad-request"),
        ("sweep_registrations", {"reason": "x", "why": "y"}, 400, "bad-request"),
    ],
)
async def test_what_cannot_be_started_is_refused_by_name(
    operated: Operated, timer: str, body: dict[str, str], status: int, code: str
) -> None:
    answer = await operated.started(timer, **body)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert operated.edge.timer_runs.by_hand == []


def test_a_timers_schedule_runs_as_often_as_it_says() -> None:
    for function in (health.probe_dependencies, delivery.sweep_registrations, upkeep.run_upkeep):
        built: Any = function.build()
        schedule = built.get_trigger().get_dict_repr()["schedule"]
        times = croniter(schedule, datetime(2026, 11, 27, tzinfo=UTC), second_at_beginning=True, day_or=False)
        gaps = {later - earlier for earlier, later in pairwise([times.get_next(datetime) for _ in range(200)])}
        assert gaps == {TIMERS[built.get_function_name()].every}
