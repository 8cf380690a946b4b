"""Instances of the app beside the first: they take messages off the queue as the first does, and can be killed as it can."""

from __future__ import annotations

from local.run.parts import functions
from local.run.ports import free_port
from shared.domain.timers import TIMERS
from tests.stack.running import Running

FIRST = "functions"
"""The instance that answers the phones and runs the timers."""


def more_instances(product: Running, many: int) -> list[str]:
    """Start so many beside the first; the names of their parts. Their timers are switched off: in Azure, too, a timer runs on one
    instance at a time."""
    stack, names = product.stack, [f"{FIRST}-{number + 2}" for number in range(many)]
    settings = {**stack.values, **{f"AzureWebJobs.{timer}.Disabled": "true" for timer in TIMERS}}
    for name in names:
        stack.add(functions(name, free_port(), stack.data / name, settings))
        stack.start_part(name)
    return names
