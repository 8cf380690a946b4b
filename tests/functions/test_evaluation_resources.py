"""What the trial costs and does, as an evaluator reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
import json

from azure.functions.timer import TimerRequest
import pytest

from functions import evaluation_effect, evaluation_files, evaluation_resources, upkeep
from functions.unexpected import Failed
from functions.views.evaluation_resources import shown_consumption
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.roles import EVALUATOR
from shared.domain.evaluation.bill import Bill, BillLine
from shared.domain.evaluation.changes import FirstSeen
from shared.domain.evaluation.consumption import Usage
from shared.domain.evaluation.focus import Account
from shared.domain.evaluation.periods import month_of
from shared.domain.ports import MeteredMonth
from shared.domain.timers import UPKEEP
from shared.services.consumption_report import consumption_report
from shared.wired_instance import timed_work
from tests.examples import KAREN, uuid7
from tests.functions.edge import OWN, Answer, Edge

EVA = KAREN.model_copy(update={"key": "f" * 32, "name": "Eva Evaluator", "roles": (EVALUATOR,)})
BILL = Bill(
    [
        BillLine(
            "Compute", "Azure Functions", "On Demand Execution Time", "GB Second", Decimal(154), Decimal("12.345")
        ),
        BillLine("Storage", "Storage", "ZRS Data Stored", "GB/Month", Decimal(5), Decimal("1.10")),
    ],
    Account("agreement/1", "Kommune", "subscription/1", "Feltskema", "denmarkeast", "Denmark East"),
)


@pytest.fixture
async def evaluator(edge: Edge) -> AsyncIterator[Edge]:
    """Two visits in November, one of them sent twice; the night has passed."""
    edge.meters.months["2026-11"] = [Usage("functions-executions", Decimal(1_250_000))]
    id = str(uuid7(edge.context.clock()))
    for again in (id, id, str(uuid7(edge.context.clock()))):
        assert (await edge.put(id=again)).status in (200, 201)
    edge.context.clock.now = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
    await upkeep.run_upkeep(TimerRequest(past_due=False))
    edge.access = MemoryAccess(KAREN, EVA)
    edge.cookie = edge.session(EVA)
    with wiring.override(**edge.parts):
        yield edge


async def consumption(edge: Edge, period: str = "2026-11") -> Answer:
    return await edge.call(evaluation_resources.get_consumption, params={"period": period})


async def test_what_was_metered_is_priced_and_shared(evaluator: Edge) -> None:
    answer = await consumption(evaluator)
    assert answer.status == 200
    (month,) = answer.json["months"]
    # 1,000,000 over the 250,000 that are free, at 2.80 kr. a million; and what costs the same whatever happens.
    costs = {charge["meter"]: charge["cost"] for charge in month["charges"]}
    assert costs == {
        "functions-executions": "2.80",
        "gateway-unit-months": "4800.00",
        "monitor-checks": "103.68",
        "network-endpoint-months": "350.00",
        "network-outbound-months": "250.00",
        "pages-site-months": "62.00",
        "vault-flat-months": "120.00",
    }
    assert (month["basis"], month["cost"], month["fault"]) == ("rates", "5688.48", "")
    assert month["readAt"] == "2026-11-24T02:05:00Z"
    assert answer.json["apps"] == [
        {"app": "virksomhedsbesoeg", "registrations": 2, "cost": "5688.48", "perRegistration": "2844.24"}
    ]


async def test_a_meter_that_was_not_read_is_unknown_and_not_free(evaluator: Edge) -> None:
    (month,) = (await consumption(evaluator)).json["months"]
    assert {"logs-gb", "queue-messages", "queue-operations", "storage-operations"} <= set(month["unknown"])
    priced = {charge["meter"] for charge in month["charges"]}
    assert priced.isdisjoint(month["unknown"])
    answer = await evaluator.call(
        evaluation_files.get_report, route={"file": "consumption"}, params={"period": "2026-11", "language": "en"}
    )
    assert "2026-11;Not known;logs-gb;;;;" in answer.body.decode("utf-8-sig")


async def test_messages_and_logs_are_priced_and_shared_like_the_rest(evaluator: Edge) -> None:
    """123,456 messages and 654,321 other operations at 0.31 kr. per 10,000; 45.1 GB, 5 of them free, at 19 kr."""
    used = {"queue-messages": "123456", "queue-operations": "654321", "logs-gb": "45.1"}
    usage = [Usage(meter, Decimal(quantity)) for meter, quantity in used.items()]
    await evaluator.consumption.save("2026-11", MeteredMonth(usage, evaluator.context.clock()))
    (month,) = (await consumption(evaluator)).json["months"]
    costs = {charge["meter"]: charge["cost"] for charge in month["charges"]}
    assert [costs[meter] for meter in used] == ["3.83", "20.28", "761.90"]
    assert sum(map(Decimal, costs.values())) == Decimal(month["cost"]) == Decimal(month["apps"][0]["cost"])


async def test_what_the_meters_refuse_is_told_and_the_rest_is_kept(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    edge.meters.months["2026-11"] = [Usage("gateway-calls", Decimal(7))]
    edge.meters.faults = ["HTTP 403: AuthorizationFailed"]
    edge.context.clock.now = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
    with wiring.override(**edge.parts), pytest.raises(Failed, match="OurFault"):
        await upkeep.run_upkeep(TimerRequest(past_due=False))
    metered = await edge.consumption.of("2026-11")
    assert metered is not None
    assert [entry.meter for entry in metered.usage] == ["gateway-calls"]
    assert "a meter of 2026-11 could not be read: HTTP 403: AuthorizationFailed" in caplog.text


async def test_a_night_that_is_refused_loses_nothing_of_the_day_before(evaluator: Edge) -> None:
    """The next night reads executions anew and is refused the gateway's calls: those of the night before stand."""
    clock, nights = evaluator.context.clock, [datetime(2026, 11, day, 2, 5, tzinfo=UTC) for day in (25, 26, 27)]
    for at, usage in zip(nights, ({"gateway-calls": 7}, {"functions-executions": 9}, {}), strict=True):
        clock.now = at
        evaluator.meters.months["2026-11"] = [Usage(meter, Decimal(quantity)) for meter, quantity in usage.items()]
        evaluator.meters.faults = ["HTTP 403: AuthorizationFailed"]
        with pytest.raises(Failed, match="OurFault"):
            await upkeep.run_upkeep(TimerRequest(past_due=False))
    metered = await evaluator.consumption.of("2026-11")
    assert metered is not None
    assert {entry.meter: entry.quantity for entry in metered.usage} == {"functions-executions": 9, "gateway-calls": 7}
    assert (metered.read_at, metered.earlier) == (nights[1], {"gateway-calls": nights[0]})
    evaluator.cookie = evaluator.session(EVA)
    (month,) = (await consumption(evaluator)).json["months"]
    assert month["readAt"] == "2026-11-25T02:05:00Z"
    assert "gateway-calls" not in month["unknown"]


async def test_waiting_for_the_meters_comes_after_what_others_wait_for(evaluator: Edge) -> None:
    night = timed_work(UPKEEP).steps
    assert list(night)[-3:] == ["status page", "consumption", "reconciliation"]
    evaluator.context.clock.now = datetime(2026, 11, 25, 3, 5, tzinfo=UTC)
    assert "consumption" not in timed_work(UPKEEP).steps
    assert "consumption" in timed_work(UPKEEP, by_hand=True).steps


async def test_what_is_read_and_has_no_price_is_named_and_leaves_the_estimate(evaluator: Edge) -> None:
    """As with a municipality's own rates of an earlier release, or one that has deleted a line."""
    sources = wiring.consumption_sources()
    rates = [rate for rate in sources.rates.rates if rate.meter != "queue-messages"]
    usage = [Usage(meter, Decimal(250_000)) for meter in ("queue-messages", "queue-operations")]
    await evaluator.consumption.save("2026-11", MeteredMonth(usage, evaluator.context.clock()))
    (month,) = await consumption_report(
        month_of(2026, 11), replace(sources, rates=replace(sources.rates, rates=rates)), evaluator.context.clock()
    )
    shown = shown_consumption(month.month, [month]).months[0]
    assert (shown.basis, shown.unpriced, shown.rate_missing) == ("rates", ("queue-messages",), "")
    assert "7.75" in [charge.cost for charge in shown.charges if charge.meter == "queue-operations"]
    begun_later = [replace(rate, valid_from=date(2026, 12, 1)) for rate in rates]
    (month,) = await consumption_report(
        month_of(2026, 11), replace(sources, rates=replace(sources.rates, rates=begun_later)), evaluator.context.clock()
    )
    shown = shown_consumption(month.month, [month]).months[0]
    assert (shown.basis, shown.rate_missing, shown.fault) == ("none", "gateway-unit-months", "")


async def test_the_bill_takes_the_place_of_the_estimate(evaluator: Edge) -> None:
    evaluator.bills.months["2026-11"] = BILL
    answer = (await consumption(evaluator, "2026-4")).json
    october, november = answer["months"]
    assert (october["basis"], october["cost"]) == ("none", None)
    assert (november["basis"], november["cost"]) == ("bill", "13.44")
    assert [charge["cost"] for charge in november["charges"]] == ["12.34", "1.10"]
    assert november["unknown"] == []
    # What October cost nobody knows, so neither what the quarter did.
    assert answer["cost"] is None


async def test_a_bill_in_another_currency_is_told_and_the_estimate_stands(evaluator: Edge) -> None:
    evaluator.bills.fault = "costs/part.csv, line 2: BillingCurrency is 'EUR'; only DKK is reckoned in"
    (month,) = (await consumption(evaluator)).json["months"]
    assert (month["basis"], month["fault"]) == ("rates", evaluator.bills.fault)


async def test_effect_is_told_as_of_last_night_with_double_registrations_avoided(evaluator: Edge) -> None:
    answer = await evaluator.call(evaluation_effect.get_effect)
    assert answer.status == 200
    shown = answer.json
    assert shown["reckonedAt"] == "2026-11-24T02:05:00Z"
    assert [app["app"] for app in shown["apps"]] == ["", "virksomhedsbesoeg"]
    all_apps = shown["apps"][0]
    assert (all_apps["registrations"], all_apps["companies"], all_apps["repeatsAvoided"], all_apps["atVisit"]) == (
        2,
        1,
        1,
        2,
    )
    assert all_apps["toAccepted"] == {"count": 2, "median": 0, "ninetieth": 0}
    assert shown["maintenance"]["minutes"] == 0
    assert shown["titles"]["virksomhedsbesoeg"]["da"] == "Registrering ved virksomhedsbesøg"


async def test_changes_are_noted_by_the_hour_and_told(evaluator: Edge) -> None:
    """The first look is the baseline; a version that is seen a day later is a change of that day."""
    assert evaluator.changes.seen
    assert (await evaluator.call(evaluation_effect.get_effect)).json["changes"] == {"releases": 0, "versions": []}
    at = evaluator.context.clock()
    await evaluator.changes.note(FirstSeen("kandidat", "99", at))
    shown = (await evaluator.call(evaluation_effect.get_effect)).json["changes"]
    assert shown["versions"] == [{"app": "kandidat", "version": 99, "at": "2026-11-24T02:05:00Z", "days": None}]


async def test_a_period_that_was_never_reckoned_has_no_figures(evaluator: Edge) -> None:
    shown = (await evaluator.call(evaluation_effect.get_effect, params={"period": "2025-1"})).json
    assert (shown["reckonedAt"], shown["apps"], shown["maintenance"]) == (None, [], None)


async def test_what_a_thing_took_before_is_typed_in_once_and_corrected_in_its_place(evaluator: Edge) -> None:
    async def put(figure: str, **body: object) -> Answer:
        content = json.dumps(body).encode()
        function = evaluation_effect.put_before
        return await evaluator.call(function, "PUT", content, route={"figure": figure}, headers=OWN)

    placement = {"task": "En virksomhedspraktik", "value": 80, "unit": "klik", "source": "STAR, maj 2024"}
    assert (await put("placement", **{**placement, "value": 8})).status == 200
    assert (await put("placement", **placement)).json["by"] == "Eva Evaluator"
    (before,) = (await evaluator.call(evaluation_effect.get_effect)).json["before"]
    assert (before["id"], before["value"], before["source"]) == ("placement", 80, "STAR, maj 2024")
    for wrong, name in (
        ({"value": -1}, "value"),
        ({"value": True}, "value"),
        ({"task": ""}, "task"),
        ({"more": 1}, "more"),
    ):
        refused = await put("placement", **{**placement, **wrong})
        assert (refused.status, refused.json["code"]) == (400, "bad-request")
        assert name in refused.json["detail"]
    assert (await put("Placement", **placement)).json["code"] == "invalid-id"


async def test_by_day_the_registrations_are_not_read_through(edge: Edge) -> None:
    edge.context.clock.now = edge.context.clock().replace(hour=13, minute=5)
    await upkeep.run_upkeep(TimerRequest(past_due=False))
    assert edge.effects.periods == {}
