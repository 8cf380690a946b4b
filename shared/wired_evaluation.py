"""The parts of the evaluation: where the status page is written, and what sets reports on paper."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from shared.parts import part
from shared.wired_stores import account, settings

if TYPE_CHECKING:
    from shared.domain.document import Document
    from shared.domain.ports import PublicFiles
    from shared.services.publish_status import StatusWatch


@part
def public_files() -> PublicFiles:
    """Where the status page is written: beside the other data, or in a folder of this machine where a setting names one."""
    from pathlib import Path

    from shared.adapters.public_files_blobs import BlobPublicFiles, FolderPublicFiles

    folder = settings().status_folder
    return FolderPublicFiles(Path(folder)) if folder else BlobPublicFiles(account())


@part
def status_watch() -> StatusWatch:
    """What this process knows of how it stood at the last rounds of samples."""
    from shared.services.publish_status import StatusWatch

    return StatusWatch()


def paper() -> Callable[[Document], Awaitable[bytes]]:
    """What sets a document as a PDF."""
    from shared.adapters.pdf import pdf

    return pdf
