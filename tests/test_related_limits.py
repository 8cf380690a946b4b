"""Limits that stand in different folders, and are right only together."""

from __future__ import annotations

from shared.domain.attachments import UNREGISTERED_LIFE
from shared.domain.clocks import MAX_CLOCK_BEHIND
from shared.services.outcome import RECORDING_LIMIT
from shared.settings import RECORDING_SECONDS


def test_the_settings_leave_room_for_recording_an_outcome_and_sending_its_message() -> None:
    assert RECORDING_LIMIT + 10 <= RECORDING_SECONDS


def test_an_attachment_outlives_the_oldest_draft_that_may_name_it() -> None:
    assert UNREGISTERED_LIFE > MAX_CLOCK_BEHIND
