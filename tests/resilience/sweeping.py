"""Runs the sweeper until a registration is settled."""

from __future__ import annotations

from typing import Any

from tests.stack.consultant import Consultant
from tests.stack.running import Running
from tests.waiting import until

SHORT_WAITS = {
    "DELIVERY_LEASE_SECONDS": "10",
    "FASIT_CONNECT_SECONDS": "0.75",
    "FASIT_TIMEOUT_SECONDS": "3",
    "FASIT_CREATE_SECONDS": "4",
    "MOMENTUM_CONNECT_SECONDS": "0.75",
    "MOMENTUM_TIMEOUT_SECONDS": "3",
    "SWEEP_AFTER_SECONDS": "1",
}
"""Settings with a shorter lease, and a shorter wait before a sweep, than the defaults of 90 and 60 seconds."""

FINAL = ("delivered", "uncertain", "refused")


def settled(product: Running, consultant: Consultant, id: str) -> dict[str, Any]:
    """Run the sweeper's timer until the registration waits for nothing more; gives it then."""

    def looked() -> dict[str, Any] | None:
        registration = consultant.look(id)
        if registration["status"] in FINAL:
            return registration
        product.run_timer("sweep_registrations")
        return None

    return until(looked, lambda: consultant.look(id)["history"])
