"""Cleans typed or pasted text of invisible characters.

The phone's counterpart is `static-web/src/form/engine/pasted.ts`; `tests/vectors/typed.json` tests that they agree.
"""

from __future__ import annotations

import re

INVISIBLE = "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff"
"""Characters without a width, as a character class: the direction of writing (which contact lists and web pages put around
numbers and addresses), optional line breaks, joiners, the byte order mark."""

SPACES = " \\t\\n\\v\\f\\r\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
"""White space by ECMA-262, except the byte order mark."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_EDGES = re.compile(f"\\A[{SPACES}{INVISIBLE}]+|[{SPACES}{INVISIBLE}]+\\Z")


def trimmed(text: str) -> str:
    """A text without white space and invisible characters at its ends; inside it, a joiner may belong to a word or an emoji."""
    return _EDGES.sub("", text)


def without_marks(text: str) -> str:
    """A single value, e.g. a number or an address, without invisible characters anywhere, and without white space at its ends."""
    return trimmed(_INVISIBLE.sub("", text))
