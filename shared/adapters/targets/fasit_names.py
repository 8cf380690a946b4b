"""Names a registration's files and its primary party in Fasit's format."""

from __future__ import annotations

from datetime import date
import re
import unicodedata

from shared.domain.answers.attached import Attached
from shared.domain.failures import Refused
from shared.domain.ports import Consignment
from shared.domain.registration import Registration
from shared.domain.text.slug import DANISH_LETTERS
from shared.domain.text.time_format import danish_clock

_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9]+)\}")
_URN_PART = re.compile(r"[A-Za-z0-9._:-]+")
_LETTERS = str.maketrans(
    {**DANISH_LETTERS, **{letter.upper(): plain.capitalize() for letter, plain in DANISH_LETTERS.items()}}
)
"""Other letters lose their accents instead, unlike in a slug: a file that is sent again must have the name that it had."""


def letter_date(registration: Registration) -> date:
    """The Danish day on which the form was answered, which may be days before it was received; without that time the day on which
    it was received."""
    return danish_clock(registration.answered_at or registration.received_at).date()


def file_name(registration: Registration) -> str:
    """The document's file name: ASCII only, since it is sent in a header."""
    return f"{registration.app}-{letter_date(registration).isoformat()}-{str(registration.id)[-12:]}.pdf"


def attached_name(attached: Attached) -> str:
    """An attached file's name: the person's own in the characters that a header may hold, made unique by the end of its id."""
    ascii_name = attached.name.translate(_LETTERS).removesuffix(".pdf").removesuffix(".PDF")
    folded = unicodedata.normalize("NFKD", ascii_name).encode("ascii", "ignore").decode()
    stem = re.sub("[^A-Za-z0-9]+", "-", folded).strip("-")[:60]
    return f"{stem or 'bilag'}-{str(attached.id)[-6:]}.pdf"


def party_urn(template: str, consignment: Consignment) -> str:
    """The party's URN: the template with its braces filled from the values that the definition maps, otherwise from the top-level
    answers."""

    def fill(place: re.Match[str]) -> str:
        value = consignment.mapped.get(place[1]) or consignment.registration.answers.get(place[1])
        if not isinstance(value, str) or not _URN_PART.fullmatch(value):
            raise Refused("party-missing", place[1])
        return value

    return _PLACEHOLDER.sub(fill, template)
