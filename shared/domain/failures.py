"""The ways in which a delivery can fail. A target returns a `Receipt` or raises one of these.

DeliveryFailure
├── Unavailable   the target did not take it and nothing was made: tried again by itself
│   ├── TargetDown  and it says so of the target as a whole: it cannot be reached, or turns calls away
│   └── OurFault  and it never will, until somebody here has put something right: after some tries an alarm rings
├── Refused       the target said no for good and has nothing of it: parked, the reason shown to the person
└── Uncertain     the target may or may not have it: never tried again blindly
"""

from __future__ import annotations

from datetime import timedelta


class DeliveryFailure(Exception):
    """`code`: a key of the catalogue (`reason.<code>`); `message`: the target's own text, without any answers. `asked_pause`: how
    long the target asked that nothing at all be sent to it, whatever became of this delivery."""

    def __init__(self, code: str, message: str = "", asked_pause: timedelta = timedelta(0)) -> None:
        self.code = code
        self.message = message
        self.asked_pause = asked_pause
        super().__init__(f"{code}: {message}" if message else code)


class Unavailable(DeliveryFailure):
    """`not_before`: how long this delivery waits at least; for one that the target turned away, the pause that it asked for."""

    def __init__(
        self,
        code: str,
        message: str = "",
        not_before: timedelta = timedelta(0),
        asked_pause: timedelta = timedelta(0),
    ) -> None:
        self.not_before = not_before
        super().__init__(code, message, asked_pause)


class TargetDown(Unavailable):
    pass


class OurFault(Unavailable):
    pass


class Refused(DeliveryFailure):
    pass


class Uncertain(DeliveryFailure):
    pass
