"""The access list on the command line: `python -m ops.access list|waiting|allow|remove|end-sessions|trail|import`.

For what the page cannot do: the very first operator, a lock-out, many people at once. Every change is recorded in the audit
trail, under the name of the user who is signed in to this machine. The command opens the storage directly: that of `--tables`
(after `az login`, with the role Storage Table Data Contributor), or of the stack on this machine.
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
from shared.domain.access.access_list import AccessEntry, Actor, Grant, is_named
from shared.domain.access.person import person_key, professional_key, shown_name
from shared.domain.access.roles import ROLES
from shared.domain.commands import MAX_REASON_LENGTH, MAX_TEAM_LENGTH, EndAccess, GrantAccess
from shared.domain.ports import AccessList
from shared.domain.problems import BadRequest, DependencyUnavailable, PeriodRefused, Problem, UnknownPerson
from shared.services.access import AccessEditor, search_entries
from shared.texts import text

_NO_STORAGE = (
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
    """The storage, opened as the user of `az login` instead of the functions' own identity."""

    def __post_init__(self) -> None:
        from azure.identity.aio import AzureCliCredential

        object.__setattr__(self, "credential", AzureCliCredential())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit code: 0, or 1 when it is refused, with the reason on the error stream."""
    options = read(arguments)
    try:
        lines = asyncio.run(_run(options))
    except DependencyUnavailable:
        sys.exit(_NO_STORAGE.format(where=options.tables or options.settings))
    except Problem as problem:
        sentences = (
            text(f"problem.{problem.code}.{part}", options.language, **problem.values) for part in ("title", "detail")
        )
        print(". ".join(sentences), file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def read(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the arguments; argparse ends the process with exit code 2 where they are wrong."""
    return _arguments().parse_args(arguments)


def account_of(tables: str, settings: Path) -> Account:
    """The storage at this address of its tables, or (empty) that of the stack on this machine."""
    if tables and not tables.startswith("https://"):
        sys.exit("--tables must be the whole address: https://ACCOUNT.table.core.windows.net")
    return AsOperator(tables=tables) if tables else Account(_connection(settings), create=True)


async def _run(options: argparse.Namespace) -> Sequence[str]:
    table = TableAccess(account_of(options.tables, options.settings))
    try:
        actor = Actor("", f"command line: {getpass.getuser()}")
        command: Command = options.command
        return await command(options, AccessEditor(table, actor, datetime.now(UTC)))
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


async def _list(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    return [_line(entry) for entry in search_entries(await editor.entries.every(), options.search)]


async def _waiting(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    return [_line(entry) for entry in search_entries(await editor.entries.every()) if entry.waiting_since]


async def _allow(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    roles = [role.strip() for role in options.roles.split(",")]
    grant = _grant(roles=roles, team=options.team, validFrom=options.valid_from, validTo=options.valid_to)
    reason = _reason(options)
    return [_line(await editor.allow(GrantAccess(await _key(options.person, editor.entries), grant, reason)))]


async def _remove(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    reason = _reason(options, needed=True)
    return [_line(await editor.remove(EndAccess(await _key(options.person, editor.entries), reason)))]


async def _end(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    reason = _reason(options, needed=True)
    return [_line(await editor.end_sessions(EndAccess(await _key(options.person, editor.entries), reason)))]


async def _trail(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    key = await _key(options.person, editor.entries)
    return [
        f"{change.at:%Y-%m-%dT%H:%M:%SZ}  {change.act.value:<14} {_granted(change.old)} -> {_granted(change.new)}"
        f"  by {change.by.name or change.by.key}{f'  ({change.reason})' if change.reason else ''}"
        for change in await editor.entries.trail(key)
    ]


async def _import(options: argparse.Namespace, editor: AccessEditor) -> Sequence[str]:
    """Add the people of a file. All are checked before the first is added. Those who are in the list already are left unchanged,
    so that the command can be repeated."""
    people = _json(options.file)
    if not isinstance(people, list):
        sys.exit(f"{options.file} holds no list of people: see import --help")
    lines = []
    for key, name, grant in [_person(person, f"{options.file}, person {at}: ") for at, person in enumerate(people, 1)]:
        if await editor.entries.get(key) is None:
            lines.append(_line(await editor.add(key, name, grant)))
    return lines


def _person(entry: Any, where: str) -> tuple[str, str, Grant]:
    """Key, name and grant of one person of the file. Ends the command, with a message that begins with `where`, if one of them is
    wrong."""
    if not isinstance(entry, dict) or not entry.get("roles"):
        sys.exit(f"{where}roles are missing")
    if unknown := entry.keys() - {"identity", "issuer", "subject", "name", "roles", "team"}:
        sys.exit(f"{where}{', '.join(sorted(unknown))} is unknown")
    names = ("identity",) if "identity" in entry else ("issuer", "subject")
    who = [value for name in names if isinstance(value := entry.get(name), str) and value.strip()]
    if len(who) < len(names):
        sys.exit(f"{where}identity, or issuer and subject, must say who it is")
    name = entry.get("name", "")
    if not isinstance(name, str):
        sys.exit(f"{where}name is no text")
    key = professional_key(*who) if "identity" in entry else person_key(*who)
    return key, shown_name(name), _grant(where, roles=entry["roles"], team=entry.get("team"))


def _grant(where: str = "", **members: Any) -> Grant:
    """The grant, checked as strictly as one that the page sends. Ends the command if it is wrong."""
    try:
        return commands.grant(members)
    except (BadRequest, PeriodRefused) as problem:
        sys.exit(f"{where}{_REMEDY[str(problem.values.get('name', 'validTo'))]}")


def _reason(options: argparse.Namespace, needed: bool = False) -> str:
    try:
        return commands.reason({"reason": options.reason}) if needed or options.reason else ""
    except BadRequest:
        sys.exit(f"--reason must say why, on one line of at most {MAX_REASON_LENGTH} letters")


async def _key(number: str, entries: AccessList) -> str:
    keys = [entry.key for entry in await entries.every() if is_named(entry.key, number)]
    if not keys:
        raise UnknownPerson
    if len(keys) > 1:
        raise BadRequest(name="person")
    return keys[0]


def _line(entry: AccessEntry) -> str:
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

    def command(name: str, run: Command, about: str, person: bool = True) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=about, description=about)
        subparser.set_defaults(command=run)
        if person:
            subparser.add_argument("person", help="the number that the person sees, or the whole person key")
        return subparser

    command("list", _list, "everybody, who waits first", person=False).add_argument("search", nargs="?", default="")
    command("waiting", _waiting, "who waits to be let in", person=False)
    allow = command("allow", _allow, "let a person in, or change what they may")
    allow.add_argument("--roles", required=True, help="comma separated")
    allow.add_argument("--team", default="")
    allow.add_argument("--from", dest="valid_from", help="the first day, YYYY-MM-DD")
    allow.add_argument("--to", dest="valid_to", help="the last day, YYYY-MM-DD")
    allow.add_argument("--reason", default="")
    for name, run, about in (
        ("remove", _remove, "take a person's access, and end their sessions"),
        ("end-sessions", _end, "end every session that a person has"),
    ):
        command(name, run, about).add_argument("--reason", required=True)
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
