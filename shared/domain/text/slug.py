"""Makes the value of an option, or the name of an app, of any text."""

from __future__ import annotations

import re

DANISH_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa"}
"""The letters that Danish has beside a to z, and how they are written with those."""

LETTERS = str.maketrans({**DANISH_LETTERS, "ä": "ae", "ö": "oe", "ü": "u", "é": "e"})
"""Letters that names cannot have, and their replacements."""


def slug(text: str) -> str:
    """`Rød grød` is `roed-groed`."""
    return re.sub("[^a-z0-9]+", "-", text.strip().lower().translate(LETTERS)).strip("-")
