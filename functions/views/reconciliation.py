"""Response models of what targets have taken, and were found to have."""

from __future__ import annotations

from datetime import date

from functions.views.base import Moment, Shown
from shared.domain.ports import Finding, Unknown
from shared.services.reconcile_asking import Stopped


class ShownTakenLine(Shown):
    """A delivery that a target took on the day.

    `person`: the key of who registered it. `receipt`: the target's own id; empty where a person confirmed it without one.
    `finding`: what the target was found to have of it at `checkedAt` (null: not asked for yet), and where that is
    unknown, `unknownBecause`; `foundIds`: the target's own ids then.
    `explained`: why it is right as it is, in the words of `explainedBy`.
    """

    person: str
    id: str
    at: Moment
    receipt: str
    confirmed: bool
    finding: Finding | None
    unknown_because: Unknown
    found_ids: tuple[str, ...]
    checked_at: Moment | None
    explained: str
    explained_by: str


class ShownTaken(Shown):
    """Deliveries that a target took, by time. `canBeAsked`: whether the target can be asked what it has; `there`, `missing`,
    `doubled` and `unknown` count what was found; what was not asked for yet is unknown. `stopped`: why a call that asked has not
    asked for all (empty: it has, null: it did not ask)."""

    target: str
    day: date
    count: int
    confirmed: int
    can_be_asked: bool
    there: int
    missing: int
    doubled: int
    unknown: int
    stopped: Stopped | None
    items: tuple[ShownTakenLine, ...]
