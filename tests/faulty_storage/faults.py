"""Which request fails, and how.

    busy-inside  a transaction is answered 202, and a part of the answer says 503 ServerBusy; nothing is written
    busy         503 ServerBusy, nothing is done
    throttled    429 with Retry-After, nothing is done
    reset        the connection is closed before the service reads anything
    lost         the work is done, the connection closed before the answer
    late         the connection is closed; the work is done when `land` says so
    empty-pages  a list begins with pages that hold nothing and go on
    short-pages  a list of tables comes a row at a time
    slow         the answer takes up to two seconds longer

Facts: docs/fidelity.md, "Azure Storage". A request is recognised by what it asks for, so that a repeat of it is known as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
import random
import re

BUSY_INSIDE, BUSY, THROTTLED, RESET = "busy-inside", "busy", "throttled", "reset"
LOST, LATE, EMPTY_PAGES, SHORT_PAGES, SLOW = "lost", "late", "empty-pages", "short-pages", "slow"

NOTHING_DONE = (BUSY_INSIDE, BUSY, THROTTLED, RESET)
RECOVERED = (*NOTHING_DONE, LOST, EMPTY_PAGES, SHORT_PAGES)
"""What the product hides from whoever uses it, when it happens once or twice."""

TRIES_OF_A_PUT = 6
"""How often a row is written before it is given up: three tries, and the HTTP library asks a second time by itself where a
connection that it had open was closed."""

EMPTY = "empty-"
"""How the continuation of an empty page begins."""

_FORGOTTEN = re.compile(
    rb"(?im)^(?:--(?:batch|changeset)_|x-ms-date|date:|x-ms-client-request-id|content-type: multi).*$"
)


@dataclass(frozen=True, slots=True)
class StorageRequest:
    """A request. `service` is `table`, `queue` or `blob`; `path` has no account in it."""

    service: str
    method: str
    path: str
    query: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """What it is, without its keys: `table batch`, `table list`, `blob GET`, …"""
        if self.path == "/$batch":
            return "table batch"
        if self.service == "table" and self.method == "GET" and self.path.endswith("()"):
            return "table list"
        if self.query.get("comp") == "list":
            return f"{self.service} list"
        return f"{self.service} {self.method}"

    @property
    def identity(self) -> str:
        """The same for a repeat of the same request."""
        body = _FORGOTTEN.sub(b"", self.body)
        return sha256(repr((self.kind, self.path, sorted(self.query.items()), body)).encode()).hexdigest()

    def may(self, fault: str) -> bool:
        """Whether the service fails this request in this way."""
        if fault == BUSY_INSIDE:
            return self.kind == "table batch"
        if fault == EMPTY_PAGES:
            return self.kind.endswith(" list") and not any(EMPTY in value for value in self.query.values())
        if fault == SHORT_PAGES:
            return self.kind == "table list"
        # Making tables, queues and containers is for the development profile alone.
        if self.path == "/Tables" or "restype" in self.query or (self.service, self.path.count("/")) == ("queue", 1):
            return False
        if fault == THROTTLED:
            return self.service == "table"
        return self.method != "GET" if fault in (LOST, LATE) else True


@dataclass
class Rule:
    fault: str
    matches: Callable[[StorageRequest], bool]
    times: int


@dataclass
class Trouble:
    """What goes wrong from now on. `played` lists what did, for whoever looks into a failure."""

    played: list[str] = field(default_factory=list)
    pages: int = 3
    """Empty pages in a row."""
    _rules: list[Rule] = field(default_factory=list)
    _seed: str = ""
    _spared: int = 3
    _share: float = 0
    _faults: tuple[str, ...] = ()
    _touching: Callable[[StorageRequest], bool] = lambda request: True
    _seen: Counter[str] = field(default_factory=Counter)
    _faulted: dict[str, int] = field(default_factory=dict)

    def next(self, fault: str, kind: str, times: int = 1, containing: str = "") -> None:
        """The next `times` requests of this kind that have `containing` in their path or body fail so."""
        result = containing.encode()

        def matches(request: StorageRequest) -> bool:
            return (
                request.kind == kind and (result in request.body or containing in request.path) and request.may(fault)
            )

        self._rules.append(Rule(fault, matches, times))

    def inject_faults(
        self,
        seed: object,
        share: float = 0.2,
        faults: Collection[str] = RECOVERED,
        touching: Callable[[StorageRequest], bool] = lambda request: True,
        spared: int = 3,
    ) -> None:
        """A share of all requests that `touching` holds for fails, the same for the same seed and order; of any one request
        never more than one try in `spared`."""
        self.calm()
        self._spared = spared
        self._seed, self._share, self._faults, self._touching = str(seed), share, tuple(faults), touching

    def calm(self) -> None:
        self._rules.clear()
        self._seen.clear()
        self._faulted.clear()
        self._share = 0

    def of(self, request: StorageRequest) -> str:
        """The fault that this request meets, or an empty text."""
        fault = self._ruled(request) or self._drawn(request)
        if fault:
            self.played.append(f"{fault}: {request.kind} {request.path}")
        return fault

    def _ruled(self, request: StorageRequest) -> str:
        for rule in self._rules:
            if rule.times and rule.matches(request):
                rule.times -= 1
                return rule.fault
        return ""

    def _drawn(self, request: StorageRequest) -> str:
        if not self._share or not self._touching(request):
            return ""
        self._seen[request.kind] += 1
        identity, number = request.identity, self._seen[request.identity]
        self._seen[identity] += 1
        possible = [fault for fault in self._faults if request.may(fault)]
        chance = random.Random(f"{self._seed} {request.kind} {self._seen[request.kind]}")
        is_spared = number - self._faulted.get(identity, -self._spared) < self._spared
        if not possible or chance.random() >= self._share or is_spared:
            return ""
        self._faulted[identity] = number
        return chance.choice(possible)
