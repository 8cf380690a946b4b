"""The store of the targets' states, which all instances share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.target_state import TargetState


class TargetStates(Protocol):
    """The store of the targets' states. Every method raises `DependencyUnavailable`."""

    async def every(self) -> Mapping[str, TargetState]:
        """The state of each target that has one, by name."""
        ...

    async def get(self, target: str) -> TargetState | None:
        """The target's state; None where nothing is known of it."""
        ...

    async def save(self, state: TargetState) -> TargetState:
        """Store it unless another was stored since it was read (by its `etag`, empty: there was none), else raise
        `WriteConflict`. The result has the new etag."""
        ...


class NoStates:
    """Implements `TargetStates` without storing any: every target is available."""

    async def every(self) -> Mapping[str, TargetState]:
        return {}

    async def get(self, target: str) -> TargetState | None:
        return None

    async def save(self, state: TargetState) -> TargetState:
        from shared.domain.target_state import TargetState

        return TargetState(state.target)
