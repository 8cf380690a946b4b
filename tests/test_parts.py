"""What the wiring has opened is closed, wherever it stands, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared import wiring


@dataclass
class Store:
    closed: int = 0

    async def close(self) -> None:
        self.closed += 1


@dataclass
class Several:
    inner: Store = field(default_factory=Store)
    name: str = "of no connection"


async def test_parts_are_closed_and_so_are_their_members() -> None:
    store, several = Store(), Several()
    with wiring.override(windows=store, dependencies=several):
        await wiring.close_parts()
    assert (store.closed, several.inner.closed) == (1, 1)
