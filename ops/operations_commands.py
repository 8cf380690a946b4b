"""What `ops.operations` does in an operator's session: it calls the API, as the page *Drift* does, and prints what it says."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
import sys
from typing import Any

from ops.operations_calls import Calls, NotDone, Refused, named_delivery
from ops.operations_compare import explain, list_taken, reconcile
from ops.operations_find import deliveries_of, key_of, pages_of
from ops.operations_look import list_helpers, read_answers, show_delivery, show_overview
from ops.operations_targets import hold, release
from shared.services.move_delivery import REASONED
from shared.services.move_many import MAX_MOVES


def _list(options: argparse.Namespace, calls: Calls) -> bool:
    """Print the deliveries; on the error stream how many they are, and when the list was read, for `move --all`."""
    time, count = "", 0
    for page in pages_of(options, calls):
        time = time or page["time"]
        for line in deliveries_of(options.id or "", page):
            count += 1
            reason = line["reason"]["message"] if line["reason"] else ""
            words = f"{line['status']}  since {line['since']}  {line['app']}  {line['name']}  {reason}"
            print(f"{key_of(line)}/{line['etag']}  {words}".rstrip())
    if options.id and not count:
        print("None with this id: what is delivered is no longer in the list", file=sys.stderr)
    print(f"{count} {'delivery' if count == 1 else 'deliveries'}, read at {time}", file=sys.stderr)
    return False


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
    lines = [line for page in pages_of(options, calls) for line in page["items"]]
    unchanged = [line for line in lines if datetime.fromisoformat(line["since"]) <= seen]
    if len(unchanged) < len(lines):
        print(f"{len(lines) - len(unchanged)} came or moved since then, and are left as they are")
    return [{name: line[name] for name in ("person", "id", "target", "etag")} for line in unchanged]


def _move(options: argparse.Namespace, calls: Calls) -> bool:
    if bool(options.keys) == options.all:
        raise NotDone("Name the deliveries, or say --all with --status, --target or --app")
    if options.all and not (options.status or options.target or options.app or options.mine):
        raise NotDone("--all takes --status, --target, --app or --mine: every delivery there is would be too many")
    if options.act in REASONED and not options.reason:
        raise NotDone(f"The reason is missing: {options.act} needs --reason WHY, which stands in the history")
    named, failed = _seen(options, calls), 0
    for first in range(0, len(named), MAX_MOVES):
        body = {"act": options.act, "deliveries": named[first : first + MAX_MOVES]}
        more = {name: getattr(options, name) for name in ("reason", "receipt", "to") if getattr(options, name)}
        try:
            items = calls.post("/moves", {**body, **more})["items"]
        except NotDone as failure:
            progress = _progress(first - failed, len(named), len(body["deliveries"]), isinstance(failure, Refused))
            raise NotDone(f"{failure}\n{progress}") from failure
        for item in items:
            problem = item["problem"]
            failed += problem is not None
            print(f"{key_of(item)}/{item['etag']}  {_became(item)}", flush=True)
    print(f"{len(named) - failed} of {len(named)} moved")
    return failed > 0


def _progress(moved: int, of: int, called: int, refused: bool) -> str:
    """How far a move came before a call with `called` deliveries failed. A call that was refused has moved none of them."""
    if refused:
        return f"{moved} of {of} moved; the rest are as they were" if moved else "Nothing was moved"
    return f"{moved} of {of} moved; of the next {called} it is not known. The same line again moves no delivery twice."


def _became(item: Mapping[str, Any]) -> str:
    """What a move came to: the state, or why nothing was done and what has happened instead."""
    if not item["problem"]:
        return str(item["status"])
    title, happened = item["problem"]["title"], item["happened"]
    return f"{title}: {happened['status']} since {happened['since']} by {happened['by']}" if happened else str(title)


def _poison(options: argparse.Namespace, calls: Calls) -> bool:
    emptied = calls.post("/poison/empty")["items"]
    for message in emptied:
        print(f"{message['key'] or 'unreadable'}  {message['outcome']}")
    print(f"{len(emptied)} {'message' if len(emptied) == 1 else 'messages'}")
    return False


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Calls], bool]] = {
    **{
        "overview": show_overview,
        "list": _list,
        "show": show_delivery,
        "answers": read_answers,
        "helpers": list_helpers,
    },
    **{"move": _move, "hold": hold, "release": release, "poison": _poison},
    **{"taken": list_taken, "reconcile": reconcile, "explain": explain},
}
