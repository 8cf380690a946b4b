"""Which chain of calls the running code belongs to, as W3C Trace Context tells it (https://www.w3.org/TR/trace-context/).

One id goes from the phone's call over the queue's message to the call of the target, and stands in every line of the log. It is
made of chance, and tells nothing of anybody.
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


def with_trace(text: str) -> str:
    """A message's text, and behind it the chain that it belongs to."""
    trace = _current.get()
    return f"{text} {trace.traceparent}" if trace else text


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has ended. `kind` is OpenTelemetry's: `server`, `consumer`, `client` or `internal`; `parent` the caller's span
    (empty: it began the chain); times in nanoseconds since 1970; `failed` the kind of error that it ended in (empty: none)."""

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
    """Give every step that ends from now on to `recorder`, which must neither wait nor raise."""
    _recorders.append(recorder)


def record_no_steps() -> None:
    """Give them to nobody any more."""
    _recorders.clear()


def current_trace() -> Trace | None:
    """The running code's; None outside of every step."""
    return _current.get()


@contextmanager
def step_of(caller: Trace | None, name: str = "", kind: str = "internal") -> Iterator[Trace]:
    """A new step of the caller's chain, or of the running one, or of a new one: current while the block runs."""
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
