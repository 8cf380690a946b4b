"""A registration as rows, and back, whatever it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from shared.adapters.outbox_rows import to_outbox_entry, to_outbox_row
from shared.adapters.registration_rows import (
    history_range,
    id_of,
    row_key,
    to_earlier_row,
    to_entry,
    to_event,
    to_history_row,
    to_registration,
    to_row,
)
from shared.domain.delivery import Delivery, Reason, Receipt, Waits
from shared.domain.delivery_status import Status
from shared.domain.problems import TooLarge
from shared.domain.registration import CardLine, Registration
from shared.domain.waiting import OutboxEntry
from tests.examples import NOW, registration, uuid7

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-11, minutes=-30))])
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=ZONES)  # noqa: DTZ001 (the zone is added)
IDS = st.integers(0, (1 << 128) - 1).map(lambda number: UUID(int=number))
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
ANSWERS = st.dictionaries(
    TEXTS, st.recursive(TEXTS | st.booleans() | st.integers(-(2**53), 2**53), lambda inner: st.lists(inner, max_size=3))
)
REASONS = st.none() | st.builds(Reason, code=st.sampled_from(["refused", "uncertain"]), message=TEXTS)
REGISTRATIONS = st.builds(
    registration,
    id=IDS,
    answers=ANSWERS,
    revision=st.integers(1, 1000),
    title=TEXTS,
    card=st.lists(st.builds(CardLine, da=TEXTS, en=TEXTS), max_size=3).map(tuple),
    follow_up=st.none() | st.dates(),
    not_cpr=st.lists(TEXTS, max_size=3).map(tuple),
    status=st.sampled_from(Status),
    status_at=MOMENTS,
    received_at=MOMENTS,
    reason=REASONS,
    receipt=st.none() | st.builds(Receipt, id=TEXTS, at=MOMENTS),
    journal=st.dictionaries(TEXTS, TEXTS, max_size=3),
    attempts=st.integers(0, 1000),
    claimed_until=st.none() | MOMENTS,
    retry_at=st.none() | MOMENTS,
)


def test_a_row_of_before_cards_and_revisions_is_read() -> None:
    stored = registration()
    row = to_row(stored)
    for column in ("revision", "card", "follow_up", "not_cpr"):
        del row[column]
    assert to_registration(row, "") == stored


def test_what_it_was_lies_apart_from_the_list_and_the_history() -> None:
    stored = registration(revision=7)
    row = to_earlier_row(stored)
    assert to_registration(row, "") == stored
    assert not "r_" <= row["RowKey"] < "r`"
    assert not history_range(stored.id)[0] <= row["RowKey"] < history_range(stored.id)[1]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(REGISTRATIONS)
def test_a_registration_is_read_back_from_its_row(original: Registration) -> None:
    row = to_row(original)
    assert to_registration(row, "") == original
    assert to_entry(row) == original.entry()
    event = original.event("Karen")
    assert to_event(to_history_row(original, event)) == event


@given(IDS, IDS)
def test_the_newest_comes_first(id: UUID, other: UUID) -> None:
    assert (row_key(id) < row_key(other)) == (id.int > other.int)
    assert id_of(row_key(id)) == id


@given(IDS, IDS)
def test_history_lies_with_its_own_registration(id: UUID, other: UUID) -> None:
    first, end = history_range(id)
    key = to_history_row(registration(id=other), registration().event())["RowKey"]
    assert (first <= key < end) == (id == other)
    assert not key.startswith("r_")


@given(st.lists(MOMENTS, min_size=2, max_size=5, unique=True))
def test_history_sorts_by_time(moments: list[datetime]) -> None:
    reported = registration()
    rows = [to_history_row(reported, reported.moved(Status.WAITING, at).event()) for at in moments]
    after = [to_event(row).at for row in sorted(rows, key=lambda row: str(row["RowKey"]))]
    assert after == sorted(after)


@pytest.mark.parametrize("character", ["a", "æ", "😀", '"', "\\", "\n"])
@pytest.mark.parametrize("length", [15_990, 16_000, 16_010, 80_000])
def test_a_property_holds_at_most_64_kib(character: str, length: int) -> None:
    answers: dict[str, Any] = {"a": character * length}
    row = to_row(registration(answers=answers))
    assert to_registration(row, "").answers == answers
    for value in row.values():
        if isinstance(value, str):
            assert len(value.encode("utf-16-le")) <= 64 * 1024
    assert len(row) < 200


def test_an_outbox_entry_is_read_back_from_its_row() -> None:
    moments = (NOW, NOW + timedelta(minutes=1))
    entry = OutboxEntry(
        registration(id=uuid7()).key, Status.REFUSED, *moments, target="momentum", app="virksomhedsbesoeg"
    )
    assert to_outbox_entry(to_outbox_row(entry), NOW + timedelta(days=1)) == entry


def test_a_pointer_of_before_these_said_what_they_wait_for_is_read() -> None:
    row, written = to_outbox_row(OutboxEntry(registration().key, Status.RECEIVED, NOW, NOW)), NOW + timedelta(minutes=1)
    for column in ("status", "since", "sent_at", "app"):
        del row[column]
    assert to_outbox_entry(row, written) == OutboxEntry(
        to_outbox_entry(row, written).registration, Status.RECEIVED, written, written
    )


def test_a_row_of_before_several_deliveries_is_read() -> None:
    stored = registration(journal={"uploaded": "x"}, attempts=3, retry_at=NOW, status=Status.WAITING, revision=2)
    row = to_row(stored)
    for column in ("deliveries", "delivery_0"):
        del row[column]
    assert to_registration(row, "") == stored
    assert stored.delivery.target == "", "the definition's own"


def test_several_deliveries_are_read_back_from_one_row() -> None:
    first = Delivery(target="a", status=Status.DELIVERED, status_at=NOW, journal={"uploaded": "x"}, attempts=1)
    waits = Waits(status=Status.WAITING, since=NOW, count=4)
    second = Delivery(
        target="b",
        status=Status.WAITING,
        status_at=NOW,
        journal={"looked": "y"},
        own_faults=2,
        retry_at=NOW,
        waits=waits,
    )
    stored = registration().with_deliveries(first, second)
    row = to_row(stored)
    assert to_registration(row, "") == stored
    assert to_entry(row).status is Status.WAITING
    assert (row["journal"], row["attempts"]) == ('{"uploaded": "x"}', 1), "as a package reads it that knows of one"


def test_a_list_says_where_each_delivery_of_a_registration_goes() -> None:
    deliveries = [Delivery(target=target, status=Status.DELIVERED, status_at=NOW) for target in ("fasit", "momentum")]
    row = to_row(registration().with_deliveries(*deliveries))
    assert to_entry(row).targets == ("fasit", "momentum")
    del row["targets"]
    assert to_entry(row).targets == (), "which it was, of several, is not known of an older row"


def test_a_list_says_where_the_only_delivery_of_an_older_row_goes() -> None:
    row = to_row(registration().with_deliveries(Delivery(target="fasit", status=Status.DELIVERED, status_at=NOW)))
    del row["targets"]
    assert to_entry(row).targets == ("fasit",)


LARGEST_BODY = 256 * 1024


@pytest.mark.parametrize(
    "note",
    ["x" * (LARGEST_BODY - 100), "å" * (LARGEST_BODY // 2 - 100), "🏠" * (LARGEST_BODY // 4 - 100), "\x1f" * 43_000],
)
def test_the_largest_registration_that_is_read_fits_an_entity(note: str) -> None:
    row = to_row(registration(answers={"notat": note}, journal={f"step-{n}": "x" * 200 for n in range(100)}))
    sizes = {name: 2 * len(name) + _bytes(value) for name, value in row.items()}
    assert max(sizes.values()) <= 64 * 1024
    assert sum(sizes.values()) < 1024 * 1024
    assert len(row) <= 252


def test_numbers_that_grow_beyond_an_entity_are_told() -> None:
    """A body of 250 kB: the table would refuse it each time, and the phone would try for ever."""
    with pytest.raises(TooLarge) as problem:
        to_row(registration(answers={"g": [{"a": 1e15}] * 23_000}))
    assert problem.value.status == 413


def _bytes(value: Any) -> int:
    return len(value.encode("utf-16-le")) if isinstance(value, str) else 8
