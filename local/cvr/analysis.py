"""Text as an Elasticsearch index keeps it: the words of the standard analyzer, in lower case.

The real index's own analyzer is not public. This one is the default and the least forgiving: it neither folds accents nor
Danish letters, and what holds no letter or digit is no word.
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
