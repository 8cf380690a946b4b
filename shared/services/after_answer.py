"""Runs what a caller need not wait for, after the caller has its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
import logging
from typing import Any

log = logging.getLogger("feltskema.after-answer")

ANSWER_FIRST = 0.002
"""Seconds before the work begins: the answer is written by the same event loop, and goes first."""

_running: set[asyncio.Task[None]] = set()
"""The event loop itself keeps no task alive that nobody refers to."""


async def after_answer(work: Coroutine[Any, Any, None]) -> None:
    """Return at once; the work is done a moment later by this process.

    It is lost where the process ends before that, so it must be work that somebody else makes good: the sweeper sends a message
    that was never sent.
    """
    task = asyncio.get_running_loop().create_task(_done(work))
    _running.add(task)
    task.add_done_callback(_running.discard)
    # Where the process ends before the work begins, Python would warn that it was never awaited.
    task.add_done_callback(lambda _: work.close())


async def _done(work: Coroutine[Any, Any, None]) -> None:
    await asyncio.sleep(ANSWER_FIRST)
    try:
        await work
    except Exception as error:
        # Only the error's type is logged, since its text may quote answers.
        log.error("what was left for after the answer failed: %s", type(error).__name__)
