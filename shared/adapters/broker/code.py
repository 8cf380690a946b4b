"""The authorization code flow: the interface of the two client libraries. Their calls block, so they run in a thread of a pool.

Nothing is logged here: the Functions worker drops log records from such threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.adapters.broker.provider import loopback

PATIENCE = 8.0
"""Seconds for one call of a client library."""


class Unreached(Exception):
    """The broker did not answer, or not as an OpenID Connect provider does. The text is for the log."""


class Declined(Exception):
    """The broker refused the code. `error` is the provider's error code, or a text of ours."""

    def __init__(self, error: object) -> None:
        self.error = error
        super().__init__()


@dataclass(frozen=True, slots=True)
class Client:
    """Our registration at the provider, the scopes and parameters of our request, and how its HTTP calls are made."""

    authority: str
    id: str
    secret: str
    scopes: tuple[str, ...]
    loopback_http: bool


class CodeClient(Protocol):
    """A client library. Its methods block, and raise `Unreached` or `Declined`."""

    def begin(self, facts: Mapping[str, Any], redirect_uri: str) -> tuple[str, dict[str, Any]]:
        """The authorize address, and the data that `exchange` needs later: `state`, `nonce` and the library's own, all of them
        JSON values."""
        ...

    def exchange(
        self, facts: Mapping[str, Any], flow: Mapping[str, Any], answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """Exchange the code for tokens: the token endpoint's response."""
        ...


def patient(session: Any, client: Client) -> Any:
    """A `requests` session whose calls all have a time limit, which ignores the environment's proxies and opens a new connection
    for each call: a code can be exchanged only once, and a call on a connection that was closed meanwhile would lose it."""
    session.trust_env = False
    session.headers["Connection"] = "close"
    once = session.request

    def request(*arguments: Any, **options: Any) -> Any:
        options["timeout"] = options.get("timeout") or PATIENCE
        options["allow_redirects"] = False
        return once(*arguments, **options)

    session.request = request
    if client.loopback_http:
        session.mount(f"https://{loopback(client.authority)}/", _loopback_adapter())
    return session


def _loopback_adapter() -> Any:
    from requests.adapters import HTTPAdapter

    class PlainOnLoopback(HTTPAdapter):
        def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
            request.url = "http://" + request.url.removeprefix("https://")
            return super().send(request, *arguments, **options)

    return PlainOnLoopback()
