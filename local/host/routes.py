"""Matches a path and method to a function. Routes are tried in alphabetical order of function name; the first match wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
import logging
import re
from urllib.parse import unquote_to_bytes

from local.host.functions import Function

log = logging.getLogger("host")

_METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS"})
_RESERVED = ("admin", "runtime")
_PART = re.compile(r"\{(?P<star>\*?)(?P<name>\w+)(?::(?P<rule>[^}?]*))?(?P<optional>\??)\}")
_HEX = "[0-9a-f]"
_RULES = {
    None: "[^/]+",
    "int": "[+-]?[0-9]{1,10}",
    "long": "[+-]?[0-9]{1,19}",
    "bool": "true|false",
    "alpha": "[a-z]+",
    "guid": f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}",
}
"""The pattern of each route constraint. A constraint only chooses the route; the value stays text."""


@dataclass(frozen=True, slots=True)
class Route:
    """A function's route. `pattern` matches the decoded path without its first slash."""

    function: Function
    template: str
    methods: frozenset[str]
    pattern: re.Pattern[str]


def routes(functions: Iterable[Function], prefix: str) -> list[Route]:
    """The route of each function. One that the host would refuse is left out, with a line in the log."""
    routes: list[Route] = []
    for function in sorted(functions, key=lambda function: function.name.lower()):
        template = str(function.trigger.get("route") or function.name).strip("/")
        if template.lower().startswith(_RESERVED):
            log.error("%s: a route may not begin with admin or runtime; it is not loaded", function.name)
            continue
        listed = function.trigger.get("methods")
        methods = _METHODS if listed is None else frozenset(str(getattr(m, "value", m)) for m in listed)
        if earlier := next((route for route in routes if route.template == template and route.methods & methods), None):
            log.error("%s: its route is that of %s; it is not loaded", function.name, earlier.function.name)
            continue
        try:
            routes.append(Route(function, template, methods, _pattern(f"{prefix}/{template}".strip("/"))))
        except KeyError as rule:
            log.error("%s: the constraint %s is not known here; it is not loaded", function.name, rule)
    return routes


def match(routes: Iterable[Route], method: str, raw_path: str) -> tuple[Function, dict[str, str]] | None:
    """The function and its route values; None is a 404, for a wrong method too (never 405)."""
    path = _without_dots(_decoded(raw_path)).removeprefix("/")
    if "\0" in path:
        return None
    for route in routes:
        # One slash at the end is ignored, except in the value of a {*rest}.
        matched = route.pattern.fullmatch(path) or route.pattern.fullmatch(path.removesuffix("/"))
        if matched and method in route.methods:
            return route.function, {name: value for name, value in matched.groupdict().items() if value}
    return None


def _pattern(template: str) -> re.Pattern[str]:
    pattern = ""
    for part in template.split("/"):
        parameter = _PART.fullmatch(part)
        slash = "/" if pattern else ""
        if parameter is None:
            pattern += slash + re.escape(part)
        elif parameter["star"]:
            pattern += f"(?:{slash}(?P<{parameter['name']}>.*))?"
        else:
            value = f"{slash}(?P<{parameter['name']}>{_RULES[parameter['rule']]})"
            pattern += f"(?:{value})?" if parameter["optional"] else value
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _decoded(path: str) -> str:
    """The percent-decoded path. `%2F`, and segments that are not UTF-8, stay as they are."""
    return "".join(map(_plain, re.split("(%2[fF]|/)", path)))


def _without_dots(path: str) -> str:
    """Remove dot segments: `/a/./b/../c` becomes `/a/c` (RFC 3986, 5.2.4). Applied after decoding, so `%2e` counts too."""
    remaining: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del remaining[max(1, len(remaining) - 1) :]
        elif segment != ".":
            remaining.append(segment)
    return "/".join(remaining) + ("/" if segments[-1] in (".", "..") else "")


def _plain(part: str) -> str:
    try:
        return part.upper() if part.lower() == "%2f" else unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        return part
