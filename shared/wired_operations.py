"""Makes the stores of what operators keep, count and handle, on first use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.parts import part
from shared.wired_stores import account, settings

if TYPE_CHECKING:
    from shared.domain.ports import Findings, HourTallies, PoisonQueue, Queues, Receipts, TargetHolds
    from shared.services.dependencies import Dependencies


@part
def holds() -> TargetHolds:
    from shared.adapters.operations_table import TableHolds

    return TableHolds(account())


@part
def receipts() -> Receipts:
    from shared.adapters.operations_table import TableReceipts

    return TableReceipts(account())


@part
def findings() -> Findings:
    from shared.adapters.operations_table import TableFindings

    return TableFindings(account())


@part
def tallies() -> HourTallies:
    from shared.adapters.operations_table import TableTallies

    return TableTallies(account())


@part
def queues() -> Queues:
    from shared.adapters.queue import QueueDepths

    return QueueDepths(account())


@part
def poison() -> PoisonQueue:
    from shared.adapters.queue import StoragePoison

    return StoragePoison(account())


def target_names() -> tuple[str, ...]:
    """Every target that this instance has."""
    from shared.adapters.targets import TARGETS

    current = settings()
    return tuple(name for name, kind in TARGETS.items() if kind.is_set_up(current))


async def reconcile_lately(dependencies: Callable[[], Dependencies], began: datetime, by_hand: bool) -> None:
    """Ask the targets that the timer asks for what they have of the last days. Often, since each run asks a bounded number."""
    from shared.adapters.targets import TARGETS
    from shared.services.reconcile_asking import BY_HAND, PER_TIMER_RUN
    from shared.services.reconcile_recent import reconcile_recent

    current, allowance = settings(), BY_HAND if by_hand else PER_TIMER_RUN
    names = [name for name in target_names() if TARGETS[name].is_asked(current)]
    await reconcile_recent(names, dependencies(), allowance.since(began))


def drained_after() -> timedelta:
    """How long after nothing new goes out something may still be under way."""
    return timedelta(seconds=settings().delivery_budget_seconds)
