"""Whom a definition means that cannot be used: an older version must not be served to others than these."""

from __future__ import annotations

import re
from typing import Any

from shared.domain.access.roles import ROLES
from shared.domain.definition.definition import Definition

_KEY = re.compile(r"^([^\s#:-][^:#]*?)[ \t]*:(.*)$", re.MULTILINE)
_FLOW = re.compile(r"\s*\[([\w, \t'\"-]+)\]\s*(#.*)?")


def roles_meant(content: Any, older: Definition) -> tuple[str, ...] | None:
    """The roles that a broken definition names, empty for everybody's (neither it nor the `older` version names any). None where
    that cannot be told: a role that there is not, a key that may be `roles` misspelt, or a file that was cut off."""
    if not isinstance(content, dict) or content.keys() - Definition.model_fields.keys():
        return None
    if "roles" not in content:
        return None if older.roles else ()
    roles = content["roles"]
    if not isinstance(roles, list) or not roles or not all(isinstance(role, str) and role in ROLES for role in roles):
        return None
    return tuple(roles)


def outermost(text: str) -> dict[str, Any]:
    """The outermost keys of a file that is no YAML, and of `roles` what stands on its line."""
    values: dict[str, Any] = {key.strip("'\""): rest for key, rest in _KEY.findall(text)}
    if "roles" in values:
        line = _FLOW.fullmatch(values["roles"])
        values["roles"] = [role.strip(" \t'\"") for role in line[1].split(",")] if line else None
    return values
