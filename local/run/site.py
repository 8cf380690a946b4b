"""What the local site serves: the built front end, and beside it what the functions write for everybody."""

from __future__ import annotations

from pathlib import Path

SITE = "served"
STATUS = "status"
"""The folder of the status page, as the gateway has it at `/status`."""


def link_site(data: Path, pages: Path) -> None:
    """Make a folder that leads to each built file, so that a new build shows at once, and holds the status page of this stack."""
    folder = data / SITE
    (folder / STATUS).mkdir(parents=True, exist_ok=True)
    for link in folder.iterdir():
        if link.is_symlink():
            link.unlink()
    for file in pages.iterdir():
        if file.name not in (STATUS, SITE):
            (folder / file.name).symlink_to(file)
