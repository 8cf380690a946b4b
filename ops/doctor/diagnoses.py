"""The doctor's diagnoses, and the sentences that it prints for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
import json
from pathlib import Path


class Level(StrEnum):
    """How urgent a diagnosis is. `OK`; `CARE`: somebody must act soon; `WRONG`: somebody must act now; `UNSEEN`: could not be
    examined."""

    OK = "ok"
    CARE = "care"
    WRONG = "wrong"
    UNSEEN = "unseen"


MARKS = {Level.OK: "✓", Level.CARE: "!", Level.WRONG: "✗", Level.UNSEEN: "?"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that the doctor has found. `code` is a key of `texts.json`; `values` fill the braces of its text."""

    level: Level
    code: str
    values: dict[str, object] = field(default_factory=dict)


def ok(code: str, **values: object) -> Diagnosis:
    return Diagnosis(Level.OK, code, values)


def care(code: str, **values: object) -> Diagnosis:
    return Diagnosis(Level.CARE, code, values)


def wrong(code: str, **values: object) -> Diagnosis:
    return Diagnosis(Level.WRONG, code, values)


def unseen(code: str, **values: object) -> Diagnosis:
    return Diagnosis(Level.UNSEEN, code, values)


_UNITS = {
    "minute": {"da": ("under et minut", "1 minut", "{} minutter"), "en": ("under a minute", "1 minute", "{} minutes")},
    "hour": {"da": ("0 timer", "1 time", "{} timer"), "en": ("0 hours", "1 hour", "{} hours")},
    "day": {"da": ("0 dage", "1 dag", "{} dage"), "en": ("0 days", "1 day", "{} days")},
}
"""By unit and language: none, one and several of it."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of minutes, hours or days, as a value of a diagnosis."""

    number: int
    unit: str

    def words(self, language: str) -> str:
        return _UNITS[self.unit][language][min(abs(self.number), 2)].format(self.number)


def age(seconds: float) -> Duration:
    """In the unit that tells most: minutes below an hour, hours below two days."""
    minutes = int(seconds) // 60
    if minutes < 60:
        return Duration(minutes, "minute")
    return Duration(minutes // 60, "hour") if minutes < 48 * 60 else Duration(minutes // 1440, "day")


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """The content of `texts.json`: by a diagnosis's code, what it says and what to do, in both languages."""
    by_key: dict[str, dict[str, dict[str, str]]] = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))
    return by_key


def sentence(diagnosis: Diagnosis, language: str) -> str:
    """A line that says what was found and, where there is something to do, a second that says what.

    The text `one` is for a `number` of 1; `do.NAME` is the remedy for the diagnosis's `name`.
    """
    entry = texts()[diagnosis.code]
    values = {
        name: value.words(language) if isinstance(value, Duration) else value
        for name, value in diagnosis.values.items()
    }
    words = entry["one"] if diagnosis.values.get("number") == 1 and "one" in entry else entry["says"]
    line = f"{MARKS[diagnosis.level]} {words[language].format(**values)}"
    remedy = entry.get(f"do.{values.get('name')}", entry.get("do"))
    if remedy is None or diagnosis.level is Level.OK:
        return line
    return f"{line}\n    → {remedy[language].format(**values)}"


def exit_code(diagnoses: list[Diagnosis]) -> int:
    """0: all is well. 1: something is wrong. 2: nothing is wrong, but not everything could be examined."""
    levels = {diagnosis.level for diagnosis in diagnoses}
    return 1 if Level.WRONG in levels else 2 if Level.UNSEEN in levels else 0
