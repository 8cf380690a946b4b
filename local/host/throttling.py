"""Azure Resource Manager's throttling: a bucket of tokens for the reads of a principal in a subscription, refilled each second
(Microsoft Learn, "Understand how Azure Resource Manager throttles requests"); the refusal as public clients of Azure Monitor
receive it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
import math
import time

BUCKET, REFILL = 250, 25
"""Reads at once, and reads a second after that."""


@dataclass
class ReadThrottle:
    """`ticks` gives seconds. A refused read takes no token."""

    size: float = BUCKET
    per_second: float = REFILL
    ticks: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._at = self.size, self.ticks()

    def wait(self) -> int:
        """Take a token; 0 where there was one, else the whole seconds until there is one."""
        now = self.ticks()
        self._left = min(self.size, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0
        return math.ceil((1 - self._left) / self.per_second)
