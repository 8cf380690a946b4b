"""The systems that registrations are delivered to, what they are given, and the journal of a delivery's progress."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
import math
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shared.domain.answers.attached import Attached
    from shared.domain.definition.needs import Need
    from shared.domain.delivery import Receipt
    from shared.domain.document import Document
    from shared.domain.registration import Registration


class Journal(Protocol):
    """The progress of one delivery. `WriteConflict` from either method means that another worker has taken the delivery over, and
    the target must stop at once. Both may be called concurrently."""

    @property
    def steps(self) -> Mapping[str, str]: ...

    async def note(self, step: str, value: str = "") -> None:
        """Store a step that is about to be taken. If it raises, the step must not be taken."""
        ...

    async def learned(self, step: str, value: str = "") -> None:
        """Store what is known after a call; if the storage does not answer, it is stored with the next write."""
        ...


async def _nothing_attached(attachment: Attached) -> bytes:
    from shared.domain.failures import Refused

    raise Refused("attachment-missing", str(attachment.id))


@dataclass(frozen=True, slots=True)
class Consignment:
    """What a target is given: the registration, its document, and its attachments.

    `content` reads an attachment, and raises `Refused("attachment-missing")` for one that is gone. `mapped`: the answers that the
    target needs, by the name of each need, where they are given. `seconds_left`: what is left of the delivery's budget; it is
    interrupted at the end, so no call whose outcome would then be unknown may begin with less than it can take.
    """

    registration: Registration
    document: Document
    attached: Sequence[Attached] = ()
    content: Callable[[Attached], Awaitable[bytes]] = _nothing_attached
    mapped: Mapping[str, Any] = field(default_factory=dict)
    seconds_left: Callable[[], float] = lambda: math.inf


class Target(Protocol):
    """A system that registrations are delivered to."""

    @property
    def needs(self) -> Sequence[Need]:
        """What it takes from single answers; a definition maps fields to these."""
        ...

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        """Deliver, continuing from `journal.steps` of an earlier try. Returns the receipt, or raises `Unavailable`, `Refused` or
        `Uncertain` (`shared/domain/failures.py`), or lets `WriteConflict` pass."""
        ...

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        """Whether the journal shows that the target took no part of the delivery, so that a refusal is believed, other content
        may be sent in its place, and it can be withdrawn."""
        ...

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        """The journal to continue from when a person has looked and found that the target does not have it."""
        ...

    async def probe(self) -> None:
        """Return when the target answers; raise `Unavailable` when it does not. Creates nothing there."""
        ...
