"""Which chain of calls the running code belongs to, as W3C Trace Context tells it (https://www.w3.org/TR/trace-context/).

One id goes from the phone's call over the queue's message to the call of the target, and stands in every line of the log. It is
made of chance, and tells nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
import re
import secrets

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Trace:
    """`id` is the chain's (32 hex digits), `span` the step's in it (16 hex digits)."""

    id: str
    span: str

    @property
    def traceparent(self) -> str:
        """As the header of that name carries it."""
        return f"00-{self.id}-{self.span}-01"


def read_traceparent(text: str) -> Trace | None:
    """What a header or a message carries; None where it carries none, or one that the standard calls invalid."""
    match = _TRACEPARENT.fullmatch(text.strip())
    if match is None or not int(match[1], 16) or not int(match[2], 16):
        return None
    return Trace(match[1], match[2])


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current_trace() -> Trace | None:
    """The running code's; None outside of every step."""
    return _current.get()


@contextmanager
def step_of(caller: Trace | None) -> Iterator[Trace]:
    """A new step of the caller's chain, or of the running one, or of a new one: current while the block runs."""
    caller = caller or _current.get()
    step = Trace(caller.id if caller else secrets.token_hex(16), secrets.token_hex(8))
    token = _current.set(step)
    try:
        yield step
    finally:
        _current.reset(token)
