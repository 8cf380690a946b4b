"""The folder that the local site serves: the built front end, and the public status page that the functions write."""

from __future__ import annotations

from pathlib import Path

SITE = "served"
STATUS = "status"
"""The folder of the status page, as the gateway has it at `/status`."""


def link_site(data: Path, pages: Path) -> None:
    """Make the served folder in `data`: links to each file of `pages`, so that a new build shows at once, and the stack's own
    status page."""
    folder = data / SITE
    (folder / STATUS).mkdir(parents=True, exist_ok=True)
    for link in folder.iterdir():
        if link.is_symlink():
            link.unlink()
    for file in pages.iterdir():
        if file.name not in (STATUS, SITE):
            (folder / file.name).symlink_to(file)
