"""Where registrations go, what a target is given, and the journal of how far it came."""

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
    """How far one delivery came. `WriteConflict` from either method means that another worker has taken the delivery over, and
    the target must stop there and then. Both may be called side by side."""

    @property
    def steps(self) -> Mapping[str, str]: ...

    async def note(self, step: str, value: str = "") -> None:
        """Store a step that is about to be taken, before it returns. Where it raises, the step was not taken."""
        ...

    async def learned(self, step: str, value: str = "") -> None:
        """Note what is known after a call: where the storage does not answer, it goes with the next thing that is written."""
        ...


async def _nothing_attached(attachment: Attached) -> bytes:
    from shared.domain.failures import Refused

    raise Refused("attachment-missing", str(attachment.id))


@dataclass(frozen=True, slots=True)
class Consignment:
    """What a target gets: the registration, the same set out for reading, and what is attached to it. `content` reads an
    attachment; `Refused("attachment-missing")` for one that is gone. `mapped` has the answers that the target needs, by the name
    of each need, where they are given. `seconds_left` of the delivery's budget: at its end it is
    broken off, so nothing whose outcome would then be unknown begins with less than it may take."""

    registration: Registration
    document: Document
    attached: Sequence[Attached] = ()
    content: Callable[[Attached], Awaitable[bytes]] = _nothing_attached
    mapped: Mapping[str, Any] = field(default_factory=dict)
    seconds_left: Callable[[], float] = lambda: math.inf


class Target(Protocol):
    """Where registrations go."""

    @property
    def needs(self) -> Sequence[Need]:
        """What it takes from single answers; a definition maps fields to it."""
        ...

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        """Deliver, from where `journal.steps` says an earlier try stopped. Returns the receipt, or raises
        `Unavailable`, `Refused` or `Uncertain` (`shared/domain/failures.py`), or lets `WriteConflict` pass."""
        ...

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        """Whether the journal of a refused delivery shows that the target took nothing of it, so that other content may be sent
        in its place."""
        ...

    def again(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        """The journal to go on from when a person has looked and found that the target does not have it."""
        ...

    async def probe(self) -> None:
        """Return when the target answers; raise `Unavailable` when it does not. Makes nothing."""
        ...
