"""Which Chromium the browser tests run."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium", "google-chrome")
"""By preference. `chromium-headless-shell` makes a profile in a seventh of the time. With it a photo that had arrived was sent
again (`test_attachments_wait_for_the_network_and_go_on_where_they_stopped`): to be understood before it is taken."""


def chromium_program() -> str:
    """The program's path. `AssertionError` when none is installed."""
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    assert program, "Chromium is missing: run make test, or install it (Debian: apt-get install chromium)"
    return program
