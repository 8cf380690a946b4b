"""Finds the Chromium that the browser tests run."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium", "google-chrome")
"""The programs, best first. `chromium-headless-shell` makes a profile seven times as fast, but with it a photo that had arrived
was sent again (`test_attachments_wait_for_the_network_and_go_on_where_they_stopped`); it is not used until that is understood."""


def chromium_program() -> str:
    """The program's path. Raises `AssertionError` when none is installed."""
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    assert program, "Chromium is missing: run make test, or install it (Debian: apt-get install chromium)"
    return program
