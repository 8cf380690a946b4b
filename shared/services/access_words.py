"""What an operator sends of a change, read strictly."""

from __future__ import annotations

from datetime import date
import re
from typing import Any

from shared.domain.access.access_list import Grant
from shared.domain.access.roles import ROLES
from shared.domain.problems import BadRequest

MAX_TEAM_LENGTH, MAX_REASON_LENGTH = 60, 200
_ONE_LINE = re.compile("[^\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*")
"""Without what turns the writing round, too: the trail must read as it was written."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def granted(body: dict[str, Any]) -> tuple[str, Grant, str]:
    """The version that was looked at, the grant and the reason, of `{"version", "roles": […], "team", "validFrom", "validTo",
    "reason"}`; all but the first two may be absent or null. `BadRequest` names what cannot be used."""
    _only(body, "version", "roles", "team", "validFrom", "validTo", "reason")
    first, last = _day(body, "validFrom"), _day(body, "validTo")
    if first and last and last < first:
        raise BadRequest(name="validTo")
    team = _text(body, "team", MAX_TEAM_LENGTH)
    return (
        _version(body),
        Grant(known_roles(body.get("roles")), team, first, last),
        _text(body, "reason", MAX_REASON_LENGTH),
    )


def reasoned(body: dict[str, Any]) -> tuple[str, str]:
    """The version that was looked at, and the reason, which must be given."""
    _only(body, "version", "reason")
    reason = _text(body, "reason", MAX_REASON_LENGTH)
    if not reason:
        raise BadRequest(name="reason")
    return _version(body), reason


def known_roles(roles: Any) -> tuple[str, ...]:
    """In the catalogue's order, each once. `BadRequest` for none, and for one that there is not."""
    if not isinstance(roles, list) or not roles or not all(isinstance(one, str) and one in ROLES for one in roles):
        raise BadRequest(name="roles")
    return tuple(role for role in ROLES if role in roles)


def _only(body: dict[str, Any], *names: str) -> None:
    if unknown := body.keys() - set(names):
        raise BadRequest(name=", ".join(sorted(unknown))[:100])


def _version(body: dict[str, Any]) -> str:
    version = body.get("version")
    if not isinstance(version, str):
        raise BadRequest(name="version")
    return version


def _text(body: dict[str, Any], name: str, longest: int) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest or not _ONE_LINE.fullmatch(value):
        raise BadRequest(name=name)
    return value.strip()


def _day(body: dict[str, Any], name: str) -> date | None:
    value = body.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value if isinstance(value, str) and _DAY.fullmatch(value) else "")
    except ValueError:
        raise BadRequest(name=name) from None
