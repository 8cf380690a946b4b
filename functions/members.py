"""Reads single members of a JSON body. `BadRequest` names the member that cannot be used, `InvalidId` an id."""

from __future__ import annotations

from datetime import UTC, date, datetime
import re
from typing import Any
from uuid import UUID

from shared.domain.problems import BadRequest, InvalidId

Body = dict[str, Any]

ONE_LINE = re.compile("[^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff]*")
"""No control character, line break or lone surrogate; the API's contract has the same pattern."""
ONE_LINE_ONE_DIRECTION = re.compile(
    "[^\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]*"
)
"""The same without characters that change the writing direction: the audit trail must read as it was written."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def no_other_than(body: Body, *names: str) -> None:
    if unknown := body.keys() - set(names):
        raise BadRequest(name=", ".join(sorted(unknown))[:100])


def text_member(body: Body, name: str, max_length: int, pattern: re.Pattern[str] = ONE_LINE_ONE_DIRECTION) -> str:
    """A text without surrounding whitespace; empty where it is absent or null."""
    text = body.get(name)
    if text is None:
        return ""
    if not isinstance(text, str) or len(text) > max_length or not pattern.fullmatch(text):
        raise BadRequest(name=name)
    return text.strip()


def required_text(body: Body, name: str, max_length: int) -> str:
    text = text_member(body, name, max_length)
    if not text:
        raise BadRequest(name=name)
    return text


def integer_member(body: Body, name: str, minimum: int | None = None, maximum: int | None = None) -> int | None:
    """An integer within the bounds; None where it is absent or null. 695.0 is an integer, as in JSON Schema (2020-12 validation,
    section 6.1.1)."""
    number = body.get(name)
    if number is None:
        return None
    is_integer = number.is_integer() if isinstance(number, float) else type(number) is int
    if not is_integer or (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        raise BadRequest(name=name)
    return int(number)


def required_integer(body: Body, name: str, minimum: int | None = None, maximum: int | None = None) -> int:
    number = integer_member(body, name, minimum, maximum)
    if number is None:
        raise BadRequest(name=name)
    return number


def moment_member(body: Body, name: str) -> datetime | None:
    from shared.domain.calendar import is_date_time

    moment = body.get(name)
    if moment is None:
        return None
    if not isinstance(moment, str) or not is_date_time(moment):
        raise BadRequest(name=name)
    # A year that does not exist in UTC, e.g. 0001-01-01 east of Greenwich, is no time of an answer.
    if not "1970" <= moment[:4] <= "9998":
        raise BadRequest(name=name)
    return datetime.fromisoformat(moment).astimezone(UTC)


def required_moment(body: Body, name: str) -> datetime:
    moment = moment_member(body, name)
    if moment is None:
        raise BadRequest(name=name)
    return moment


def day_member(body: Body, name: str) -> date | None:
    day = body.get(name)
    return None if day is None else calendar_day(day, name)


def calendar_day(day: object, name: str) -> date:
    """Read `2026-12-31`. Compact dates and week dates are refused, though Python reads them. `BadRequest` names `name`."""
    try:
        return date.fromisoformat(day if isinstance(day, str) and _DAY.fullmatch(day) else "")
    except ValueError:
        raise BadRequest(name=name) from None


def uuid_member(text: str) -> UUID:
    """Read a UUID in its canonical form, so that nothing has two addresses."""
    try:
        id = UUID(text)
    except ValueError:
        raise InvalidId from None
    if str(id) != text:
        raise InvalidId
    return id
