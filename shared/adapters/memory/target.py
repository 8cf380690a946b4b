"""A target that stores what it receives, and fails on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from shared.domain.definition.needs import Need
from shared.domain.delivery import Receipt
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.ports import Consignment, Journal


def nothing(step: str) -> None:
    """The default `trouble`: no failure."""


class MemoryTarget:
    """Implements `Target` in two steps, upload and create. `trouble` is called with `upload`, `uploaded`, `create` and `created`
    as each is reached, and may raise."""

    needs: Sequence[Need] = ()

    def __init__(self) -> None:
        self.documents: list[Consignment] = []
        self.uploads = 0
        self.down = False
        self.trouble: Callable[[str], None] = nothing

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        await asyncio.sleep(0)
        if journal.steps.get("creating") == "sent":
            raise Uncertain("uncertain")
        if self.down:
            raise Unavailable("unavailable")
        if "uploaded" not in journal.steps:
            await journal.note("uploading")
            self.trouble("upload")
            self.uploads += 1
            self.trouble("uploaded")
            await journal.learned("uploaded", f"upload-{self.uploads}")
        await journal.note("creating", "sent")
        try:
            self.trouble("create")
        except (Unavailable, Refused):
            await journal.learned("creating", "none")
            raise
        self.documents.append(consignment)
        self.trouble("created")
        return Receipt(id=f"document-{len(self.documents)}", at=datetime.now(UTC))

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        return steps.get("creating") != "sent"

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {step: value for step, value in steps.items() if step != "creating"}

    async def probe(self) -> None:
        if self.down:
            raise Unavailable("unavailable")
