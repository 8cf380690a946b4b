"""The suites run on the loop that the app runs on."""

from __future__ import annotations

import asyncio
import sys


async def test_the_loop_is_that_of_azures_worker() -> None:
    """uvloop from Python 3.13 on (python-worker#1697), asyncio's own before."""
    expected = "uvloop" if sys.version_info >= (3, 13) else "asyncio"
    assert type(asyncio.get_running_loop()).__module__.partition(".")[0] == expected
