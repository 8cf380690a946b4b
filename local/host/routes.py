"""Routes, tried in alphabetical order of function name, first match wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
import logging
import re
from urllib.parse import unquote_to_bytes

from local.host.worker import Function

log = logging.getLogger("host")

_METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS"})
_RESERVED = ("admin", "runtime")
_PART = re.compile(r"\{(?P<star>\*?)(?P<name>\w+)(?::[^}?]*)?(?P<optional>\??)\}")


@dataclass(frozen=True, slots=True)
class Route:
    function: Function
    methods: frozenset[str]
    pattern: re.Pattern[str]


def routes(functions: Iterable[Function], prefix: str) -> list[Route]:
    """A route a function; one that the host would refuse is left out, and said."""
    found = []
    for function in sorted(functions, key=lambda one: one.name.lower()):
        template = str(function.trigger.get("route") or function.name).strip("/")
        if template.lower().startswith(_RESERVED):
            log.error("%s: a route may not begin with admin or runtime; it is not loaded", function.name)
            continue
        given = function.trigger.get("methods")
        methods = _METHODS if given is None else frozenset(str(getattr(m, "value", m)) for m in given)
        found.append(Route(function, methods, _pattern(f"{prefix}/{template}".strip("/"))))
    return found


def match(known: Iterable[Route], method: str, raw_path: str) -> tuple[Function, dict[str, str]] | None:
    """The function and its route values; None is a 404, for a wrong method too (never 405)."""
    path = raw_path.removeprefix("/").removesuffix("/")
    for route in known:
        found = route.pattern.fullmatch(path)
        if found and method in route.methods:
            values = {name: _decoded(value) for name, value in found.groupdict().items() if value}
            return (route.function, values) if "\0" not in "".join(values.values()) else None
    return None


def _pattern(template: str) -> re.Pattern[str]:
    written = ""
    for part in template.split("/"):
        parameter = _PART.fullmatch(part)
        slash = "/" if written else ""
        if parameter is None:
            written += slash + re.escape(part)
        elif parameter["star"]:
            written += f"(?:{slash}(?P<{parameter['name']}>.*))?"
        elif parameter["optional"]:
            written += f"(?:{slash}(?P<{parameter['name']}>[^/]+))?"
        else:
            written += f"{slash}(?P<{parameter['name']}>[^/]+)"
    return re.compile(written, re.IGNORECASE)


def _decoded(value: str) -> str:
    """Percent-decoded, but for `%2F`."""
    kept = re.split("(%2[fF])", value)
    try:
        return "".join(part.upper() if part.lower() == "%2f" else unquote_to_bytes(part).decode() for part in kept)
    except UnicodeDecodeError:
        return value
