"""`python -m ops.operations overview|list|show|move|hold|release|poison|rebuild-outbox`: deliveries that are not done, on the
command line.

It asks an instance over HTTP, as the page *Drift* does, in an operator's session: what is done stands in the history under that
person's name. Only `rebuild-outbox` speaks to the storage itself, as `ops.access` does.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
import os
from pathlib import Path
import sys
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared.domain.problems import DependencyUnavailable
from shared.services.move_delivery import ACTS, MAX_MOVES

PATIENCE = 60.0  # Seconds that a call may take: fifty moves are seconds.

MOVES = tuple(sorted(set(ACTS) - {"withdraw"}))  # To withdraw one is its consultant's.


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


def main(arguments: Sequence[str] | None = None, client: httpx.Client | None = None) -> int:
    """0; 1 when something was refused or could not be done, with the reason on the error stream."""
    options = read(arguments)
    try:
        if options.command == "rebuild-outbox":
            return asyncio.run(_rebuild(options))
        session = options.session or os.environ.get("FELTSKEMA_SESSION", "")
        if urlsplit(options.url).scheme not in ("http", "https") or not session:
            raise NotDone("Give --url, and the value of an operator's session cookie as FELTSKEMA_SESSION")
        with client or httpx.Client(timeout=PATIENCE) as called:
            calls = Calls(called, options.url, session, options.cookie)
            failed = _COMMANDS[options.command](options, calls)
    except NotDone as reason:
        print(reason, file=sys.stderr)
        return 1
    return 1 if failed else 0


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the arguments; argparse ends the process with exit code 2 where they are wrong."""
    return _arguments().parse_args(arguments)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.operations", description="Deliveries that are not done.")
    parser.add_argument("--url", default=os.environ.get("PUBLIC_URL", ""), help="the instance (or PUBLIC_URL)")
    parser.add_argument("--session", default="", help="value of an operator's session cookie (or FELTSKEMA_SESSION)")
    parser.add_argument("--cookie", default="__Host-feltskema", help="the session cookie's name")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("overview", help="how much waits, and how each target is doing")
    _chosen(commands.add_parser("list", help="which deliveries, the oldest first"))
    commands.add_parser("show", help="one, with its history").add_argument(
        "key", help="person/id/target, as list has it"
    )
    move = commands.add_parser(
        "move", help="settle, retry, park, hand over: one, several, or --all that list would show"
    )
    move.add_argument("act", choices=MOVES)
    move.add_argument("keys", nargs="*", help="person/id/target, as list has it")
    move.add_argument("--all", action="store_true", help="every one that --status, --target and --app choose")
    move.add_argument("--reason", help="why; close and park ask for it")
    move.add_argument("--receipt", help="with delivered: the target's own id of it")
    move.add_argument("--to", help="with hand: the key of who is asked (none: hand it back)")
    _chosen(move)
    hold = commands.add_parser("hold", help="let nothing more go out to a target")
    hold.add_argument("target")
    hold.add_argument("--reason", required=True)
    commands.add_parser("release", help="let a target go").add_argument("target")
    commands.add_parser("poison", help="put back what the host has given up")
    rebuild = commands.add_parser("rebuild-outbox", help="write the outbox anew from the rows")
    rebuild.add_argument("--tables", default="", help="https://ACCOUNT.table.core.windows.net, after az login")
    rebuild.add_argument("--settings", type=Path, default=Path("local.settings.json"))
    return parser


def _chosen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--status", default="", help="states with commas between them (none: all that is not closed)")
    parser.add_argument("--target", default="")
    parser.add_argument("--app", default="")


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
    for hold in board["held"]:
        print(f"{hold['target']}: held since {hold['since']} by {hold['by']}: {hold['reason']}")
    return False


def _list(options: argparse.Namespace, calls: Calls) -> bool:
    for line in _lines(options, calls):
        reason = line["reason"]["message"] if line["reason"] else ""
        print(
            f"{_key(line)}  {line['status']}  since {line['since']}  {line['app']}  {line['name']}  {reason}".rstrip()
        )
    return False


def _lines(options: argparse.Namespace, calls: Calls) -> Iterator[dict[str, Any]]:
    """Every delivery that is asked for, page by page."""
    after: str | None = ""
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
        after = page["next"]


def _key(line: Mapping[str, Any]) -> str:
    return f"{line['person']}/{line['id']}/{line['target']}"


def _show(options: argparse.Namespace, calls: Calls) -> bool:
    named = _named(options.key)
    line = calls.get(f"/deliveries/{named['person']}/{named['id']}/{named['target']}")
    for name in ("app", "version", "name", "status", "since", "receivedAt", "attempts", "retryAt", "assigned", "acts"):
        print(f"{name}: {line[name]}")
    print("".join(f"step {step}: {value}\n" for step, value in line["steps"].items()), end="")
    for event in line["history"]:
        reason = event["reason"]["message"] if event["reason"] else ""
        print(f"{event['at']}  {event['status']}  {event['by']}  {reason}".rstrip())
    return False


def _named(key: str) -> dict[str, str]:
    parts = key.split("/")
    if len(parts) != 3 or not all(parts):
        raise NotDone(f"{key}: a delivery is named as person/id/target, as list has it")
    return dict(zip(("person", "id", "target"), parts, strict=True))


def _move(options: argparse.Namespace, calls: Calls) -> bool:
    if bool(options.keys) == options.all:
        raise NotDone("Name the deliveries, or say --all with --status, --target or --app")
    if options.all and not (options.status or options.target or options.app):
        raise NotDone("--all takes --status, --target or --app: every delivery there is would be too many")
    # All are listed before any is moved: what is moved stands elsewhere in the list then.
    keys = [_key(line) for line in _lines(options, calls)] if options.all else list(options.keys)
    named, failed = [_named(key) for key in keys], 0
    for first in range(0, len(named), MAX_MOVES):
        body = {"act": options.act, "deliveries": named[first : first + MAX_MOVES]}
        more = {name: getattr(options, name) for name in ("reason", "receipt", "to") if getattr(options, name)}
        for item in calls.post("/moves", {**body, **more})["items"]:
            problem = item["problem"]
            failed += problem is not None
            print(f"{_key(item)}  {problem['title'] if problem else item['status']}", flush=True)
    print(f"{len(named) - failed} of {len(named)} moved")
    return failed > 0


def _hold(options: argparse.Namespace, calls: Calls) -> bool:
    held = calls.post(f"/targets/{options.target}/hold", {"reason": options.reason})
    print(f"{options.target} is held from {held['holdsFrom']}; nothing is under way after {held['drainedBy']}")
    return False


def _release(options: argparse.Namespace, calls: Calls) -> bool:
    calls.post(f"/targets/{options.target}/release")
    print(f"{options.target} is let go: what waits goes out in its turn, from the next minute on")
    return False


def _poison(options: argparse.Namespace, calls: Calls) -> bool:
    emptied = calls.post("/poison/empty")["items"]
    for message in emptied:
        print(f"{message['key'] or 'unreadable'}  {message['outcome']}")
    print(f"{len(emptied)} messages")
    return False


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Calls], bool]] = {
    **{"overview": _overview, "list": _list, "show": _show, "move": _move},
    **{"hold": _hold, "release": _release, "poison": _poison},
}


async def _rebuild(options: argparse.Namespace) -> int:
    from ops.access import account_of
    from shared.adapters.registrations_table import TableRegistrations
    from shared.services.rebuild_outbox import rebuild_outbox

    table, count = TableRegistrations(account_of(options.tables, options.settings)), 0
    try:
        async for _ in rebuild_outbox(table):
            count += 1
    except DependencyUnavailable:
        raise NotDone(f"The storage does not answer, {count} entries were written; run it again") from None
    finally:
        await table.close()
    print(f"{count} entries written; the sweeper sends the messages that are missing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
