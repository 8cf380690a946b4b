"""Operators at the command line: what they see of what is not done, and what they do about it, by the API's own functions."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
import re

import pytest

from ops.operations import main
from shared.domain.delivery_states import CLAIM, UNKNOWN
from shared.domain.delivery_status import Status
from shared.domain.ports import PoisonMessage, TakenLine
from shared.domain.registration import RegistrationKey
from tests.examples import KAREN, NOW, uuid7
from tests.functions.edge import Edge
from tests.functions.operating import DORTE, FASIT
from tests.functions.typed_operations import Typed, status_of, stored

SEEN = "2026-11-23T13:05:00Z"


def uncertain_anew(edge: Edge, key: str) -> None:
    """A worker takes it up, and its answer is lost again."""
    (row,) = (row for row in edge.context.registrations.rows.values() if str(row.id) in key)
    for move in (CLAIM, UNKNOWN):
        row = row.move(move, FASIT, NOW)
        event = row.event("Arbejder", FASIT)
        row = asyncio.run(edge.context.registrations.change(row, event))


def test_the_list_is_the_oldest_first_and_one_is_shown_by_its_key(operator: Edge, typed: Typed) -> None:
    refused, uncertain = stored(operator, Status.REFUSED, 1), stored(operator, Status.UNCERTAIN, 5)
    code, out, err = typed("list")
    assert (code, [line.split()[0] for line in out.splitlines()]) == (0, [uncertain, refused])
    assert err == "2 deliveries, read at 2026-11-23T13:05:00Z\n"
    assert typed("list", "--status", "refused")[1].split()[0] == refused
    _, out, _ = typed("show", refused)
    assert "status: refused" in out
    assert "step uploaded: upl-7" in out
    assert "ukendt part" in out


def test_the_overview_tells_what_waits_and_how_each_target_does(operator: Edge, typed: Typed) -> None:
    stored(operator, Status.RECEIVED)
    _, out, _ = typed("overview")
    assert re.search(rf"1  received  {FASIT}", out)
    assert re.search(rf"{FASIT}: circuit closed, 1 waiting", out)


def test_all_that_is_chosen_is_moved_page_by_page(operator: Edge, typed: Typed) -> None:
    keys = [stored(operator, Status.REFUSED, hours) for hours in range(1, 61)]
    other = stored(operator, Status.UNCERTAIN)
    code, out, _ = typed("move", "park", "--all", "--seen", SEEN, "--status", "refused", "--reason", "Fasit bygger om")
    assert (code, out.splitlines()[-1]) == (0, "60 of 60 moved")
    assert {status_of(operator, key) for key in keys} == {Status.PARKED}
    assert status_of(operator, other) is Status.UNCERTAIN


def test_a_call_that_fails_on_the_way_says_how_far_it_came(
    operator: Edge, typed: Typed, failing: dict[str, int]
) -> None:
    for hours in range(1, 61):
        stored(operator, Status.REFUSED, hours)
    words = ("move", "park", "--all", "--seen", SEEN, "--status", "refused", "--reason", "Fasit bygger om")
    failing["after"] = 1
    code, _, err = typed(*words)
    assert code == 1
    assert "50 of 60 moved; of the next 10 it is not known" in err
    assert "moves no delivery twice" in err
    assert typed(*words)[1].splitlines()[-1] == "10 of 10 moved"


def test_what_was_typed_twice_is_done_once_and_told(operator: Edge, typed: Typed) -> None:
    key = stored(operator, Status.UNCERTAIN)
    assert typed("move", "send-again", key)[0] == 0
    # It is taken up and becomes uncertain anew, and whoever typed it has not seen the answer.
    uncertain_anew(operator, key)
    code, out, _ = typed("move", "send-again", key)
    assert code == 1
    assert "uncertain since 2026-11-23T13:05:00Z by Arbejder" in out
    assert operator.context.delivery_queue.keys == [operator.key(key.split("/")[1])]


def test_all_are_those_that_were_seen(operator: Edge, typed: Typed) -> None:
    old, new = stored(operator, Status.UNCERTAIN, 2), stored(operator, Status.UNCERTAIN, 0.5)
    code, out, _ = typed("move", "send-again", "--all", "--status", "uncertain", "--seen", "2026-11-23T12:05:00Z")
    assert (code, out.splitlines()[0]) == (0, "1 came or moved since then, and are left as they are")
    assert (status_of(operator, old), status_of(operator, new)) == (Status.RECEIVED, Status.UNCERTAIN)


def test_a_target_that_is_held_anew_is_not_let_go(operator: Edge, typed: Typed) -> None:
    typed("hold", FASIT, "--reason", "Fasit flytter")
    code, _, err = typed("release", FASIT, "--since", "2026-11-23T12:00:00Z")
    assert (code, list(operator.context.holds.held)) == (1, [FASIT])
    assert err.strip()


def test_what_cannot_be_moved_is_named_and_the_others_are(operator: Edge, typed: Typed) -> None:
    refused, uncertain = stored(operator, Status.REFUSED), stored(operator, Status.UNCERTAIN)
    code, out, _ = typed("move", "delivered", refused, uncertain)
    assert (code, out.splitlines()[-1]) == (1, "1 of 2 moved")
    assert re.search(f"^{uncertain.rpartition('/')[0]}/delivered.*  delivered$", out, re.MULTILINE)
    assert status_of(operator, refused) is Status.REFUSED


def test_a_target_is_held_and_let_go(operator: Edge, typed: Typed) -> None:
    assert typed("hold", FASIT, "--reason", "Fasit flytter")[0] == 0
    assert operator.context.holds.held[FASIT].by == DORTE.name
    assert typed("release", FASIT)[0] == 0
    assert operator.context.holds.held == {}
    assert typed("release", FASIT)[:2] == (0, f"{FASIT} is not held, so there is nothing to let go\n")


def test_what_a_target_took_on_a_day_is_counted_and_listed(operator: Edge, typed: Typed) -> None:
    key, other = (RegistrationKey(person_key=KAREN.key, id=uuid7(NOW)) for _ in range(2))
    for line in (TakenLine(key, NOW, "doc-17"), TakenLine(other, NOW, confirmed=True)):
        asyncio.run(operator.context.receipts.note(FASIT, line))
    code, out, _ = typed("taken", FASIT)
    assert code == 0
    first, second, last = sorted(out.splitlines(), key=lambda printed: ("by us" in printed, "confirmed" in printed))
    assert re.search(rf"  {key.id}  doc-17$", first)
    assert second.endswith("  -  confirmed by a person")
    assert last == f"in {FASIT} by us on 2026-11-23: 2, 1 of them confirmed by a person"
    assert typed("taken", FASIT, "--day", "2026-11-22")[1] == f"in {FASIT} by us on 2026-11-22: 0\n"
    assert f"in {FASIT} by us today: 2, 1 of them confirmed by a person" in typed("overview")[1]


@pytest.mark.parametrize(("target", "day"), [("ukendt", ""), (FASIT, "23/11"), (FASIT, "2026-13-01")])
def test_a_day_or_a_target_that_is_none_is_told(typed: Typed, target: str, day: str) -> None:
    code, out, err = typed("taken", target, "--day", day)
    assert (code, out) == (1, "")
    assert err.strip()


def test_poison_messages_are_sent_again(operator: Edge, typed: Typed) -> None:
    key = stored(operator, Status.RECEIVED).rpartition("/")[0]
    operator.context.delivery_queue.poison = [PoisonMessage(key, "1", "")]
    code, out, _ = typed("poison")
    assert (code, out.splitlines()) == (0, [f"{key}  sent-again", "1 message"])


@pytest.mark.starts
def test_a_storage_that_does_not_answer_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = tmp_path / "settings.json"
    nowhere = "AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;"
    settings.write_text(json.dumps({"Values": {"DataStorage": nowhere}}), "utf-8")
    assert main(["rebuild-outbox", "--settings", str(settings)]) == 1
    assert capsys.readouterr().err == "The storage does not answer, 0 entries were written; run it again\n"
