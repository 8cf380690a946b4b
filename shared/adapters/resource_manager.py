"""Asks Azure Resource Manager with the app's managed identity, and waits as long as a throttling service asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import httpx

from shared.domain.failures import OurFault, Unavailable
from shared.domain.ports import Patience

if TYPE_CHECKING:
    from shared.adapters.identity import SharedIdentity

TRIES = 4
"""Of one request. Azure Resource Manager allows 250 reads at once and 25 a second after that, for all that one identity reads."""


Ask = Callable[..., Awaitable[Any]]
"""`ResourceManager.ask` of one reading: path, query, and a body where it is `POST`."""


class ResourceManager:
    """`base` is the address of Azure Resource Manager; without an identity no token is sent, as on one machine."""

    def __init__(
        self,
        base: str,
        identity: SharedIdentity | None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._base = base.rstrip("/")
        self._identity = identity
        self._pause = pause

    async def ask(
        self,
        client: httpx.AsyncClient,
        patience: Patience,
        path: str,
        query: Mapping[str, str],
        body: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON that is answered to `GET`, or to `POST` where there is a body. Raises `Unavailable`, and `OurFault` where the
        request itself is refused."""
        answer = await self._answer(client, patience, path, query, body)
        _refuse_failure(answer)
        try:
            return answer.json()
        except ValueError:
            raise Unavailable("unavailable", "an answer that is no JSON") from None

    async def _answer(
        self,
        client: httpx.AsyncClient,
        patience: Patience,
        path: str,
        query: Mapping[str, str],
        body: Mapping[str, str] | None,
    ) -> httpx.Response:
        """The answer to one request, after the pauses that a throttling service asks for, as long as there is patience left."""
        address, method = f"{self._base}/{path.strip('/')}", "GET" if body is None else "POST"
        for tries in range(TRIES):
            try:
                answer = await client.request(
                    method, address, params=query, json=body, headers=await self._authorization()
                )
            except (httpx.HTTPError, OSError) as error:
                raise Unavailable("unavailable", type(error).__name__) from None
            wished = answer.headers.get("Retry-After", "")
            if answer.status_code != 429 or tries == TRIES - 1 or not wished.isdecimal():
                break
            # It may ask for 0 seconds and refuse again at once.
            seconds = max(float(wished), 2.0**tries)
            if not patience.allows(seconds):
                break
            await self._pause(seconds)
        return answer

    async def _authorization(self) -> dict[str, str]:
        if self._identity is None:
            return {}
        from azure.core.exceptions import AzureError

        try:
            token = await self._identity.get_token_info("https://management.azure.com/.default")
        except AzureError as error:
            raise Unavailable("unavailable", f"no token: {type(error).__name__}") from None
        return {"Authorization": f"Bearer {token.token}"}


def _refuse_failure(answer: httpx.Response) -> None:
    if answer.status_code == 200:
        return
    if answer.status_code in (400, 401, 403, 404):
        # The service's own words name the metric, the time grain or the missing right; nothing of a person is in them.
        raise OurFault("unavailable", f"HTTP {answer.status_code}: {answer.text[:500]}")
    raise Unavailable("unavailable", f"HTTP {answer.status_code}")
