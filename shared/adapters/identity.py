"""Gets tokens for the app's managed identity, shared by all clients."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from azure.core.credentials import AccessTokenInfo

LIMITS: dict[str, Any] = {"retry_total": 1, "connection_timeout": 1, "read_timeout": 2, "retry_backoff_factor": 0.2}
"""For each request for a token: the endpoint is on the same machine. The SDK's defaults are 300 seconds and three retries."""

LIMIT_SECONDS = 5.0
"""Seconds in which a token must arrive, retries included."""


class SharedIdentity:
    """A credential for any number of the SDK's clients. Callers that need a token at the same time share one request. After a
    failure the SDK's credential is made anew, since one that has failed may go on failing (azure-sdk-for-js#39566).

    `client_id` names a user-assigned identity; without it the system-assigned one is used.
    """

    def __init__(self, client_id: str = "") -> None:
        self._client_id = client_id
        self._credential: Any = None
        self._requests: dict[tuple[str, ...], asyncio.Task[AccessTokenInfo]] = {}

    async def get_token_info(self, *scopes: str, options: Any = None) -> AccessTokenInfo:
        """Get a token. Raises the SDK's `AzureError`, also when there is no token within `LIMIT_SECONDS` seconds."""
        task = self._requests.get(scopes)
        if task is None:
            task = self._requests[scopes] = asyncio.create_task(self._token(scopes, options))
            task.add_done_callback(lambda done: self._done(scopes, done))
        # A caller that is cancelled must not cancel the request for the others.
        return await asyncio.shield(task)

    async def get_token(self, *scopes: str, **options: Any) -> Any:
        """As `get_token_info`, in the SDK's older interface."""
        from azure.core.credentials import AccessToken

        info = await self.get_token_info(*scopes)
        return AccessToken(info.token, info.expires_on)

    def _done(self, scopes: tuple[str, ...], task: asyncio.Task[AccessTokenInfo]) -> None:
        del self._requests[scopes]
        if not task.cancelled():
            task.exception()  # Looked at: everybody who waited may have given up.

    async def _token(self, scopes: tuple[str, ...], options: Any) -> AccessTokenInfo:
        from azure.core.exceptions import ClientAuthenticationError
        from azure.identity.aio import ManagedIdentityCredential

        if self._credential is None:
            self._credential = ManagedIdentityCredential(client_id=self._client_id or None, **LIMITS)
        used = self._credential
        try:
            async with asyncio.timeout(LIMIT_SECONDS):
                token: AccessTokenInfo = await used.get_token_info(*scopes, options=options)
        except BaseException as error:
            if self._credential is used:
                self._credential = None
            with suppress(Exception):
                await used.close()
            if isinstance(error, TimeoutError):
                raise ClientAuthenticationError("the managed identity did not answer in time") from None
            raise
        return token

    async def close(self) -> None:
        if self._credential is not None:
            await self._credential.close()
            self._credential = None

    async def __aenter__(self) -> SharedIdentity:
        return self

    async def __aexit__(self, *failure: object) -> None:
        """Do nothing: the SDK's clients share this credential, so none of them may close it."""
