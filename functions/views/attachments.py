"""Response model of attachments."""

from __future__ import annotations

from functions.views.base import Shown


class AttachmentStored(Shown):
    """An attachment as it is stored. `sha256` in hex."""

    id: str
    type: str
    size: int
    sha256: str
