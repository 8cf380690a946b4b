"""The names of a delivery's states; what each means: `shared/domain/delivery_states.py`.

Apart from the models, since the functions' routes name the states at each cold start, and pydantic takes long to import.
"""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The state of a delivery; each is described in `shared/domain/delivery_states.py`."""

    RECEIVED = "received"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    WAITING = "waiting"
    BLOCKED = "blocked"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    PARKED = "parked"
    CLOSED = "closed"


LISTED = (Status.RECEIVED, Status.BLOCKED, Status.UNCERTAIN, Status.REFUSED, Status.PARKED, Status.CLOSED)
"""The states that an outbox entry can have: `received` stands for whatever continues by itself."""
