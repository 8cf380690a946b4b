"""What each part of the stack takes of the processor: a figure that a busy machine disturbs little."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
import os
from pathlib import Path

from tests.stack.running import Running

Used = Mapping[str, float]
"""Seconds of the processor, by the names of the stack's parts; `client` is this program, which asks them."""

LOWEST_PRIORITY = 19


def used(product: Running) -> Used:
    """What each part has used so far; all zero where there is no `/proc`."""
    own, groups = os.times(), dict[int, float]()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # proc_pid_stat(5): the group is the third field behind the program's name, the processor's times the 12th and 13th.
            fields = file.read_text().rpartition(")")[2].split()
            ticks = int(fields[11]) + int(fields[12])
            groups[int(fields[2])] = groups.get(int(fields[2]), 0.0) + ticks / os.sysconf("SC_CLK_TCK")
    parts = {name: groups.get(group, 0.0) for name, group in product.stack.process_groups().items()}
    return {**parts, "client": own.user + own.system}


def per_call(before: Used, after: Used, calls: int) -> Used:
    """Milliseconds for each of so many calls, of the parts that took a tenth of one or more."""
    taken = {name: 1000 * (seconds - before.get(name, 0.0)) / calls for name, seconds in after.items()}
    return {name: milliseconds for name, milliseconds in taken.items() if milliseconds >= 0.1}


def yield_to_others(product: Running, part: str) -> None:
    """Let a part of the stack run only when no other wants the processor."""
    group = product.stack.process_groups()[part]
    os.setpriority(os.PRIO_PGRP, group, LOWEST_PRIORITY)
    # sched(7): where sessions are scheduled as groups, a process's own priority counts only within its session.
    session = Path(f"/proc/{group}/autogroup")
    if session.exists():
        session.write_text(str(LOWEST_PRIORITY), "ascii")


def in_words(taken: Used) -> str:
    """The sum and its parts, the largest first, in milliseconds."""
    parts = sorted(taken.items(), key=lambda item: -item[1])
    return f"{sum(taken.values()):.1f} ms ({', '.join(f'{name} {part:.1f}' for name, part in parts)})"
