"""Runs a timer's work on its schedule."""

from __future__ import annotations

from functions.unexpected import redact_errors
from shared import wiring
from shared.domain.trace import step_of


async def by_the_clock(name: str) -> None:
    """Run the work, record its heartbeat, and let the host count what failed."""
    from shared import wired_instance
    from shared.domain.timers import TIMERS
    from shared.services.run_timer import run_timer

    with redact_errors(), step_of(None, name):
        await run_timer(wired_instance.timed_work(TIMERS[name]), wiring.timer_runs(), wiring.clock)
