"""Which Chromium the browser tests run."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
"""By preference. The shell is the same engine without a browser's windows, which a page of the whole browser pays for even where
nobody sees them: a new profile takes a seventh of the time. It is what Playwright itself runs."""


def chromium_program() -> str:
    """The program's path. `AssertionError` when none is installed."""
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    assert program, "Chromium is missing: run make test, or install it (Debian: apt-get install chromium)"
    return program
