"""Notes which package and which versions of forms run, as soon as they are first seen to."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.definition.draft_definition import is_draft
from shared.domain.evaluation.changes import FirstSeen
from shared.domain.ports import ChangeRecords, Definitions
from shared.domain.release import CHECKOUT

FIRST_HOURS = timedelta(hours=2)
"""Long enough for a first note that was cut short to be made good."""


async def note_changes(records: ChangeRecords, definitions: Definitions, release: str, now: datetime) -> None:
    """Note what is new here. What is found in the first hours of noting is the baseline. Raises `DependencyUnavailable`."""
    noted = await records.all()
    is_baseline = not noted or now - min(entry.at for entry in noted) < FIRST_HOURS
    noted_names = {(entry.app, entry.name) for entry in noted}
    running = [
        (facts.app, str(facts.version)) for served in definitions.all() if not is_draft((facts := served.facts).app)
    ]
    if release != CHECKOUT:
        running.append(("", release))
    for app, name in running:
        if (app, name) not in noted_names:
            await records.note(FirstSeen(app, name, now, is_baseline))
