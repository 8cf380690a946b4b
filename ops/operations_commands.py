"""What `ops.operations` does in an operator's session: it calls the API, as the page *Drift* does, and prints what it says."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
import sys
from typing import Any

from ops.operations_calls import Calls, NotDone, named_delivery
from ops.operations_compare import explain, list_taken, reconcile
from ops.operations_look import list_helpers, read_answers, show_delivery, show_overview
from shared.services.move_many import MAX_MOVES


def _list(options: argparse.Namespace, calls: Calls) -> bool:
    for line in _lines(options, calls):
        reason = line["reason"]["message"] if line["reason"] else ""
        words = f"{line['status']}  since {line['since']}  {line['app']}  {line['name']}  {reason}"
        print(f"{_key(line)}/{line['etag']}  {words}".rstrip())
    return False


def _lines(options: argparse.Namespace, calls: Calls) -> Iterator[dict[str, Any]]:
    """Every delivery that is asked for, page by page; tells on the error stream when the list was read, for `move --all`."""
    after: str | None = ""
    is_dated = options.command != "list"
    while after is not None:
        page = calls.get(
            "/deliveries",
            status=options.status,
            target=options.target,
            app=options.app,
            assigned="me" if options.mine else "",
            limit=str(MAX_MOVES),
            after=after,
        )
        yield from page["items"]
        if not is_dated:
            print(f"read at {page['time']}", file=sys.stderr)
        after, is_dated = page["next"], True


def _key(line: Mapping[str, Any]) -> str:
    return f"{line['person']}/{line['id']}/{line['target']}"


def _seen(options: argparse.Namespace, calls: Calls) -> list[dict[str, str]]:
    """The deliveries to move, each as it was seen. Raises `NotDone` where that is not said."""
    if not options.all:
        named = [named_delivery(key) for key in options.keys]
        if unseen := [key for key, delivery in zip(options.keys, named, strict=True) if "etag" not in delivery]:
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
    unchanged = [line for line in lines if datetime.fromisoformat(line["since"]) <= seen]
    if len(unchanged) < len(lines):
        print(f"{len(lines) - len(unchanged)} came or moved since then, and are left as they are")
    return [{name: line[name] for name in ("person", "id", "target", "etag")} for line in unchanged]


def _move(options: argparse.Namespace, calls: Calls) -> bool:
    if bool(options.keys) == options.all:
        raise NotDone("Name the deliveries, or say --all with --status, --target or --app")
    if options.all and not (options.status or options.target or options.app or options.mine):
        raise NotDone("--all takes --status, --target, --app or --mine: every delivery there is would be too many")
    named, failed = _seen(options, calls), 0
    for first in range(0, len(named), MAX_MOVES):
        body = {"act": options.act, "deliveries": named[first : first + MAX_MOVES]}
        more = {name: getattr(options, name) for name in ("reason", "receipt", "to") if getattr(options, name)}
        try:
            items = calls.post("/moves", {**body, **more})["items"]
        except NotDone as failure:
            progress = f"{first - failed} of {len(named)} moved; of the next {len(body['deliveries'])} it is not known"
            raise NotDone(f"{failure}\n{progress}. The same line again moves no delivery twice.") from failure
        for item in items:
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


def _poison(options: argparse.Namespace, calls: Calls) -> bool:
    emptied = calls.post("/poison/empty")["items"]
    for message in emptied:
        print(f"{message['key'] or 'unreadable'}  {message['outcome']}")
    print(f"{len(emptied)} messages")
    return False


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Calls], bool]] = {
    **{
        "overview": show_overview,
        "list": _list,
        "show": show_delivery,
        "answers": read_answers,
        "helpers": list_helpers,
    },
    **{"move": _move, "hold": _hold, "release": _release, "poison": _poison},
    **{"taken": list_taken, "reconcile": reconcile, "explain": explain},
}
