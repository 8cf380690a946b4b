"""Commands to the services, checked and typed: services never see a request's body."""

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
"""Characters of a team's name, of a reason, and of the target's own id."""
MAX_TARGET_LENGTH = 40
"""Characters of a target's name."""
MAX_ETAG_LENGTH = 60
"""Characters of a delivery's etag."""
MAX_WINDOW_TEXT, MAX_CAUSE_LENGTH = 200, 1000
"""Characters of a service window's text, and of a note on an incident."""
MAX_UNIT_LENGTH = 60
"""Characters of the unit in which a task was measured before there was an app for it."""

Outcome = Literal["delivered", "send-again", "try-now", "withdraw", "close", "reopen"]
"""What a person decides for a delivery of their own that has stopped, or is not sent yet."""

Act = Literal["delivered", "send-again", "try-now", "close", "reopen", "park", "take-up", "hand"]
"""What a team leader or an operator does with anybody's delivery."""


@dataclass(frozen=True, slots=True)
class SubmitRegistration:
    """Store these answers.

    `answered_at`: when they were given according to the phone, in UTC. `not_cpr`: JSON Pointers of the texts whose numbers the
    person declares not to be CPR numbers. `corrects`: the revision of the refused registration that they replace. `effort`: what
    they took to write, where the phone counts it.
    """

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
    """Continue a stopped delivery: that to `target` or, without it, the one that needs attention most. `receipt` is the target's
    own id, where the person has found it there; `seen_at` its `status_at` as the person saw it, in whole seconds."""

    registration: RegistrationKey
    app: str
    outcome: Outcome
    receipt: str = ""
    target: str | None = None
    reason: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoveDelivery:
    """Do `act` with the delivery to `target` or, without it, with the one that needs attention most.

    `receipt` is the target's own id; `assigned` is the person who is asked to handle it: nobody where it is None. `seen_at` is as
    in `ResolveDelivery`; `etag` is the delivery's as the person saw it, empty where they do not say.
    """

    registration: RegistrationKey
    act: Outcome | Act
    target: str | None = None
    reason: str = ""
    receipt: str = ""
    assigned: Assignee | None = None
    seen_at: datetime | None = None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class EndAccess:
    """Remove a person's access, or end their sessions. `version`: that of the entry as it was read; None skips the check."""

    person_key: str
    reason: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class GrantAccess:
    """Grant a person access, or change their roles."""

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
    """Record what a task took before there was an app: `value` in `unit` for `task`, read in `source`; `figure` is its id."""

    figure: str
    task: str
    value: int
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class NoteIncident:
    """Write a note on the incident with the id `incident`."""

    incident: str
    cause: str
