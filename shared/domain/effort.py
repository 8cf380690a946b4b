"""The effort that a registration took: counts only, never what was tapped or typed."""

from __future__ import annotations

from datetime import timedelta

from shared.domain.clocks import MAX_CLOCK_BEHIND
from shared.domain.delivery import Frozen

MAX_PRESSES = 1_000_000
"""Taps or key presses of one registration: far more than any person makes."""

MAX_SECONDS = int(MAX_CLOCK_BEHIND.total_seconds())
"""A form cannot be in use for longer than the oldest draft that is accepted."""


class Effort(Frozen):
    """Counted by the phone until the registration is sent: `taps` on the form, `keys` (changes of a text; a paste is one), and
    `seconds` for which the form was visible and in use."""

    taps: int
    keys: int
    seconds: int

    def __add__(self, other: Effort) -> Effort:
        return Effort(taps=self.taps + other.taps, keys=self.keys + other.keys, seconds=self.seconds + other.seconds)

    @property
    def time(self) -> timedelta:
        return timedelta(seconds=self.seconds)
