"""What a target took on a day, and what it was found to have, on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
import math
from typing import Any

from ops.operations_calls import Calls, named_delivery


def list_taken(options: argparse.Namespace, calls: Calls) -> bool:
    """Print what a target took on a day, by time."""
    day = calls.get(f"/targets/{options.target}/taken", day=options.day)
    for line in day["items"]:
        confirmed = "confirmed by a person" if line["confirmed"] else ""
        print(f"{line['at']}  {line['id']}  {line['receipt'] or '-'}  {confirmed}".rstrip())
    confirmed = f", {day['confirmed']} of them confirmed by a person" if day["confirmed"] else ""
    print(f"in {day['target']} by us on {day['day']}: {day['count']}{confirmed}")
    return False


def reconcile(options: argparse.Namespace, calls: Calls) -> bool:
    """Ask until all is asked for, or the target cannot be asked now; true where anything is missing, doubled or unknown."""
    differs = False
    for target in [options.target] if options.target else calls.get("")["canBeAsked"]:
        unasked = math.inf
        compared = calls.post(f"/targets/{target}/reconcile", {"day": options.day})
        # A call that came no further: what waits to be delivered goes first.
        while compared["stopped"] == "limit" and _unasked(compared) < unasked:
            unasked = _unasked(compared)
            compared = calls.post(f"/targets/{target}/reconcile", {"day": options.day})
        differs = _told(compared) or differs
    return differs


def explain(options: argparse.Namespace, calls: Calls) -> bool:
    """Say why what is missing or doubled, or could not be settled, is right as it is."""
    named = named_delivery(options.key)
    place = f"/targets/{named['target']}/taken/{named['person']}/{named['id']}/explain"
    calls.post(place, {"day": options.day, "reason": options.reason})
    print(f"{options.key}  explained")
    return False


def _unasked(compared: Mapping[str, Any]) -> int:
    return sum(line["finding"] is None for line in compared["items"])


def _told(compared: Mapping[str, Any]) -> bool:
    for line in compared["items"]:
        if line["finding"] != "there":
            why = f"explained by {line['explainedBy']}: {line['explained']}" if line["explained"] else ""
            finding = f"{line['finding'] or 'unknown'} {line['unknownBecause']}".rstrip()
            place = f"{line['person']}/{line['id']}/{compared['target']}"
            print(f"{place}  {finding}  {line['receipt'] or '-'}  {' '.join(line['foundIds'])}  {why}".rstrip())
    counted = ", ".join(f"{compared[name]} {name}" for name in ("there", "missing", "doubled", "unknown"))
    print(f"{compared['target']} on {compared['day']}: {compared['count']} by us, {counted}")
    if compared["stopped"]:
        print(f"not all was asked for: {_STOPPED[compared['stopped']]}")
    open_lines = [line for line in compared["items"] if line["finding"] != "there" and not line["explained"]]
    return bool(open_lines)


_STOPPED = {
    "limit": "what waits to be delivered goes first, or a call asked as much as it may; ask again later",
    "held": "the target is held",
    "unreachable": "the target does not answer, or asks to be left alone",
}
