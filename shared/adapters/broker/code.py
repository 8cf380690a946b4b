"""The authorization code and its exchange: what either client library does for us, in a pool's thread, since both block.

Nothing is logged in here: the Functions worker passes on no record of a thread's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.adapters.broker.provider import loopback

PATIENCE = 8.0
"""Seconds for one call of a client library's."""


class Unreached(Exception):
    """The broker did not answer, or not as a provider does; the word is for the log."""


class Declined(Exception):
    """The exchange was refused. `error` is the provider's code, or a word of ours."""

    def __init__(self, error: object) -> None:
        self.error = error
        super().__init__()


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at the provider, what we ask for, and how calls are made there."""

    authority: str
    id: str
    secret: str
    scopes: tuple[str, ...]
    loopback_http: bool


class CodeClient(Protocol):
    """A client library. Its methods block; they raise `Unreached` and `Declined`."""

    def begin(self, facts: Mapping[str, Any], redirect_uri: str) -> tuple[str, dict[str, Any]]:
        """The authorize address, and what the exchange needs: `state`, `nonce` and the library's own, all plain values."""
        ...

    def exchange(
        self, facts: Mapping[str, Any], flow: Mapping[str, Any], answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """The token endpoint's answer."""
        ...


def patient(session: Any, client: Client) -> Any:
    """A `requests` session whose every call ends, with no proxy of the environment's, and each on a connection of its own: a code
    is good for one exchange, which a connection that was kept too long would lose."""
    session.trust_env = False
    session.headers["Connection"] = "close"
    once = session.request

    def request(*given: Any, **named: Any) -> Any:
        named["timeout"] = named.get("timeout") or PATIENCE
        named["allow_redirects"] = False
        return once(*given, **named)

    session.request = request
    if client.loopback_http:
        session.mount(f"https://{loopback(client.authority)}/", _loopback_adapter())
    return session


def _loopback_adapter() -> Any:
    from requests.adapters import HTTPAdapter

    class PlainOnLoopback(HTTPAdapter):
        def send(self, request: Any, *given: Any, **named: Any) -> Any:
            request.url = "http://" + request.url.removeprefix("https://")
            return super().send(request, *given, **named)

    return PlainOnLoopback()
