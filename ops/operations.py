"""`python -m ops.operations --help`: deliveries that are not done, on the command line.

It asks an instance over HTTP, as the page *Drift* does, in an operator's session: what is done stands in the history under that
person's name. Only `rebuild-outbox` speaks to the storage itself, as `ops.access` does.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
import os
from pathlib import Path
import sys
from typing import TypeAlias
from urllib.parse import urlsplit

import httpx

from ops.any_order import AnyOrder
from ops.operations_calls import Calls, NotDone
from ops.operations_commands import COMMANDS
from ops.operations_find import registration_id
from ops.operations_targets import check_target
from shared.domain.delivery_status import LISTED
from shared.domain.problems import DependencyUnavailable
from shared.services.move_delivery import ACTS

PATIENCE = 60.0  # Seconds that a call may take: fifty moves are seconds.

Commands: TypeAlias = "argparse._SubParsersAction[AnyOrder]"

MOVES = tuple(sorted(set(ACTS) - {"withdraw"}))  # To withdraw one is its consultant's.


def main(arguments: Sequence[str] | None = None, client: httpx.Client | None = None) -> int:
    """0; 1 when something was refused or could not be done, with the reason on the error stream."""
    options = read(arguments)
    try:
        if options.command == "rebuild-outbox":
            return asyncio.run(_rebuild(options))
        session = options.session or os.environ.get("FELTSKEMA_SESSION", "")
        _check_place(options.url, session)
        with client or httpx.Client(timeout=PATIENCE) as called:
            calls = Calls(called, options.url, session, options.cookie)
            if getattr(options, "target", ""):
                check_target(options.target, calls)
            failed = COMMANDS[options.command](options, calls)
    except NotDone as reason:
        print(reason, file=sys.stderr)
        return 1
    return 1 if failed else 0


def _check_place(url: str, session: str) -> None:
    """Raises `NotDone` with what is missing of the instance's address and the session."""
    if not url:
        raise NotDone("Give the instance's address: --url https://… before the command, or PUBLIC_URL")
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotDone(f"{url} is no address; write it with https:// in front")
    if not session:
        raise NotDone("Give the value of an operator's session cookie as FELTSKEMA_SESSION")


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the arguments; argparse ends the process with exit code 2 where they are wrong."""
    return _arguments().parse_args(arguments)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.operations", description="Deliveries that are not done.")
    parser.add_argument("--url", default=os.environ.get("PUBLIC_URL", ""), help="the instance (or PUBLIC_URL)")
    parser.add_argument("--session", default="", help="value of an operator's session cookie (or FELTSKEMA_SESSION)")
    parser.add_argument("--cookie", default="__Host-feltskema", help="the session cookie's name")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=AnyOrder)
    commands.add_parser("overview", help="how much waits, and how each target is doing")
    listing = commands.add_parser("list", help="which deliveries, the oldest first")
    _chosen(listing)
    listing.add_argument("--id", type=registration_id, help=f"only that of the registration: {_ID}")
    _add_key(commands.add_parser("show", help="one, with its history"), f"{_KEY}; or the registration's id alone")
    answers = _add_key(
        commands.add_parser("answers", help="the answers of one; who read them and why stands in the trail")
    )
    answers.add_argument("--reason", required=True)
    commands.add_parser("helpers", help="whom a delivery can be handed to, with their keys")
    _add_moves(commands)
    _add_targets(commands)
    commands.add_parser("poison", help="put back what the host has given up")
    rebuild = commands.add_parser("rebuild-outbox", help="write the outbox anew from the rows")
    rebuild.add_argument("--tables", default="", help="https://ACCOUNT.table.core.windows.net, after az login")
    rebuild.add_argument("--settings", type=Path, default=Path("local.settings.json"))
    return parser


def _add_moves(commands: Commands) -> None:
    move = commands.add_parser(
        "move", help="settle, retry, park, hand over: one, several, or --all that list would show"
    )
    move.add_argument("act", choices=MOVES)
    move.add_argument("keys", nargs="*", help="person/id/target/etag, as list has it")
    move.add_argument("--all", action="store_true", help="every one that --status, --target, --app and --mine choose")
    move.add_argument("--seen", default="", help="with --all: when you looked, as list told it; what moved since stays")
    move.add_argument("--reason", help="why; close and park need it")
    move.add_argument("--receipt", help="with delivered: the target's own id of it")
    move.add_argument("--to", help="with hand: the key of who is asked, as helpers has it (none: hand it back)")
    _chosen(move)


def _add_targets(commands: Commands) -> None:
    hold = commands.add_parser("hold", help="let nothing more go out to a target")
    hold.add_argument("target")
    hold.add_argument("--reason", required=True)
    release = commands.add_parser("release", help="let a target go")
    release.add_argument("target")
    release.add_argument("--since", help="since when it is held, as overview has it; one that is held anew stays held")
    taken = commands.add_parser("taken", help="what a target took on a day, to compare with its own list")
    taken.add_argument("target")
    taken.add_argument("--day", default="", help="YYYY-MM-DD in Denmark (none: today)")
    reconcile = commands.add_parser("reconcile", help="ask a target what it has of what we say it took on a day")
    reconcile.add_argument("target", nargs="?", default="", help="(none: each that can be asked)")
    reconcile.add_argument("--day", required=True, help="YYYY-MM-DD in Denmark")
    explained = _add_key(commands.add_parser("explain", help="say why what reconcile found is right as it is"))
    explained.add_argument("--day", required=True, help="YYYY-MM-DD in Denmark")
    explained.add_argument("--reason", required=True)


_KEY = "person/id/target/etag, as list has it; the etag may be left out"
_ID = "the id that the consultant can read out. What is delivered is not in the list"


def _add_key(parser: argparse.ArgumentParser, about: str = _KEY) -> argparse.ArgumentParser:
    parser.add_argument("key", help=about)
    return parser


def _chosen(parser: argparse.ArgumentParser) -> None:
    states = f"some of {', '.join(LISTED)}, with commas between them (none: all that is not closed)"
    parser.add_argument("--status", type=_states, default="", metavar="STATES", help=states)
    parser.add_argument("--target", default="", help="a receiver's name, as overview has it")
    parser.add_argument("--app", default="")
    parser.add_argument("--mine", action="store_true", help="only what was handed to you")


def _states(text: str) -> str:
    """States with commas between them, as the API takes them. argparse prints the error's message."""
    states = [state.strip() for state in text.split(",") if state.strip()]
    for state in states:
        if state not in LISTED:
            raise argparse.ArgumentTypeError(f"there is no state {state} (choose from {', '.join(LISTED)})")
    return ",".join(states)


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
