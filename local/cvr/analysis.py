"""Splits texts into words as Elasticsearch's standard analyzer does, in lower case.

Which analyzer the real index uses is not public. The standard one is the default and finds least: it folds neither accents nor
Danish letters, and drops what holds no letter or digit.
"""

from __future__ import annotations

import re

_WORD = re.compile(
    r"""\w+(?:
        (?<=[^\W\d_])[.'’](?=[^\W\d_])\w+   # a full stop or an apostrophe between letters joins them: A.P
      | (?<=\d)[.,'](?=\d)\w+               # and between digits: 3.000
    )*""",
    re.VERBOSE,
)


def words(text: str) -> list[str]:
    """The words of a text, by the rules of UAX #29 as far as names and addresses need them."""
    return [word.lower() for word in _WORD.findall(text)]
