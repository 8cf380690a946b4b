"""Generates the tables of the documents in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from functions.callers import ANONYMOUS, PERSON, PERSON_OR_NOBODY, ROLE, Access, roles_allowed
from functions.contract.routes import Route, routes
from functions.contract.schemas import control_types, layout_schemas
from ops.contract import rooms
from shared.domain.answers.verdict import KEYWORD_CODES, LIMIT_CODES, RANK, RULE_CODES
from shared.domain.delivery_states import MOVES, PRECEDENCE, STATES, Move
from shared.domain.fields import CATALOGUE, FORMATS

_WHO: Mapping[Access, str] = {ANONYMOUS: "anybody", PERSON: "signed in", PERSON_OR_NOBODY: "anybody", ROLE: "a role"}
_OTHER_CODES = ("required", "unknown-field", "bad-text", "not-uploaded", "cpr-number", "cpr-forbidden")
"""Codes of faults that no keyword, format or rule finds."""


def _calls() -> str:
    rows = [(_call(route), _who(route), _takes(route), _gives(route)) for route in routes()]
    return _table(("call", "who", "what", "answer"), rows)


def _call(route: Route) -> str:
    query = "&".join(route.described.get("query", {}))
    return f"`{route.method.upper()} /api{route.path}{'?' if query else ''}{query}`"


def _who(route: Route) -> str:
    return _WHO.get(route.access) or " or ".join(f"`{role}`" for role in sorted(roles_allowed(route.access)))


def _takes(route: Route) -> str:
    match route.described.get("body"):
        case None:
            body_note = ""
        case "Registration":
            body_note = " Body: the app's own."
        case str(body):
            body_note = f" Body: `{body}`."
        case _:
            body_note = " Body: the file."
    return f"{route.summary}. {route.description}".strip() + body_note


def _gives(route: Route) -> str:
    name = route.answer if isinstance(route.answer, str) and route.answer != "Reply" else ""
    kinds = ", ".join(route.described.get("content", ()))
    usual = " ".join(part for part in (str(route.status), f"`{name}`" if name else kinds) if part)
    others = [str(status) for status in route.others]
    return "; ".join([usual, *others, *(f"`{code}`" for code in route.described.get("problems", ()))])


def _fields() -> str:
    schemas = layout_schemas()
    rows = [(f"`{field.kind}`", *_drawn(field, schemas)) for field in CATALOGUE]
    return _table(("type", "control", "extra keys"), rows)


def _drawn(field: type[Any], schemas: Mapping[str, Any]) -> tuple[str, str]:
    own_schemas = [schemas[control.__name__] for control in control_types(field)]
    controls = [name for schema in own_schemas for name in _values(schema["properties"]["control"])]
    keys = {key: value for schema in own_schemas for key, value in schema["properties"].items() if key != "control"}
    words = "; ".join(f"`{key}`{_about(value)}" for key, value in keys.items()) or "–"
    about = " ".join(schema["description"] for schema in own_schemas if "description" in schema)
    return ", ".join(f"`{name}`" for name in controls), f"{words}. {about}" if about else words


def _values(schema: Mapping[str, Any]) -> Sequence[str]:
    values: Sequence[str] = schema.get("enum") or [schema["const"]]
    return values


def _about(schema: Mapping[str, Any]) -> str:
    description = schema.get("description", "").rstrip(".")
    values = ", ".join(f"`{value}`" for value in schema.get("enum", ()))
    return f" ({description or values})" if description or values else ""


def _codes() -> str:
    limited = {*LIMIT_CODES.values(), *RULE_CODES["earliest"], *RULE_CODES["latest"]}
    by_rules = (code for codes in RULE_CODES.values() for code in codes)
    every = [*RANK, *KEYWORD_CODES.values(), *by_rules, *_OTHER_CODES]
    codes = [f"`{code}`{' {limit}' if code in limited else ''}" for code in dict.fromkeys(every)]
    return f"{', '.join(codes)}; and the formats: {', '.join(f'`{name}`' for name in FORMATS)}."


def _rank() -> str:
    return f"{', '.join(f'`{code}`' for code in RANK)}, any other."


def _states() -> str:
    rows = [(f"`{status}`", state.means, str(state.waits_for)) for status, state in STATES.items()]
    return _table(("state", "what it means", "waits for"), rows)


def _precedence() -> str:
    return ", ".join(f"`{status}`" for status in PRECEDENCE) + "."


def _moves() -> str:
    ordered = list(STATES)
    rows = [
        (
            move.name,
            ", ".join(f"`{status}`" for status in sorted(move.sources, key=ordered.index)),
            _leads_to(move),
            " or ".join(move.by),
            move.when,
        )
        for move in MOVES
    ]
    return _table(("move", "from", "to", "by", "when"), rows)


def _leads_to(move: Move) -> str:
    if move.to is None:
        return "stays"
    stood = ", ".join(f"`{status}`" for status in STATES if status in move.stood_as)
    return f"`{move.to}`" + (f" where it stood as {stood}" if stood else "")


def _domain() -> str:
    return _table(("part", "holds"), rooms.rows())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines([head, ["---"] * len(head), *rows]))


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    # A row of dashes is Markdown's line below the heading; a bar inside a cell must be escaped.
    return (f"|{'|'.join(cells) if set(cells) == {'---'} else _row(cells)}|" for cells in rows)


def _row(cells: Sequence[str]) -> str:
    return "|".join(f" {cell.replace('|', chr(92) + '|')} " for cell in cells)


TABLES: Mapping[str, Callable[[], str]] = {
    **{"calls": _calls, "fields": _fields, "codes": _codes, "rank": _rank},
    **{"states": _states, "precedence": _precedence, "moves": _moves, "domain": _domain},
}
"""The tables by the names that the documents' `contract` comments give."""
