"""Operators compare what a target took with what it has, over HTTP and on the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from functions import operations, reconciliation
from shared import wired_instance, wiring
from shared.domain.delivery_status import Status
from shared.domain.registration import RegistrationKey
from shared.domain.timers import UPKEEP
from shared.services.reconcile_asking import Budget
from shared.settings import read
from tests.examples import KAREN, NOW
from tests.functions.edge import SETTINGS, Edge
from tests.functions.operating import FASIT, move, named, posted, put
from tests.functions.typed_operations import Typed
from tests.services.test_reconcile import ReconcilableTarget

TODAY = "2026-11-23"
MOMENTUM = {f"MOMENTUM_{part}": "x" for part in ("CLIENT_ID", "CLIENT_SECRET", "RESOURCE", "API_KEY")}
MOMENTUM["MOMENTUM_URL"] = "https://momentum.test"


@pytest.fixture
def reconcilable(operator: Edge) -> ReconcilableTarget:
    target = ReconcilableTarget()
    operator.context.target = target
    return target


def taken(edge: Edge) -> RegistrationKey:
    """The key of a delivery that was confirmed, a quarter of an hour before now."""

    async def confirmed() -> str:
        id = await put(edge, Status.UNCERTAIN)
        await move(edge, "delivered", named(id), receipt="sag-17")
        return id

    key = edge.key(asyncio.run(confirmed()))
    edge.context.clock.now = NOW + timedelta(minutes=20)
    return key


def post(edge: Edge, function: Any, route: dict[str, str], **body: Any) -> Any:
    return asyncio.run(posted(edge, function, route, **body))


def test_a_day_is_asked_for_and_told_by_delivery(operator: Edge, reconcilable: ReconcilableTarget) -> None:
    lost = taken(operator)
    reconcilable.lost = {lost}
    before = asyncio.run(operator.call(reconciliation.list_taken, route={"target": FASIT})).json
    assert (before["canBeAsked"], before["unknown"], before["stopped"]) == (True, 1, None)
    answer = post(operator, reconciliation.reconcile_day, {"target": FASIT}, day=TODAY).json
    assert (answer["there"], answer["missing"], answer["unknown"], answer["stopped"]) == (0, 1, 0, "")
    (line,) = answer["items"]
    assert (line["person"], line["finding"], line["receipt"]) == (KAREN.key, "missing", "sag-17")
    board = asyncio.run(operator.call(operations.get_operations)).json
    assert board["canBeAsked"] == [FASIT]
    assert board["unmatched"] == [{"target": FASIT, "day": TODAY, "missing": 1, "doubled": 0}]


def test_what_is_right_as_it_is_takes_a_reason_and_once(operator: Edge, reconcilable: ReconcilableTarget) -> None:
    lost = taken(operator)
    reconcilable.lost = {lost}
    post(operator, reconciliation.reconcile_day, {"target": FASIT}, day=TODAY)
    route, why = {"target": FASIT, "person": KAREN.key, "id": str(lost.id)}, "Slettet i Fasit"
    for body in ({}, {"day": TODAY}, {"day": TODAY, "reason": " "}, {"day": "i dag", "reason": why}):
        refused = post(operator, reconciliation.explain_difference, route, **body)
        assert (refused.status, refused.json["code"]) == (400, "bad-request")
    assert post(operator, reconciliation.explain_difference, route, day=TODAY, reason=why).status == 204
    again = post(operator, reconciliation.explain_difference, route, day=TODAY, reason="Andet")
    assert (again.status, again.json["code"]) == (409, "not-possible")
    (line,) = asyncio.run(operator.call(reconciliation.list_taken, route={"target": FASIT})).json["items"]
    assert (line["explained"], line["explainedBy"]) == (why, "Dorte Holm")
    assert asyncio.run(operator.call(operations.get_operations)).json["unmatched"] == []


@pytest.mark.parametrize(
    ("target", "day", "status", "code"),
    [
        (FASIT, "2026-13-01", 400, "bad-request"),
        (FASIT, None, 400, "bad-request"),
        ("ukendt", TODAY, 404, "unknown-target"),
        (FASIT, TODAY, 409, "cannot-be-asked"),
    ],
)
def test_what_cannot_be_asked_is_told(operator: Edge, target: str, day: Any, status: int, code: str) -> None:
    answer = post(operator, reconciliation.reconcile_day, {"target": target}, day=day)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_the_command_asks_each_that_can_be_asked(
    operator: Edge, reconcilable: ReconcilableTarget, typed: Typed
) -> None:
    reconcilable.doubled = {taken(operator)}
    code, out, _ = typed("reconcile", "--day", TODAY)
    first, last = out.splitlines()
    assert (code, first.split()[1:]) == (1, ["doubled", "sag-17", "t-1", "t-2"])
    assert last == f"{FASIT} on {TODAY}: 1 by us, 0 there, 0 missing, 1 doubled, 0 unknown"
    assert f"{FASIT} on {TODAY}: 0 missing, 1 doubled" in typed("overview")[1]
    reconcilable.doubled.clear()
    assert typed("reconcile", FASIT, "--day", TODAY) == (
        0,
        f"{FASIT} on {TODAY}: 1 by us, 1 there, 0 missing, 0 doubled, 0 unknown\n",
        "",
    )


async def ran(edge: Edge, monkeypatch: pytest.MonkeyPatch, **settings: str) -> list[Sequence[str]]:
    """Does the upkeep at its hour; gives the targets that it asked."""
    names = list[Sequence[str]]()

    async def recent(targets: Sequence[str], dependencies: Any, budget: Budget) -> None:
        assert budget.until - edge.context.clock() <= timedelta(seconds=210)
        names.append(targets)

    monkeypatch.setattr("shared.services.reconcile_recent.reconcile_recent", recent)
    monkeypatch.setattr(wiring.operations, "settings", lambda: read({**SETTINGS, **MOMENTUM, **settings}))
    work = wired_instance.timed_work(UPKEEP)
    assert list(work.steps)[-1] == "reconciliation", "whatever time the others take is theirs"
    await work.steps["reconciliation"]()
    return names


async def test_momentum_is_asked_by_the_timer_unless_a_setting_says_no(
    operator: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "momentum" in (await ran(operator, monkeypatch))[0]
    assert "momentum" not in (await ran(operator, monkeypatch, MOMENTUM_RECONCILE="off"))[0]


def test_the_command_says_why_not_all_was_asked_for(
    operator: Edge, reconcilable: ReconcilableTarget, typed: Typed
) -> None:
    taken(operator)
    typed("hold", FASIT, "--reason", "Fasit flytter")
    code, out, _ = typed("reconcile", FASIT, "--day", TODAY)
    assert (code, out.splitlines()[-1]) == (1, "not all was asked for: the target is held")
    assert typed("reconcile", "log", "--day", TODAY)[0] == 1, "it cannot be asked"
