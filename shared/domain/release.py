"""Which package of the product is running. `make package` writes this file anew in each package; in a checkout it has this
value."""

from __future__ import annotations

CHECKOUT = "checkout"
"""The name of the working copy of one machine, of which no package was made."""

RELEASE = CHECKOUT
"""The commit that the package was made of, in twelve digits, and a `+` behind it where the working copy differed. The log's
lines of deliveries and timers name it, which tells since when a package runs, and what it did."""
