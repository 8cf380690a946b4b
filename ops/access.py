"""`python -m ops.access list|waiting|allow|remove|end-sessions|trail|import`: the access list on the command line.

For what the page cannot do: the very first operator, a lock-out, many people at once. Every change stands in the trail, by the
name of who is signed in to this machine. It speaks to the storage itself: `--tables` (with `az login`, and the role Storage
Table Data Contributor), or the stack on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
import getpass
import json
from pathlib import Path
import sys
from typing import Any

from functions import commands
from shared.adapters.access_table import TableAccess
from shared.adapters.storage import Account
from shared.domain.access.access_list import Actor, Entry, Grant, is_named
from shared.domain.access.person import person_key, professional_key, shown_name
from shared.domain.access.roles import ROLES
from shared.domain.commands import MAX_REASON_LENGTH, MAX_TEAM_LENGTH, EndAccess, GrantAccess
from shared.domain.ports import AccessList
from shared.domain.problems import BadRequest, DependencyUnavailable, Problem, UnknownPerson
from shared.services.access import AccessEditor, search_entries
from shared.texts import text

_UNREACHED = (
    "The storage does not answer ({where}). Is the stack running (make run)? In Azure: az login, the role Storage Table Data "
    "Contributor, and an address that is let in (docs/operations.md, Reach the data)."
)

_REMEDY = {
    "roles": f"roles must be some of {', '.join(ROLES)}",
    "team": f"team must be one line of at most {MAX_TEAM_LENGTH} letters",
    "validFrom": "--from must be a day written as 2027-01-31",
    "validTo": "--to must be a day written as 2027-01-31, and not before --from",
}

Command = Callable[[argparse.Namespace, AccessEditor], Awaitable[Sequence[str]]]


class AsOperator(Account):
    """The storage as whoever has done `az login`, and not as the functions' own identity."""

    def __post_init__(self) -> None:
        from azure.identity.aio import AzureCliCredential

        object.__setattr__(self, "credential", AzureCliCredential())


def main(given: Sequence[str] | None = None) -> int:
    """0; 1 when it is refused, with the reason on the error stream."""
    asked = read(given)
    try:
        lines = asyncio.run(_done(asked))
    except DependencyUnavailable:
        sys.exit(_UNREACHED.format(where=asked.tables or asked.settings))
    except Problem as problem:
        sentences = (
            text(f"problem.{problem.code}.{part}", asked.language, **problem.values) for part in ("title", "detail")
        )
        print(". ".join(sentences), file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def read(given: Sequence[str] | None) -> argparse.Namespace:
    """What was typed; argparse ends the command with exit code 2 where it cannot be read."""
    return _arguments().parse_args(given)


async def _done(asked: argparse.Namespace) -> Sequence[str]:
    if asked.tables and not asked.tables.startswith("https://"):
        sys.exit("--tables must be the whole address: https://ACCOUNT.table.core.windows.net")
    account = AsOperator(tables=asked.tables) if asked.tables else Account(_connection(asked.settings), create=True)
    table = TableAccess(account)
    try:
        actor = Actor("", f"command line: {getpass.getuser()}")
        command: Command = asked.command
        return await command(asked, AccessEditor(table, actor, datetime.now(UTC)))
    finally:
        await table.close()


def _connection(settings: Path) -> str:
    if not settings.exists():
        sys.exit(f"{settings} is not there: start the stack with make run, or name the storage with --tables")
    try:
        return str(_json(settings)["Values"]["DataStorage"])
    except (KeyError, TypeError):
        sys.exit(f"{settings} does not say where the data is: DataStorage is missing under Values")


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        sys.exit(f"{file} cannot be read: {error.strerror}")
    except ValueError as error:
        sys.exit(f"{file} is no JSON in UTF-8: {error}")


async def _list(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    return [_line(entry) for entry in search_entries(await editor.entries.every(), asked.search)]


async def _waiting(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    return [_line(entry) for entry in search_entries(await editor.entries.every()) if entry.waiting_since]


async def _allow(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    roles = [role.strip() for role in asked.roles.split(",")]
    grant = _grant(roles=roles, team=asked.team, validFrom=asked.valid_from, validTo=asked.valid_to)
    reason = _reason(asked)
    return [_line(await editor.allow(GrantAccess(await _key(asked.person, editor.entries), grant, reason)))]


async def _remove(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    reason = _reason(asked, needed=True)
    return [_line(await editor.remove(EndAccess(await _key(asked.person, editor.entries), reason)))]


async def _end(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    reason = _reason(asked, needed=True)
    return [_line(await editor.end_sessions(EndAccess(await _key(asked.person, editor.entries), reason)))]


async def _trail(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    key = await _key(asked.person, editor.entries)
    return [
        f"{change.at:%Y-%m-%dT%H:%M:%SZ}  {change.act.value:<14} {_granted(change.old)} -> {_granted(change.new)}"
        f"  by {change.by.name or change.by.key}{f'  ({change.reason})' if change.reason else ''}"
        for change in await editor.entries.trail(key)
    ]


async def _import(asked: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    """All are read before the first is let in. Those who have a line already are left as they are, so that it can be run
    again."""
    people = _json(asked.file)
    if not isinstance(people, list):
        sys.exit(f"{asked.file} holds no list of people: see import --help")
    lines = []
    for key, name, grant in [_person(person, f"{asked.file}, person {at}: ") for at, person in enumerate(people, 1)]:
        if await editor.entries.get(key) is None:
            lines.append(_line(await editor.add(key, name, grant)))
    return lines


def _person(given: Any, where: str) -> tuple[str, str, Grant]:
    """Key, name and grant of one person of the file; the command ends where they cannot be used."""
    if not isinstance(given, dict) or not given.get("roles"):
        sys.exit(f"{where}roles are missing")
    if unknown := given.keys() - {"identity", "issuer", "subject", "name", "roles", "team"}:
        sys.exit(f"{where}{', '.join(sorted(unknown))} is unknown")
    names = ("identity",) if "identity" in given else ("issuer", "subject")
    who = [value for name in names if isinstance(value := given.get(name), str) and value.strip()]
    if len(who) < len(names):
        sys.exit(f"{where}identity, or issuer and subject, must say who it is")
    name = given.get("name", "")
    if not isinstance(name, str):
        sys.exit(f"{where}name is no text")
    key = professional_key(*who) if "identity" in given else person_key(*who)
    return key, shown_name(name), _grant(where, roles=given["roles"], team=given.get("team"))


def _grant(where: str = "", **members: Any) -> Grant:
    """Read as strictly as the page's own; the command ends where it cannot be used."""
    try:
        return commands.grant(members)
    except BadRequest as problem:
        sys.exit(f"{where}{_REMEDY[str(problem.values['name'])]}")


def _reason(asked: argparse.Namespace, needed: bool = False) -> str:
    try:
        return commands.reason({"reason": asked.reason}) if needed or asked.reason else ""
    except BadRequest:
        sys.exit(f"--reason must say why, on one line of at most {MAX_REASON_LENGTH} letters")


async def _key(number: str, entries: AccessList) -> str:
    meant = [entry.key for entry in await entries.every() if is_named(entry.key, number)]
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
    allow.add_argument("--from", dest="valid_from", help="the first day, YYYY-MM-DD")
    allow.add_argument("--to", dest="valid_to", help="the last day, YYYY-MM-DD")
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
