"""Holds a target and lets it go on the command line, and checks the names of targets."""

from __future__ import annotations

import argparse

from ops.operations_calls import Calls, NotDone, Refused
from shared.domain.source.faults import nearest

_FORBIDDEN = 403


def check_target(name: str, calls: Calls) -> None:
    """Raises `NotDone` with the names of all targets where this is none of them. A team leader may not read the names: the API
    judges theirs."""
    try:
        board = calls.get("")
    except Refused as refused:
        if refused.status == _FORBIDDEN:
            return
        raise
    # What was handed in for a target that this version no longer has can still be listed.
    names = list(dict.fromkeys([*board["targets"], *(pile["target"] for pile in board["piles"] if pile["target"])]))
    if name not in names:
        meant = next((target for target in names if target.startswith(name.lower())), "") or nearest(name, names)
        guess = f" Did you mean {meant}?" if meant else ""
        raise NotDone(f"There is no receiver {name}. Receivers: {', '.join(names)}.{guess}")


def hold(options: argparse.Namespace, calls: Calls) -> bool:
    """Let nothing more go out to a target. One that is held already stays held as it is."""
    held = calls.post(f"/targets/{options.target}/hold", {"reason": options.reason})
    print(f"{options.target} is held from {held['holdsFrom']}; nothing is under way after {held['drainedBy']}")
    print(f"held since {held['since']} by {held['by']}: {held['reason']}")
    if held["reason"] != options.reason.strip():
        print(
            "It was held already, and stays held for that reason: yours is not kept. Release it first to give another."
        )
    return False


def release(options: argparse.Namespace, calls: Calls) -> bool:
    """Let a target go, unless it is held anew since it was seen."""
    held = {each["target"]: each["since"] for each in calls.get("")["held"]}
    if options.target not in held:
        print(f"{options.target} is not held, so there is nothing to let go")
        return False
    calls.post(f"/targets/{options.target}/release", {"since": options.since or held[options.target]})
    print(f"{options.target} is let go: what waits goes out in its turn, from the next minute on")
    return False
