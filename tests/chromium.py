"""Finds the Chromium that the browser tests run."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The programs, best first. Debian's headless shell is the same engine without the parts of a window: it makes a profile seven
times as fast."""


def chromium_program(*, whole: bool = False) -> str:
    """The program's path; a `whole` browser is one that a person could use. Raises `AssertionError` when none is installed."""
    program = next((path for path in map(shutil.which, PROGRAMS[1:] if whole else PROGRAMS) if path), None)
    assert program, "Chromium is missing: run make test, or install it (Debian: apt-get install chromium)"
    return program
