"""What operators read at the command line: who made a slip of the hand is told what to type instead."""

from __future__ import annotations

import httpx
import pytest

from ops.operations import main, read
from shared.domain.delivery_status import Status
from tests.examples import uuid7
from tests.functions.edge import URL, Edge
from tests.functions.operating import FASIT
from tests.functions.typed_operations import Typed, status_of, stored


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("move", "park"), "Name the deliveries, or say --all"),
        (("move", "park", "--all", "--reason", "x"), "--all takes --status"),
        (("move", "park", "--all", "--status", "refused", "--reason", "x"), "--all takes --seen"),
        (
            ("move", "park", "--all", "--status", "refused", "--seen", "2026-11-23T12:00:00", "--reason", "x"),
            "its zone",
        ),
        (("move", "park", f"{'a' * 32}/{uuid7()}/{FASIT}", "--reason", "x"), "with its etag"),
        (("show", "karen"), "person/id/target"),
        (("hold", "fasit", "--reason", "Fasit flytter"), f"Did you mean {FASIT}?"),
        (("list", "--target", "Fasit"), f"There is no receiver Fasit. Receivers: {FASIT}, log."),
        (("release", "ukendt"), f"Receivers: {FASIT}, log."),
        (("move", "close", f"{'a' * 32}/{uuid7()}/{FASIT}/refused.1."), "The reason is missing: close needs --reason"),
        (("show", str(uuid7())), "is not in the list: it is delivered, or there is no such registration"),
        (("show", f"{'a' * 32}/{uuid7()}/{FASIT}"), "There is no such delivery, or it is not yours to handle"),
    ],
)
def test_a_slip_of_the_hand_is_told_and_moves_nothing(
    operator: Edge, typed: Typed, words: tuple[str, ...], remedy: str
) -> None:
    before = stored(operator, Status.REFUSED)
    code, _, err = typed(*words)
    assert code == 1
    assert remedy in err
    assert status_of(operator, before) is Status.REFUSED


def test_a_session_that_is_over_is_told_in_words_for_an_operator(operator: Edge, typed: Typed) -> None:
    code, out, err = typed("list", session="forged")
    assert (code, out) == (1, "")
    assert err.startswith("The session is over. Sign in again in the browser")


@pytest.mark.parametrize(
    "words",
    [
        ("park", "--reason", "Fasit bygger om", "KEY"),
        ("park", "KEY", "--reason", "Fasit bygger om"),
        ("--reason", "Fasit bygger om", "park", "KEY"),
    ],
)
def test_a_delivery_is_moved_wherever_its_key_stands_among_the_options(
    operator: Edge, typed: Typed, words: tuple[str, ...]
) -> None:
    key = stored(operator, Status.REFUSED)
    code, out, _ = typed("move", *(key if word == "KEY" else word for word in words))
    assert (code, out.splitlines()[-1]) == (0, "1 of 1 moved")
    assert status_of(operator, key) is Status.PARKED


def test_a_receiver_may_be_named_after_the_day() -> None:
    assert read(["reconcile", "--day", "2026-11-22", FASIT]).target == FASIT


def test_a_move_that_is_refused_says_that_nothing_was_moved(operator: Edge, typed: Typed) -> None:
    key = stored(operator, Status.REFUSED)
    code, _, err = typed("move", "hand", key, "--to", "nobody")
    assert (code, err.splitlines()[-1]) == (1, "Nothing was moved")
    assert "not known" not in err


@pytest.mark.parametrize(
    ("url", "session", "remedy"),
    [
        ("", "x", "Give the instance's address: --url"),
        ("feltskema.kk.dk", "x", "feltskema.kk.dk is no address; write it with https:// in front"),
        (URL, "", "Give the value of an operator's session cookie as FELTSKEMA_SESSION"),
    ],
)
def test_only_what_is_missing_of_address_and_session_is_asked_for(
    url: str, session: str, remedy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FELTSKEMA_SESSION", raising=False)
    assert main(["--url", url, "--session", session, "list"]) == 1
    assert capsys.readouterr().err.startswith(remedy)


def test_a_state_that_is_none_is_answered_with_those_there_are(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        typed("list", "--status", "refused,nonsense")
    states = "received, blocked, uncertain, refused, parked, closed"
    assert f"there is no state nonsense (choose from {states})" in capsys.readouterr().err


def test_a_delivery_is_listed_and_shown_by_the_id_that_a_consultant_reads_out(operator: Edge, typed: Typed) -> None:
    stored(operator, Status.UNCERTAIN, 5)
    key = stored(operator, Status.REFUSED, 1)
    id = key.split("/")[1]
    code, out, _ = typed("list", "--id", id.upper())
    assert (code, [line.split()[0] for line in out.splitlines()]) == (0, [key])
    assert f"etag: {key.split('/')[3]}" in typed("show", id)[1]
    typed("move", "close", key, "--reason", "Ringet ind")
    assert "closed" in typed("list", "--id", id)[1]


def test_a_list_of_none_says_so(typed: Typed) -> None:
    assert typed("list", "--app", "nosuch") == (0, "", "0 deliveries, read at 2026-11-23T13:05:00Z\n")
    code, out, err = typed("list", "--id", str(uuid7()))
    assert (code, out) == (0, "")
    assert err.startswith("None with this id: what is delivered is no longer in the list")


def test_an_address_that_is_none_of_an_instance_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(404)))
    assert main(["--url", URL, "--session", "x", "overview"], client) == 1
    assert capsys.readouterr().err == f"GET {URL}/api/operations was answered 404\n"


def test_a_reason_that_is_not_kept_is_told(operator: Edge, typed: Typed) -> None:
    typed("hold", FASIT, "--reason", "Fasit flytter")
    _, out, _ = typed("hold", FASIT, "--reason", "Fasit bygger om")
    assert "Fasit flytter" in out
    assert out.splitlines()[-1].startswith("It was held already, and stays held for that reason: yours is not kept.")
    assert operator.context.holds.held[FASIT].reason == "Fasit flytter"
