"""A text format that schemas name: one pattern for phone, server and contract, and a complete check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format that schemas name.

    `pattern`: what a pattern can express of it, for phone, server and contract alike; `check`: the complete check, e.g. that a
    day exists or a check digit is right. The phone has counterparts of the checks that the pattern cannot express.
    """

    pattern: str
    check: Callable[[str], bool]
    max_length: int | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """The part that JSON Schema can express."""
        bound = {} if self.max_length is None else {"maxLength": self.max_length}
        return {"pattern": self.pattern, **bound}


Formats = Mapping[str, Format]
