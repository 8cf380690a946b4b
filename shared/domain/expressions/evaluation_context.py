"""The values that an expression can use besides the answers: the time, the person and the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from shared.domain.access.person import Person
from shared.domain.source.option_table import OptionTable


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """What an expression can use besides the answers: `today` as `YYYY-MM-DD`, `now` as RFC 3339, the signed-in person, and the
    definition's lists with columns by name."""

    today: str
    now: str
    person: Mapping[str, str]
    lists: Mapping[str, OptionTable] = field(default_factory=dict)

    @classmethod
    def at(cls, moment: datetime, person: Person | None = None) -> EvaluationContext:
        """The context of answers given at a moment, which must have a time zone; `today` is the day in Denmark."""
        danish = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
        known_of_person = {"name": person.name, "initials": person.initials} if person else {}
        return cls(f"{danish:%Y-%m-%d}", moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), known_of_person)
