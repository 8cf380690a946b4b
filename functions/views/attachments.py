"""Response model of attachments."""

from __future__ import annotations

from functions.views.base import Shown


class AttachmentStored(Shown):
    """A stored attachment. `sha256` in hex."""

    id: str
    type: str
    size: int
    sha256: str
