"""Reads the privileges that an employer has given a person, from Signaturgruppen's Privilege Management."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from shared.adapters.broker.provider import Provider

_PATH = "/privileges-api/api/v1/identity/privileges"


async def privileges_of(provider: Provider, access_token: str, employer: str) -> tuple[str, ...]:
    """The names of the person's privileges in the organisation with this CVR number (`DK` and the number), sorted; those of other
    organisations are left out. Raises `PermissionError` when the token is refused, `DependencyUnavailable` when there is no
    answer."""
    answer = await provider.json(f"https://{urlsplit(provider.authority).netloc}{_PATH}", access_token)
    return tuple(dict.fromkeys(_names(answer, f"DK{employer}")))


def _names(answer: dict[str, Any], organisation: str) -> Iterator[str]:
    for scope in _objects(answer.get("organizationScopes")):
        if scope.get("organizationTin") == organisation:
            for privilege in _objects(scope.get("privileges")):
                if isinstance(name := privilege.get("name"), str):
                    yield name


def _objects(value: object) -> Iterator[dict[str, Any]]:
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()
