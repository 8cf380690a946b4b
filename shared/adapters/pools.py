"""Runs blocking calls in threads: a bounded pool for each dependency, so that none can block another.

`await BROKER.run(call, *arguments)` runs `call` on one of the pool's threads. The number of waiting calls and the time that a
caller waits are bounded too. Three rules:

- The event loop's own pool (`asyncio.to_thread`) is left to asyncio, which uses it to resolve host names; a test forbids it here.
- A call in a pool never logs: Azure drops every log record from such a thread, errors too (python-worker#1860). It returns or
raises, and the coroutine around it logs. Tests check this.
- A thread cannot be stopped. When the caller stops waiting, the call continues until its own time limit, and still occupies its
thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
import logging
import threading
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from shared.domain.failures import Unavailable
from shared.domain.problems import DependencyUnavailable

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

log = logging.getLogger("feltskema.pools")

THREADS = "feltskema-"
"""The beginning of the names of the pools' threads."""

LATER = {"Retry-After": "5"}
"""The header of responses that report a full pool, in seconds."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(eq=False)
class Pool:
    """At most `threads` calls run and `waiting` more wait; a caller waits `patience` seconds in all. `refusal` makes the
    exception that is raised after that, `full` (default: the same) the one for when no more may wait."""

    name: str
    threads: int
    waiting: int
    patience: float
    refusal: Callable[[], Exception]
    full: Callable[[], Exception] | None = None
    _made_executor: Executor | None = None
    _warned: bool = False

    def __post_init__(self) -> None:
        self._places = threading.BoundedSemaphore(self.room)

    @property
    def room(self) -> int:
        return self.threads + self.waiting

    async def run(self, call: Callable[_P, _T], /, *arguments: _P.args, **options: _P.kwargs) -> _T:
        """Run `call`, and return or raise what it does. Raises `full()` at once when no more may wait, and `refusal()` after
        `patience` seconds."""
        if not self._places.acquire(blocking=False):
            self._warn("the pool %s is full: %d calls", self.name, self.room)
            raise (self.full or self.refusal)()
        future = self._executor().submit(call, *arguments, **options)
        # A call that was cancelled before it began is done too. Its place is free when its thread is, so this runs on any thread.
        future.add_done_callback(self._release_place)
        limit = asyncio.timeout(self.patience)
        try:
            async with limit:
                return await asyncio.wrap_future(future)
        except TimeoutError:
            if not limit.expired():
                raise  # The call's own.
            self._warn("a call in the pool %s took over %g s", self.name, self.patience)
            raise self.refusal() from None

    def _release_place(self, future: Future[Any]) -> None:
        self._places.release()
        self._warned = False

    def _warn(self, message: str, *values: object) -> None:
        """Log a warning, but only once until a call has ended, so that many refusals do not fill the log."""
        if not self._warned:
            self._warned = True
            log.error(message, *values)

    def _executor(self) -> Executor:
        """The executor, made on first use. A process pool can take its place for work that must be stoppable or needs much
        memory, since calls and arguments are passed on unchanged."""
        if self._made_executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._made_executor = ThreadPoolExecutor(self.threads, f"{THREADS}{self.name}")
        return self._made_executor


BROKER = Pool(
    "broker",
    threads=6,
    waiting=2,
    patience=15,
    refusal=lambda: DependencyUnavailable("broker-unavailable", headers=LATER),
    full=lambda: DependencyUnavailable("busy", headers=LATER),
)
"""For sign-ins, which anybody may begin. They use at most half of the HTTP calls that the platform gives an instance at once
(`perInstanceConcurrency`), so that signed-in people can work while a broker hangs."""

BROKER_PROBE = Pool(
    "probe",
    threads=1,
    waiting=1,
    patience=15,
    refusal=lambda: DependencyUnavailable("broker-unavailable", headers=LATER),
)
"""For the probe each minute, which must not depend on how many people sign in."""

GATEWAY = Pool(
    "gateway",
    threads=2,
    waiting=30,
    patience=8,
    refusal=lambda: DependencyUnavailable("gateway-unavailable", headers=LATER),
)
"""For fetching the keys of the gateway's identity; a token that has been verified before needs none."""

PICTURES = Pool(
    "pictures", threads=2, waiting=6, patience=20, refusal=lambda: DependencyUnavailable("busy", headers=LATER)
)
"""For checking whether an attached picture can be drawn, while its sender waits."""

DOCUMENTS = Pool("documents", threads=2, waiting=62, patience=120, refusal=lambda: Unavailable("busy"))
"""For the PDFs of deliveries and their pictures. The queue's settings (`host.json`) bound the number of deliveries, so this pool
is never full; a delivery that waits too long is tried again."""

NAMES = Pool(
    "names", threads=4, waiting=60, patience=5, refusal=lambda: OSError("the storage's name was not found in time")
)
"""For resolving the storage's host names. Everything depends on the storage, so other names must not delay them."""
