"""The limits within which a phone's clock is believed."""

from __future__ import annotations

from datetime import timedelta

MAX_CLOCK_AHEAD = timedelta(hours=24)

MAX_CLOCK_BEHIND = timedelta(days=31)
"""How old a registration's time of answering may be: a draft waits for a network for days, sometimes over a holiday. An older one
is validated as of today, so that no wrong clock evades a deadline for ever."""
