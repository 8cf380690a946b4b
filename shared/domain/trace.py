"""The trace that the running code belongs to, by W3C Trace Context (https://www.w3.org/TR/trace-context/).

One id follows a call from the phone through the queue's message to the target, and is in every log line. It is random, and
reveals nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
import re
import secrets
import time

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Trace:
    """`id`: the trace's (32 hex digits); `span`: that of the current step (16 hex digits)."""

    id: str
    span: str

    @property
    def traceparent(self) -> str:
        """The value of the header of that name."""
        return f"00-{self.id}-{self.span}-01"


def read_traceparent(text: str) -> Trace | None:
    """The trace in a header or a message; None where there is none, or one that the standard calls invalid."""
    match = _TRACEPARENT.fullmatch(text.strip())
    if match is None or not int(match[1], 16) or not int(match[2], 16):
        return None
    return Trace(match[1], match[2])


def with_trace(text: str) -> str:
    """A message's text followed by its trace."""
    trace = _current.get()
    return f"{text} {trace.traceparent}" if trace else text


@dataclass(frozen=True, slots=True)
class Step:
    """A finished span. `kind`: OpenTelemetry's `server`, `consumer`, `client` or `internal`; `parent`: the caller's span (empty:
    it began the trace); times in nanoseconds since 1970; `failed`: the type of the error that ended it (empty: none)."""

    name: str
    kind: str
    trace: Trace
    parent: str
    began: int
    ended: int
    failed: str


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)
_recorders: list[Callable[[Step], object]] = []


def record_steps(recorder: Callable[[Step], object]) -> None:
    """Pass every span that ends from now on to `recorder`, which must neither wait nor raise."""
    _recorders.append(recorder)


def record_no_steps() -> None:
    """Stop recording."""
    _recorders.clear()


def current_trace() -> Trace | None:
    """The trace of the running code; None outside of every span."""
    return _current.get()


@contextmanager
def step_of(caller: Trace | None, name: str = "", kind: str = "internal") -> Iterator[Trace]:
    """A new span of the caller's trace, or of the current one, or of a new one; it is current while the block runs."""
    caller = caller or _current.get()
    step = Trace(caller.id if caller else secrets.token_hex(16), secrets.token_hex(8))
    token, began, failed = _current.set(step), time.time_ns(), ""
    try:
        yield step
    except BaseException as error:
        failed = type(error).__name__
        raise
    finally:
        _current.reset(token)
        for recorder in _recorders:
            recorder(Step(name, kind, step, caller.span if caller else "", began, time.time_ns(), failed))
