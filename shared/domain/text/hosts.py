"""Host names, with letters of any language (IDN), not only ASCII."""

from __future__ import annotations

LETTERS = (
    "A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u061b\\u061d-\\u167f\\u1681-\\u180a\\u1810-\\u1fff"
    "\\u2c00-\\u2dff\\u2e80-\\u2fef\\u3005-\\u3007\\u3021-\\u302f\\u3031-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufdff\\ufe70-\\ufefc"
)
"""What XML 1.0 allows as the beginning of a name, in the basic plane, less punctuation, spaces and full-width forms of ASCII.
Spelt out, so that it is the same on both sides whatever version of Unicode each has. æ, ø, å, ö, ä, ü and é, which .dk allows
(punktum.dk), are among them."""

_END = f"[{LETTERS}0-9]"
_LABEL = f"{_END}([{LETTERS}0-9\\u0300-\\u036f-]{{0,61}}[{LETTERS}0-9\\u0300-\\u036f])?"
HOST = f"({_LABEL}[.])+([{LETTERS}]{{2,63}}|[Xx][Nn]--[A-Za-z0-9-]{{0,58}}[A-Za-z0-9])"
"""At least two labels of at most 63 characters with dots between, no hyphen first or last; the last one of letters, or an IDN in
its ASCII form."""
