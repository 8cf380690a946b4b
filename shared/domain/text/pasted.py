"""Cleans text from a keyboard or a clipboard: invisible marks are removed.

The phone has the twin (`static-web/src/form/engine/pasted.ts`); `tests/vectors/typed.json` holds the two against each other.
"""

from __future__ import annotations

import re

INVISIBLE = "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff"
"""Marks without a width, as a class of a regular expression holds them: the direction of writing (which contact lists and
web pages put around numbers and addresses), places where a line may break, joiners, the byte order mark."""

SPACES = " \\t\\n\\v\\f\\r\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
"""What ECMA-262 takes for white space, beside the byte order mark."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_EDGES = re.compile(f"\\A[{SPACES}{INVISIBLE}]+|[{SPACES}{INVISIBLE}]+\\Z")


def trimmed(text: str) -> str:
    """A text without white space and invisible marks at its ends; inside it a joiner may belong to a word or an emoji."""
    return _EDGES.sub("", text)


def without_marks(text: str) -> str:
    """One value, e.g. a number or an address: without invisible marks anywhere, and without white space at its ends."""
    return trimmed(_INVISIBLE.sub("", text))
