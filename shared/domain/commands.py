"""Commands to the services, checked and typed: no service sees a request's body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from uuid import UUID

    from shared.domain.access.access_list import Grant
    from shared.domain.delivery import Assignee
    from shared.domain.effort import Effort
    from shared.domain.registration import RegistrationKey

MAX_TEAM_LENGTH, MAX_REASON_LENGTH, MAX_RECEIPT_LENGTH = 60, 200, 100
"""Characters that an operator may write of a team, of why, and of the target's own id."""
MAX_TARGET_LENGTH = 40
"""Characters of a target's name."""
MAX_WINDOW_TEXT, MAX_CAUSE_LENGTH = 200, 1000
"""Characters of a service window's text, and of what is said of an incident."""

Outcome = Literal["delivered", "send-again", "try-now", "withdraw", "close", "reopen"]
"""What a person decides of a delivery of their own that stopped, or has not gone out."""

Act = Literal["delivered", "send-again", "try-now", "close", "reopen", "park", "take-up", "hand"]
"""What a team leader or an operator does with anybody's."""


@dataclass(frozen=True, slots=True)
class SubmitRegistration:
    """Store these answers. `answered_at` is when the phone says that they were given, in UTC; `not_cpr` are JSON Pointers of the
    texts whose numbers the person says are no CPR numbers; `corrects` is the revision of a refused registration that they take
    the place of; `effort` what they took to write, where the phone counts it."""

    app: str
    id: UUID
    version: int
    answers: dict[str, Any]
    answered_at: datetime | None = None
    not_cpr: tuple[str, ...] = ()
    corrects: int | None = None
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class ResolveDelivery:
    """Go on with a delivery that stopped: that to `target`, or without it the one that needs most. `receipt` is the target's own
    id where the person has found it there."""

    registration: RegistrationKey
    app: str
    outcome: Outcome
    receipt: str = ""
    target: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveDelivery:
    """Do this with the delivery to `target`, or without it with the one that needs most. `reason` says why, `receipt` is the
    target's own id, `assigned` who is asked to see to it: nobody any more where it is None."""

    registration: RegistrationKey
    act: Outcome | Act
    target: str | None = None
    reason: str = ""
    receipt: str = ""
    assigned: Assignee | None = None


@dataclass(frozen=True, slots=True)
class EndAccess:
    """Take a person's access, or end their sessions. `version` is that of the line which was looked at; None asks for none."""

    person_key: str
    reason: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class GrantAccess:
    """Let a person in, or change what they may."""

    person_key: str
    grant: Grant
    reason: str = ""
    version: str | None = None


@dataclass(frozen=True, slots=True)
class AnnounceWindow:
    """Announce work on the platform from `start` up to `end`, both whole minutes in UTC. `text` is for people."""

    start: datetime
    end: datetime
    text: str


@dataclass(frozen=True, slots=True)
class NoteBefore:
    """Say what a thing took before there was an app: `value` of `unit` for `task`, read in `source`; `figure` is its id."""

    figure: str
    task: str
    value: int
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class NoteIncident:
    """Say what an incident was: `incident` is its id."""

    incident: str
    cause: str
