"""Photos and files, which are stored before the registration that names them.

What an answer says of an attachment (`Attached`) is what the phone measured; what the store says (`Stored`) is what arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
import re
from uuid import UUID

from shared.domain.clocks import MAX_CLOCK_BEHIND

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
TYPES = {"pdf": PDF, "png": PNG, "jpeg": JPEG}
"""The accepted types of file, by the word that a definition uses."""

ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
"""Extension of the file's name, when a browser saves it."""

MAX_ATTACHMENT_BYTES = 8 * 1024 * 1024
"""Bytes. A photo from a phone is 2 to 6 MB."""

MAX_ATTACHMENTS = 100
"""Attachments of a registration: as many as the journal of its delivery has room for."""

MAX_UNREGISTERED = 200
"""Attachments that a person may upload without the registration that names them: two full registrations."""

MAX_UNREGISTERED_BYTES = 512 * 1024 * 1024

UNREGISTERED_LIFE = MAX_CLOCK_BEHIND + timedelta(days=4)
"""How long an attachment waits for its registration: longer than the oldest draft that is accepted."""

_PICTURES = {PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
_PDF_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?[\0\t\n\f\r ]{0,1016}%PDF-[12]\.[0-9]")
"""ISO 32000-2 7.5.2, and what readers skip before it. Anything else before it would make a file of two types at once."""

_PDF_ENDS = re.compile(rb"startxref|%%EOF")
_PDF_END = 4096
"""Bytes in which the end marker must be (ISO 32000-2 7.5.5): readers search the last 1024, and some senders pad blocks."""


def kind_of(content: bytes) -> str | None:
    """The media type by the content; None for a file of another type. What the sender calls it is ignored.

    A picture is recognised by its first bytes, since it is decoded afterwards; a PDF by its beginning and its end, since nothing
    here opens it.
    """
    if _PDF_BEGINS.match(content) and _PDF_ENDS.search(content[-_PDF_END:]):
        return PDF
    return next((kind for kind, beginning in _PICTURES.items() if content.startswith(beginning)), None)


def from_its_header(pdf: bytes) -> bytes:
    """A PDF without anything before its header, which readers skip and a case system might refuse."""
    return pdf[max(pdf.find(b"%PDF-", 0, 1024), 0) :]


@dataclass(frozen=True, slots=True)
class AttachmentKey:
    """Where an attachment is stored: below the person, then the registration."""

    person_key: str
    registration: UUID
    id: UUID

    def __str__(self) -> str:
        return f"{self.person_key}/{self.registration}/{self.id}"


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a stored attachment. `sha256` in lower-case hex."""

    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unregistered:
    """An attachment whose registration has not arrived yet. `size` in bytes; `deleted_from`: since when it is about to be
    deleted, and counts as not uploaded (None: it is not)."""

    key: AttachmentKey
    size: int
    sent_at: datetime
    deleted_from: datetime | None = None
