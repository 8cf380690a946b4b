"""The Functions host as Flex Consumption has it: what answers people in one process, deliveries and timers in another.

There, HTTP functions share their instances, and a queue's function and timers have instances of their own ("per-function scaling"
of https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan). `make run` has one process for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
import socket
import sys

import httpx

from bench.processor import yield_to_others
from local.run.parts import Part
from shared.domain.timers import TIMERS
from tests.stack.running import Running

DELIVERIES = "deliveries"
"""The name of the process that delivers, as the stack's parts have names."""


def disabled(*functions: str) -> Mapping[str, str]:
    """The settings that switch these functions off."""
    return {f"AzureWebJobs.{function}.Disabled": "true" for function in functions}


@contextmanager
def deliveries_apart(product: Running, yielding: bool = False) -> Iterator[None]:
    """While the block runs, deliveries are made by a process of their own, which keeps the timers too, beside the one that
    answers. `yielding`: it has what the others leave of the processors, as if its instance had some of its own: what it then
    still shares with the others is the storage."""
    elsewhere = ("deliver_registration", *TIMERS)
    with product.under(**disabled(*elsewhere)), socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        own = {**product.stack.values, **dict.fromkeys(disabled(*elsewhere), "false")}
        command = (sys.executable, "-m", "local.host", "--port", str(port), "--state", str(_state(product)))
        product.stack.add(Part(DELIVERIES, command, lambda: _answers(port), own))
        product.stack.start_part(DELIVERIES)
        if yielding:
            yield_to_others(product, DELIVERIES)
        try:
            yield
        finally:
            product.stack.stop_part(DELIVERIES)


def _state(product: Running) -> Path:
    return product.stack.data / DELIVERIES


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/admin/host/ping").status_code == 200
    except httpx.TransportError:
        return False
