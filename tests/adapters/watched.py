"""An account whose requests are seen, and can lose their answers on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from azure.core.exceptions import ServiceResponseError
from azure.core.pipeline.transport import AioHttpTransport

from shared.adapters.storage import Account


@dataclass
class Wire:
    """`requests` are the methods and paths that were sent; `loses` says of each whether its answer is lost after the storage has
    done the work."""

    requests: list[str] = field(default_factory=list)
    loses: Callable[[str], bool] = lambda request: False


class _Transport(AioHttpTransport):  # type: ignore[misc] # the SDK has no type for it
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    async def send(self, request: Any, **named: Any) -> Any:
        reported = f"{request.method} {request.url}"
        self._wire.requests.append(reported)
        answer = await super().send(request, **named)
        if self._wire.loses(reported):
            raise ServiceResponseError("the answer was lost on the way")
        return answer


@dataclass(frozen=True, slots=True)
class WatchedAccount(Account):
    wire: Wire = field(default_factory=Wire)

    def transport(self) -> Any:
        return _Transport(self.wire)


def watched(account: Account) -> WatchedAccount:
    return replace(WatchedAccount(), connection=account.connection, create=True, prefix=account.prefix)
