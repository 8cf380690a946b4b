"""`python -m ops.access list|waiting|allow|remove|end-sessions|trail|import`: the access list on the command line.

For what the page cannot do: the very first operator, a lock-out, many people at once. Every change stands in the trail, by the
name of who is signed in to this machine. It speaks to the storage itself: `--tables` (with `az login`, and the role Storage
Table Data Contributor), or the stack on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
import getpass
import json
from pathlib import Path
import sys

from shared.adapters.access_table import TableAccess
from shared.adapters.storage import Account
from shared.domain.access import AccessList, Actor, Entry, Grant, is_named
from shared.domain.person import person_key, professional_key
from shared.domain.problems import BadRequest, Problem, UnknownPerson
from shared.services.access import Keeping, found
from shared.services.access_words import known_roles
from shared.texts import text

Command = Callable[[argparse.Namespace, Keeping], Awaitable[Sequence[str]]]


class AsOperator(Account):
    """The storage as whoever has done `az login`, and not as the functions' own identity."""

    def __post_init__(self) -> None:
        from azure.identity.aio import AzureCliCredential

        object.__setattr__(self, "credential", AzureCliCredential())


def main(given: Sequence[str] | None = None) -> int:
    """0; 1 when it is refused, with the reason on the error stream."""
    asked = _arguments().parse_args(given)
    try:
        lines = asyncio.run(_done(asked))
    except Problem as problem:
        told = (
            text(f"problem.{problem.code}.{part}", asked.language, **problem.values) for part in ("title", "detail")
        )
        print(". ".join(told), file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


async def _done(asked: argparse.Namespace) -> Sequence[str]:
    account = AsOperator(tables=asked.tables) if asked.tables else Account(_connection(asked.settings), create=True)
    table = TableAccess(account)
    try:
        actor = Actor("", f"command line: {getpass.getuser()}")
        command: Command = asked.command
        return await command(asked, Keeping(table, actor, datetime.now(UTC)))
    finally:
        await table.close()


def _connection(settings: Path) -> str:
    if not settings.exists():
        sys.exit(f"{settings} is not there: start the stack with make run, or name the storage with --tables")
    return str(json.loads(settings.read_text("utf-8"))["Values"]["DataStorage"])


async def _list(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    return [_line(one) for one in found(await keeping.entries.every(), asked.search)]


async def _waiting(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    return [_line(one) for one in found(await keeping.entries.every()) if one.waiting_since]


async def _allow(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    key = await _key(asked.person, keeping.entries)
    grant = Grant(known_roles(asked.roles.split(",")), asked.team, asked.valid_from, asked.valid_to)
    return [_line(await keeping.allow(key, grant, asked.reason))]


async def _remove(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    return [_line(await keeping.remove(await _key(asked.person, keeping.entries), asked.reason))]


async def _end(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    return [_line(await keeping.end_sessions(await _key(asked.person, keeping.entries), asked.reason))]


async def _trail(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    key = await _key(asked.person, keeping.entries)
    return [
        f"{one.at:%Y-%m-%dT%H:%M:%SZ}  {one.act.value:<14} {_granted(one.old)} -> {_granted(one.new)}"
        f"  by {one.by.name or one.by.key}{f'  ({one.reason})' if one.reason else ''}"
        for one in await keeping.entries.trail(key)
    ]


async def _import(asked: argparse.Namespace, keeping: Keeping) -> Sequence[str]:
    """Those who have a line already are left as they are, so that it can be run again."""
    told = []
    for one in json.loads(asked.file.read_text("utf-8")):
        key = professional_key(one["identity"]) if "identity" in one else person_key(one["issuer"], one["subject"])
        if await keeping.entries.get(key) is None:
            grant = Grant(known_roles(one["roles"]), one.get("team", ""))
            told.append(_line(await keeping.add(key, one.get("name", ""), grant)))
    return told


async def _key(told: str, entries: AccessList) -> str:
    meant = [one.key for one in await entries.every() if is_named(one.key, told)]
    if not meant:
        raise UnknownPerson
    if len(meant) > 1:
        raise BadRequest(name="person")
    return meant[0]


def _line(entry: Entry) -> str:
    state = "waiting" if entry.waiting_since else "removed" if entry.removed else "-"
    return f"{entry.number}  {state:<8} {_granted(entry.grant)}  {entry.name}".rstrip()


def _granted(grant: Grant) -> str:
    days = f" {grant.valid_from or ''}..{grant.valid_to or ''}" if grant.valid_from or grant.valid_to else ""
    return f"[{','.join(grant.roles)}{f' {grant.team}' if grant.team else ''}{days}]"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.access", description="The access list: who has which roles.")
    parser.add_argument("--tables", default="", help="https://ACCOUNT.table.core.windows.net; absent: the stack here")
    parser.add_argument("--settings", type=Path, default=Path("local.settings.json"), help="settings of the stack here")
    parser.add_argument("--language", choices=("da", "en"), default="da")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, does: Command, about: str, person: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(command=does)
        if person:
            made.add_argument("person", help="the number that the person sees, or the whole person key")
        return made

    command("list", _list, "everybody, who waits first", person=False).add_argument("search", nargs="?", default="")
    command("waiting", _waiting, "who waits to be let in", person=False)
    allow = command("allow", _allow, "let a person in, or change what they may")
    allow.add_argument("--roles", required=True, help="comma separated")
    allow.add_argument("--team", default="")
    allow.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="the first day, YYYY-MM-DD")
    allow.add_argument("--to", dest="valid_to", type=date.fromisoformat, help="the last day")
    allow.add_argument("--reason", default="")
    for name, does, about in (
        ("remove", _remove, "take a person's access, and end their sessions"),
        ("end-sessions", _end, "end every session that a person has"),
    ):
        command(name, does, about).add_argument("--reason", required=True)
    command("trail", _trail, "every change of a person's line, oldest first")
    several = command("import", _import, "let many in before their first sign-in", person=False)
    several.add_argument(
        "file",
        type=Path,
        help='JSON: [{"identity" (persistent_professional_id), or "issuer" and "subject"; "name", "roles": […], "team"}]',
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
