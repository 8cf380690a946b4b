"""A message of the delivery queue: the delivery's key, whether it is released, and the trace that it belongs to.

Plain text separated by spaces: `person/registration/target released 00-…-01`. The last two may be missing: a package that is
older than a part reads what comes before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.domain.registration import DeliveryKey
from shared.domain.trace import Trace, read_traceparent, with_trace

_RELEASED = "released"


@dataclass(frozen=True, slots=True)
class DeliveryMessage:
    """`released` says that it is the delivery's turn, where deliveries to its target wait for theirs."""

    key: DeliveryKey
    released: bool
    caller: Trace | None


def message_text(key: DeliveryKey, released: bool) -> str:
    """The text to send, with the current trace."""
    return with_trace(f"{key} {_RELEASED}" if released else str(key))


def read_message(text: str) -> DeliveryMessage:
    """Read a message. Raises `ValueError` when it does not begin with a key."""
    key, *more = text.split()[:3] or [""]
    return DeliveryMessage(DeliveryKey.parse(key), _RELEASED in more, read_traceparent(more[-1]) if more else None)
