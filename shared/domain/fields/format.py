"""A format of texts that schemas name: one pattern for phone, server and contract, and a check of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format that schemas name. `pattern` is what a pattern can tell of it, for phone, server and contract alike; `check` the
    whole: that a day exists, that a check digit is right. The phone has a twin of what the pattern cannot tell."""

    pattern: str
    check: Callable[[str], bool]
    max_length: int | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """What JSON Schema can say of it."""
        bound = {} if self.max_length is None else {"maxLength": self.max_length}
        return {"pattern": self.pattern, **bound}


Formats = Mapping[str, Format]
