"""Limits that the phone checks before the server would refuse, collected from the modules that define them."""

from __future__ import annotations

from functions.access import MAX_SEARCH_LENGTH
from functions.commands import MAX_BEFORE
from functions.companies import MIN_LENGTH
from functions.query import MAX_PER_PAGE
from shared.domain.commands import (
    MAX_CAUSE_LENGTH,
    MAX_REASON_LENGTH,
    MAX_RECEIPT_LENGTH,
    MAX_TEAM_LENGTH,
    MAX_UNIT_LENGTH,
)
from shared.domain.company import AWAITING
from shared.domain.definition.draft_definition import DRAFT_SUFFIX
from shared.domain.fields.choice import RADIO_AT_MOST
from shared.domain.fields.photo import MAX_NAME_LENGTH
from shared.services.move_many import MAX_MOVES
from shared.services.sign_in import HANDSHAKE_LIFE


def limits() -> dict[str, int | str]:
    """The limits by the phone's names for them; lengths in characters."""
    return {
        "attachmentNameLength": MAX_NAME_LENGTH,
        "awaitingUnit": AWAITING,
        "causeLength": MAX_CAUSE_LENGTH,
        "companySearchFrom": MIN_LENGTH,
        "draftSuffix": DRAFT_SUFFIX,
        "largestFigure": MAX_BEFORE,
        "movesACall": MAX_MOVES,
        "personSearchLength": MAX_SEARCH_LENGTH,
        "radioAtMost": RADIO_AT_MOST,
        "reasonLength": MAX_REASON_LENGTH,
        "receiptLength": MAX_RECEIPT_LENGTH,
        "registrationsAPage": MAX_PER_PAGE,
        "signInMinutes": int(HANDSHAKE_LIFE.total_seconds()) // 60,
        "teamLength": MAX_TEAM_LENGTH,
        "unitLength": MAX_UNIT_LENGTH,
    }
