"""What an operator looks at on the command line: how much waits where, one delivery, its answers, and who can be asked."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
import json
from typing import Any

from ops.operations_calls import Calls, named_delivery
from ops.operations_find import keys_of

_FACTS = ("app", "version", "name", "status", "since", "receivedAt", "attempts", "retryAt", "assigned", "acts", "etag")


def show_overview(options: argparse.Namespace, calls: Calls) -> bool:
    """Print how much waits and since when, with its trend; how each target is doing; and what was given up."""
    board = calls.get("")
    for pile in board["piles"]:
        if pile["count"] or any(pile["hours"]):
            since = f"  since {pile['since']}" if pile["since"] else ""
            place = f"{pile['target'] or '-'}  {pile['app'] or '-'}"
            print(f"{pile['count']:>6}  {pile['status']}  {place}{since}  {_trend(pile)}")
    for traffic in board["traffic"]:
        since = f" since {traffic['since']}" if traffic["since"] else ""
        limit = (
            f"at most {traffic['atOnce'] or 'any number'} at once and {traffic['perMinute'] or 'any number'} a minute"
        )
        print(f"{traffic['target']}: circuit {traffic['circuit']}{since}, {traffic['waiting']} waiting, {limit}")
    for today in board["takenToday"]:
        confirmed = f", {today['confirmed']} of them confirmed by a person" if today["confirmed"] else ""
        print(f"in {today['target']} by us today: {today['count']}{confirmed}")
    for difference in board["unmatched"]:
        counts = f"{difference['missing']} missing, {difference['doubled']} doubled"
        print(f"{difference['target']} on {difference['day']}: {counts}")
    for hold in board["held"]:
        print(f"{hold['target']}: held since {hold['since']} by {hold['by']}: {hold['reason']}")
    for queue in board["queues"]:
        since = f", the oldest since {queue['oldest']}" if queue["oldest"] else ""
        print(f"messages on {queue['name']}: {queue['waiting']}{since}")
    return False


def _trend(pile: Mapping[str, Any]) -> str:
    """How many there were in the first of the last day's hours that was counted, and are now."""
    before = next((count for count in pile["hours"] if count is not None), None)
    return "(trend: not counted yet)" if before is None else f"(last 24 hours: {before} to {pile['count']})"


def show_delivery(options: argparse.Namespace, calls: Calls) -> bool:
    """Print a delivery with its history; for a registration's id, those of it that are in the list."""
    for number, key in enumerate(keys_of(options.key, calls)):
        print("\n" * (number > 0), end="")
        _print_delivery(calls.get(f"/deliveries/{_place(key)}"))
    return False


def _print_delivery(line: Mapping[str, Any]) -> None:
    for name in _FACTS:
        print(f"{name}: {line[name]}")
    print("".join(f"step {step}: {value}\n" for step, value in line["steps"].items()), end="")
    for event in line["history"]:
        reason = event["reason"]["message"] if event["reason"] else ""
        repeated = f"  {event['count']} times until {event['last']}" if event["last"] else ""
        print(f"{event['at']}  {event['status']}{repeated}  {event['by']}  {reason}".rstrip())


def _place(key: str) -> str:
    """The place of a delivery in the API's addresses. Its etag is left out: nothing is done to it."""
    named = named_delivery(key)
    return f"{named['person']}/{named['id']}/{named['target']}"


def read_answers(options: argparse.Namespace, calls: Calls) -> bool:
    """Print a registration's answers, a line of JSON each; the reason stands in the audit trail first."""
    read = calls.post(f"/deliveries/{_place(options.key)}/answers", {"reason": options.reason})
    print(f"{read['title']}  ({read['app']}, version {read['version']})")
    for name, value in read["answers"].items():
        print(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return False


def list_helpers(options: argparse.Namespace, calls: Calls) -> bool:
    """Print whom a delivery can be handed to, with the key that `move hand --to` takes."""
    for person in calls.get("/helpers")["items"]:
        print(f"{person['key']}  {person['name']}  {','.join(person['roles'])}  {person['team']}".rstrip())
    return False
