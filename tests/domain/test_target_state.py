"""When the circuit of a target opens and closes, and how much of its limit an instance is given."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.target_state import (
    FIRST_PAUSE,
    MAX_PAUSE,
    OPENS_AFTER,
    SHARE_LASTS,
    TRIAL_LASTS,
    UNTENDED_AFTER,
    Circuit,
    Limit,
    TargetState,
    after_answer,
    after_probe,
    after_trial,
    after_unavailable,
    granted,
    with_room,
    with_trial,
)
from tests.examples import NOW

NO_PAUSE = timedelta(0)
SECOND = timedelta(seconds=1)


def failed(times: int, state: TargetState | None = None, at: datetime = NOW) -> TargetState:
    state = state or TargetState("fasit")
    for _ in range(times):
        state = after_unavailable(state, at, NO_PAUSE, was_trial=False)
    return state


def tried(state: TargetState, at: datetime) -> TargetState:
    trial = with_trial(state, at, "one")
    assert trial is not None
    return trial


def test_it_opens_when_so_many_in_a_row_found_it_unavailable() -> None:
    assert failed(OPENS_AFTER - 1).circuit(NOW) is Circuit.CLOSED
    opened = failed(OPENS_AFTER)
    assert (opened.circuit(NOW), opened.opened_at, opened.has_room(NOW)) == (Circuit.OPEN, NOW, True)
    assert failed(OPENS_AFTER - 1, after_answer(failed(OPENS_AFTER - 1))).circuit(NOW) is Circuit.CLOSED


def test_one_may_try_and_no_second_meanwhile() -> None:
    opened, later = failed(OPENS_AFTER), NOW + FIRST_PAUSE
    assert with_trial(opened, later - SECOND, "one") is None
    trial = tried(opened, later)
    assert with_trial(trial, later + SECOND, "other") is None
    assert with_trial(trial, later + TRIAL_LASTS, "other") is not None, "a worker that was killed tries for nobody"


def test_a_trial_whose_begin_was_stored_and_not_answered_is_known_as_begun() -> None:
    trial = tried(failed(OPENS_AFTER), NOW + FIRST_PAUSE)
    assert with_trial(trial, NOW + FIRST_PAUSE + SECOND, "one") == trial


def test_a_trial_that_fails_is_followed_by_ever_longer_pauses_and_the_outage_has_one_beginning() -> None:
    state, at, pauses = failed(OPENS_AFTER), NOW + FIRST_PAUSE, []
    for _ in range(6):
        state = after_unavailable(tried(state, at), at, NO_PAUSE, was_trial=True)
        assert state.trial_at is not None
        pauses.append(state.trial_at - at)
        at = state.trial_at
    assert pauses == [2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE, *[MAX_PAUSE] * 3]
    assert state.opened_at == NOW


def test_what_was_under_way_when_it_opened_makes_the_pause_no_longer() -> None:
    opened = failed(OPENS_AFTER)
    assert failed(3, opened, NOW + 9 * SECOND).trial_at == opened.trial_at


def test_an_answer_closes_it_and_what_waits_goes_in_turn() -> None:
    closed = after_answer(tried(failed(OPENS_AFTER), NOW + FIRST_PAUSE))
    assert (closed.circuit(NOW), closed.failures, closed.has_room(NOW)) == (Circuit.CLOSED, 0, True)


def test_a_trial_that_tells_nothing_is_made_again() -> None:
    later = NOW + FIRST_PAUSE
    again = after_trial(tried(failed(OPENS_AFTER), later), later)
    assert (again.circuit(later), again.trial_is_due(later + FIRST_PAUSE)) == (Circuit.OPEN, True)


def test_the_probe_closes_it_at_once_and_is_believed_once() -> None:
    closed = after_probe(failed(OPENS_AFTER), NOW + SECOND)
    assert closed is not None
    assert closed.circuit(NOW) is Circuit.CLOSED
    again = failed(OPENS_AFTER, closed, NOW + 30 * SECOND)
    assert after_probe(again, NOW + 31 * SECOND) is None, "it answers probes alone"
    assert after_probe(again, NOW + 30 * SECOND + FIRST_PAUSE) is not None
    assert after_probe(TargetState("fasit"), NOW) is None


def test_a_pause_that_was_asked_for_holds_for_everything() -> None:
    state = after_unavailable(TargetState("fasit"), NOW, timedelta(minutes=7), was_trial=False)
    assert state.asked_pause(NOW + timedelta(minutes=5)) == timedelta(minutes=2)
    shorter = after_unavailable(state, NOW, SECOND, was_trial=False)
    assert shorter.asked_until == state.asked_until
    assert after_answer(state).asked_pause(NOW) == NO_PAUSE


def test_while_the_target_wants_to_be_left_alone_neither_a_probe_nor_a_trial_is_made_of_it() -> None:
    asked = after_unavailable(failed(OPENS_AFTER - 1), NOW, timedelta(minutes=20), was_trial=False)
    during, after = NOW + timedelta(minutes=19), NOW + timedelta(minutes=20)
    assert asked.circuit(NOW) is Circuit.OPEN
    assert (after_probe(asked, during), asked.trial_is_due(during)) == (None, False)
    assert after_probe(asked, after) is not None
    assert asked.trial_is_due(after)


def test_places_are_given_as_long_as_there_are_any_and_come_back_by_themselves() -> None:
    limit = Limit(at_once=5)
    a = granted(TargetState("fasit"), "a", (3, 1), limit, NOW)
    b = granted(a.state, "b", (3, 1), limit, NOW)
    assert (a.places, b.places, b.wait > NO_PAUSE) == (3, 2, True)
    assert granted(b.state, "c", (1, 1), limit, NOW).places == 0
    fewer = granted(b.state, "a", (1, 1), limit, NOW)
    assert granted(fewer.state, "c", (2, 1), limit, NOW).places == 2, "a gave two back"
    assert granted(b.state, "c", (5, 1), limit, NOW + SHARE_LASTS).places == 5, "a and b are gone"


def test_in_no_minute_more_begin_than_the_limit_and_a_burst() -> None:
    limit, state, starts = Limit(per_minute=120), TargetState("fasit"), 0
    for tenth in range(600):
        share = granted(state, "ab"[tenth % 2], (1, 9), limit, NOW + tenth * SECOND / 10)
        state, starts = share.state, starts + share.starts
    assert 120 <= starts <= 123


def test_whoever_gets_no_start_is_told_when_there_is_one() -> None:
    limit = Limit(per_minute=60)
    share = granted(TargetState("fasit"), "a", (1, 9), limit, NOW)
    assert share.starts == 2
    none = granted(share.state, "b", (1, 1), limit, NOW)
    assert (none.starts, none.wait) == (0, SECOND)
    assert granted(none.state, "b", (1, 1), limit, NOW + none.wait).starts == 1
    assert granted(none.state, "b", (1, 1), limit, NOW + none.wait).starts == 1


def test_without_whoever_releases_it_nothing_waits_for_ever() -> None:
    room = with_room(TargetState("fasit"), NOW)
    assert not room.is_untended(NOW + UNTENDED_AFTER)
    assert room.is_untended(NOW + UNTENDED_AFTER + SECOND)


def test_a_machine_whose_clock_is_ahead_stops_a_target_for_nobody_else() -> None:
    limit, ahead, later = Limit(at_once=2, per_minute=300), NOW + timedelta(hours=1), NOW + timedelta(minutes=1)
    state = granted(TargetState("fasit"), "ahead", (2, 9), limit, ahead).state
    share = granted(state, "right", (1, 1), limit, later)
    assert (share.places, share.starts) == (1, 1)
    assert granted(share.state, "other", (1, 9), limit, later + SECOND / 5).starts == 1, "and then at the set pace"


def test_a_trial_by_a_clock_that_is_ahead_keeps_no_other_from_trying() -> None:
    opened, ahead, later = failed(OPENS_AFTER), NOW + timedelta(hours=1), NOW + FIRST_PAUSE
    assert with_trial(tried(opened, ahead), later, "other") is not None
    again = after_unavailable(tried(opened, ahead), ahead, NO_PAUSE, was_trial=True)
    assert again.trial_is_due(later)


def test_a_clock_that_is_a_little_ahead_changes_nothing() -> None:
    limit, ahead = Limit(per_minute=60), NOW + 5 * SECOND
    state = granted(TargetState("fasit"), "ahead", (1, 9), limit, ahead).state
    assert granted(state, "right", (1, 1), limit, NOW).starts == 0
