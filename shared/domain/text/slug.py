"""Any text as the value of an option, or as the name of an app."""

from __future__ import annotations

import re

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e"})
"""The letters that names cannot have, by those that stand for them."""


def slug(text: str) -> str:
    """`Rød grød` is `roed-groed`."""
    return re.sub("[^a-z0-9]+", "-", text.strip().lower().translate(LETTERS)).strip("-")
