"""Operators at the command line see what the page shows: trend, queues, answers for a reason, and whom they can ask."""

from __future__ import annotations

import asyncio
from datetime import timedelta
import re

import pytest

from shared.domain.delivery_status import Status
from shared.domain.ports import PoisonMessage
from shared.domain.waiting import Group, Pile
from tests.examples import APP, KAREN, NOW
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, FASIT
from tests.functions.test_reconciliation import TODAY, reconcilable, taken
from tests.functions.typed_operations import Typed, status_of, stored
from tests.services.test_reconcile import ReconcilableTarget

__all__ = ["reconcilable"]


def test_the_overview_has_the_trend_the_held_and_what_was_given_up(operator: Edge, typed: Typed) -> None:
    stored(operator, Status.UNCERTAIN, 5)
    hour = NOW.replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
    counts = {Pile(Status.UNCERTAIN, FASIT, APP): Group(4, NOW), Pile(Status.REFUSED, FASIT, APP): Group(7, NOW)}
    asyncio.run(operator.context.tallies.save(hour, counts))
    typed("hold", FASIT, "--reason", "Fasit flytter")
    operator.context.delivery_queue.poison = [PoisonMessage("x", "1", ""), PoisonMessage("y", "2", "")]
    _, out, _ = typed("overview")
    assert f"     1  uncertain  {FASIT}  {APP}  since 2026-11-23T08:05:00Z  (last 24 hours: 4 to 1)" in out
    assert f"     0  refused  {FASIT}  {APP}  (last 24 hours: 7 to 0)" in out
    assert re.search(rf"{FASIT}: held since \S+ by {DORTE.name}: Fasit flytter", out)
    assert re.search(r"^messages on \S+-poison: 2", out, re.MULTILINE)


def test_answers_are_printed_for_a_reason_that_stands_in_the_trail(operator: Edge, typed: Typed) -> None:
    key = stored(operator, Status.UNCERTAIN)
    with pytest.raises(SystemExit):
        typed("answers", key)
    assert typed("answers", key, "--reason", " ")[0] == 1
    code, out, _ = typed("answers", key, "--reason", "Ser efter i Fasit")
    assert (code, 'navn: "Café Blåbær ApS"' in out.splitlines()) == (0, True)
    assert [change.reason for change in operator.access.changes[DORTE.key]] == ["Ser efter i Fasit"]


def test_one_is_handed_to_a_helper_and_found_by_them(operator: Edge, typed: Typed) -> None:
    key, other = stored(operator, Status.UNCERTAIN, 2), stored(operator, Status.UNCERTAIN, 1)
    person = next(line.split()[0] for line in typed("helpers")[1].splitlines() if DORTE.name in line)
    assert typed("list", "--mine")[1] == ""
    assert typed("move", "hand", key, "--to", person)[0] == 0
    (mine,) = typed("list", "--mine")[1].splitlines()
    assert mine.startswith(key.rpartition("/")[0])
    seen = ("--all", "--mine", "--seen", "2026-11-23T13:05:00Z")
    code, out, _ = typed("move", "park", *seen, "--reason", "Venter på svar fra Fasit")
    assert (code, out.splitlines()[-1]) == (0, "1 of 1 moved")
    assert (status_of(operator, key), status_of(operator, other)) == (Status.PARKED, Status.UNCERTAIN)


def test_many_that_were_parked_are_taken_back_by_the_keys_that_it_printed(operator: Edge, typed: Typed) -> None:
    keys = [stored(operator, status) for status in (Status.UNCERTAIN, Status.REFUSED)]
    printed = [line.split()[0] for line in typed("move", "park", *keys, "--reason", "Ser på dem")[1].splitlines()[:-1]]
    assert typed("move", "take-up", *printed)[1].splitlines()[-1] == "2 of 2 moved"
    assert [status_of(operator, key) for key in keys] == [Status.UNCERTAIN, Status.REFUSED]


def test_what_reconciling_found_is_explained_and_then_differs_no_more(
    operator: Edge, reconcilable: ReconcilableTarget, typed: Typed
) -> None:
    lost = taken(operator)
    reconcilable.lost = {lost}
    assert typed("reconcile", FASIT, "--day", TODAY)[0] == 1
    key = f"{KAREN.key}/{lost.id}/{FASIT}"
    assert typed("explain", key, "--day", TODAY, "--reason", "Slettet i Fasit") == (0, f"{key}  explained\n", "")
    code, out, _ = typed("reconcile", FASIT, "--day", TODAY)
    assert (code, f"explained by {DORTE.name}: Slettet i Fasit" in out) == (0, True)
    assert typed("explain", key, "--day", TODAY, "--reason", "Igen")[0] == 1, "it is explained already"
