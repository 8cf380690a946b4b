"""Makes the value of an option, or the name of an app, of any text."""

from __future__ import annotations

import re

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e"})
"""Letters that names cannot have, and their replacements."""


def slug(text: str) -> str:
    """`Rød grød` is `roed-groed`."""
    return re.sub("[^a-z0-9]+", "-", text.strip().lower().translate(LETTERS)).strip("-")
