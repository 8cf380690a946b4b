"""Bringing a registration to its end by the sweeper alone."""

from __future__ import annotations

import time
from typing import Any

from tests.stack.consultant import Consultant
from tests.stack.running import Running

FINAL = ("delivered", "uncertain", "refused")


def settled(product: Running, consultant: Consultant, id: str, seconds: float = 25) -> dict[str, Any]:
    """The registration once nothing waits for it any more. The sweeper's timer runs twice a second instead of each minute."""
    deadline = time.monotonic() + seconds
    while (registration := consultant.look(id))["status"] not in FINAL:
        assert time.monotonic() < deadline, f"still {registration['status']}: {registration['history']}"
        product.run_timer("sweep_registrations")
        time.sleep(0.5)
    return registration
