"""The regular expressions of authors: what phone and server read alike, and what no phone hangs on.

The server's engine takes time in proportion to the text whatever the pattern says. The phone's goes back and tries again, and
`^(a+)+$` holds it for ten seconds over thirty letters.
"""

from shared.domain.patterns.effort import MAX_EFFORT, effort
from shared.domain.patterns.reader import Broken, TooLarge, Unread, read

__all__ = ["MAX_EFFORT", "Broken", "TooLarge", "Unread", "effort", "read"]
