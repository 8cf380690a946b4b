"""What `ops.operations` does in an operator's session: it calls the API, as the page *Drift* does, and prints what it says."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
import math
import sys
from typing import Any

import httpx

from shared.services.move_many import MAX_MOVES


class NotDone(Exception):
    """Why the command could not be done, for whoever typed it."""


class Calls:
    """Calls an instance's API in a session."""

    def __init__(self, client: httpx.Client, url: str, session: str, cookie: str) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._headers = {"Cookie": f"{cookie}={session}", "Origin": self._url, "X-Feltskema": "1"}

    def get(self, path: str, **params: str) -> Any:
        return self._answer("GET", path, params=params)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._answer("POST", path, json=body or {})

    def _answer(self, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, f"{self._url}/api/operations{path}", headers=self._headers, **more)
        except httpx.HTTPError as error:
            raise NotDone(f"{self._url} does not answer: {type(error).__name__}") from None
        if answer.is_success:
            return answer.json() if answer.content else None
        try:
            problem = answer.json()
        except ValueError:
            problem = {}
        sentence = ". ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))
        raise NotDone(sentence or f"{method} {path} was answered {answer.status_code}")


def _overview(options: argparse.Namespace, calls: Calls) -> bool:
    board = calls.get("")
    for pile in board["piles"]:
        if pile["count"]:
            print(
                f"{pile['count']:>6}  {pile['status']}  {pile['target'] or '-'}  {pile['app'] or '-'}  since {pile['since']}"
            )
    for each in board["traffic"]:
        since = f" since {each['since']}" if each["since"] else ""
        limit = f"at most {each['atOnce'] or 'any number'} at once and {each['perMinute'] or 'any number'} a minute"
        print(f"{each['target']}: circuit {each['circuit']}{since}, {each['waiting']} waiting, {limit}")
    for today in board["takenToday"]:
        confirmed = f", {today['confirmed']} of them confirmed by a person" if today["confirmed"] else ""
        print(f"in {today['target']} by us today: {today['count']}{confirmed}")
    for each in board["unmatched"]:
        print(f"{each['target']} on {each['day']}: {each['missing']} missing, {each['doubled']} doubled")
    for hold in board["held"]:
        print(f"{hold['target']}: held since {hold['since']} by {hold['by']}: {hold['reason']}")
    return False


def _list(options: argparse.Namespace, calls: Calls) -> bool:
    for line in _lines(options, calls):
        reason = line["reason"]["message"] if line["reason"] else ""
        words = f"{line['status']}  since {line['since']}  {line['app']}  {line['name']}  {reason}"
        print(f"{_key(line)}/{line['etag']}  {words}".rstrip())
    return False


def _lines(options: argparse.Namespace, calls: Calls) -> Iterator[dict[str, Any]]:
    """Every delivery that is asked for, page by page; tells on the error stream when the list was read, for `move --all`."""
    after: str | None = ""
    told = options.command != "list"
    while after is not None:
        page = calls.get(
            "/deliveries",
            status=options.status,
            target=options.target,
            app=options.app,
            limit=str(MAX_MOVES),
            after=after,
        )
        yield from page["items"]
        if not told:
            print(f"read at {page['time']}", file=sys.stderr)
        after, told = page["next"], True


def _key(line: Mapping[str, Any]) -> str:
    return f"{line['person']}/{line['id']}/{line['target']}"


def _show(options: argparse.Namespace, calls: Calls) -> bool:
    named = _named(options.key)  # With its etag or without: nothing is done to it.
    line = calls.get(f"/deliveries/{named['person']}/{named['id']}/{named['target']}")
    for name in (
        "app",
        "version",
        "name",
        "status",
        "since",
        "receivedAt",
        "attempts",
        "retryAt",
        "assigned",
        "acts",
        "etag",
    ):
        print(f"{name}: {line[name]}")
    print("".join(f"step {step}: {value}\n" for step, value in line["steps"].items()), end="")
    for event in line["history"]:
        reason = event["reason"]["message"] if event["reason"] else ""
        print(f"{event['at']}  {event['status']}  {event['by']}  {reason}".rstrip())
    return False


def _named(key: str) -> dict[str, str]:
    """The members of a key that `list` printed; the last one says how the delivery was seen."""
    parts = key.split("/")
    if len(parts) not in (3, 4) or not all(parts):
        raise NotDone(f"{key}: a delivery is named as person/id/target/etag, as list has it")
    return dict(zip(("person", "id", "target", "etag"), parts, strict=False))


def _seen(options: argparse.Namespace, calls: Calls) -> list[dict[str, str]]:
    """The deliveries to move, each as it was seen. Raises `NotDone` where that is not said."""
    if not options.all:
        named = [_named(key) for key in options.keys]
        if unseen := [key for key, each in zip(options.keys, named, strict=True) if "etag" not in each]:
            raise NotDone(
                f"{unseen[0]}: name it as list has it, with its etag: what has moved since is not moved again"
            )
        return named
    try:
        seen = datetime.fromisoformat(options.seen)
    except ValueError:
        raise NotDone(
            "--all takes --seen with the time that list told: what has moved since is not moved again"
        ) from None
    if seen.tzinfo is None:
        raise NotDone("--seen takes a time with its zone, as list told it: 2026-11-26T08:15:00Z")
    # All are listed before any is moved: what is moved is elsewhere in the list then.
    lines = list(_lines(options, calls))
    kept = [line for line in lines if datetime.fromisoformat(line["since"]) <= seen]
    if len(kept) < len(lines):
        print(f"{len(lines) - len(kept)} came or moved since then, and are left as they are")
    return [{name: line[name] for name in ("person", "id", "target", "etag")} for line in kept]


def _move(options: argparse.Namespace, calls: Calls) -> bool:
    if bool(options.keys) == options.all:
        raise NotDone("Name the deliveries, or say --all with --status, --target or --app")
    if options.all and not (options.status or options.target or options.app):
        raise NotDone("--all takes --status, --target or --app: every delivery there is would be too many")
    named, failed = _seen(options, calls), 0
    for first in range(0, len(named), MAX_MOVES):
        body = {"act": options.act, "deliveries": named[first : first + MAX_MOVES]}
        more = {name: getattr(options, name) for name in ("reason", "receipt", "to") if getattr(options, name)}
        for item in calls.post("/moves", {**body, **more})["items"]:
            problem = item["problem"]
            failed += problem is not None
            print(f"{_key(item)}/{item['etag']}  {_became(item)}", flush=True)
    print(f"{len(named) - failed} of {len(named)} moved")
    return failed > 0


def _became(item: Mapping[str, Any]) -> str:
    """What a move came to: the state, or why nothing was done and what has happened instead."""
    if not item["problem"]:
        return str(item["status"])
    title, happened = item["problem"]["title"], item["happened"]
    return f"{title}: {happened['status']} since {happened['since']} by {happened['by']}" if happened else str(title)


def _hold(options: argparse.Namespace, calls: Calls) -> bool:
    held = calls.post(f"/targets/{options.target}/hold", {"reason": options.reason})
    print(f"{options.target} is held from {held['holdsFrom']}; nothing is under way after {held['drainedBy']}")
    print(f"held since {held['since']} by {held['by']}: {held['reason']}")
    return False


def _release(options: argparse.Namespace, calls: Calls) -> bool:
    held = {hold["target"]: hold["since"] for hold in calls.get("")["held"]}
    since = options.since or held.get(options.target)
    calls.post(f"/targets/{options.target}/release", {"since": since})
    print(f"{options.target} is let go: what waits goes out in its turn, from the next minute on")
    return False


def _taken(options: argparse.Namespace, calls: Calls) -> bool:
    day = calls.get(f"/targets/{options.target}/taken", day=options.day)
    for line in day["items"]:
        confirmed = "confirmed by a person" if line["confirmed"] else ""
        print(f"{line['at']}  {line['id']}  {line['receipt'] or '-'}  {confirmed}".rstrip())
    confirmed = f", {day['confirmed']} of them confirmed by a person" if day["confirmed"] else ""
    print(f"in {day['target']} by us on {day['day']}: {day['count']}{confirmed}")
    return False


def _reconcile(options: argparse.Namespace, calls: Calls) -> bool:
    """Ask until all is asked for, or the target cannot be asked now; true where anything is missing, doubled or unknown."""
    differs = False
    for target in [options.target] if options.target else calls.get("")["canBeAsked"]:
        unknown = math.inf
        compared = calls.post(f"/targets/{target}/reconcile", {"day": options.day})
        # A call that came no further: what waits to be delivered goes first.
        while compared["stopped"] == "limit" and compared["unknown"] < unknown:
            unknown = compared["unknown"]
            compared = calls.post(f"/targets/{target}/reconcile", {"day": options.day})
        differs = _told(compared) or differs
    return differs


def _told(compared: Mapping[str, Any]) -> bool:
    for line in compared["items"]:
        if line["finding"] != "there":
            why = f"explained by {line['explainedBy']}: {line['explained']}" if line["explained"] else ""
            finding = line["finding"] or "unknown"
            place = f"{line['person']}/{line['id']}/{compared['target']}"
            print(f"{place}  {finding}  {line['receipt'] or '-'}  {' '.join(line['found'])}  {why}".rstrip())
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


def _poison(options: argparse.Namespace, calls: Calls) -> bool:
    emptied = calls.post("/poison/empty")["items"]
    for message in emptied:
        print(f"{message['key'] or 'unreadable'}  {message['outcome']}")
    print(f"{len(emptied)} messages")
    return False


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Calls], bool]] = {
    **{"overview": _overview, "list": _list, "show": _show, "move": _move},
    **{"hold": _hold, "release": _release, "taken": _taken, "reconcile": _reconcile, "poison": _poison},
}
