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
    """What the doctor says of one part of an instance, good or bad. `code` is a key of `texts.json`; `values` fill the braces of
    its text."""

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


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """The content of `texts.json`: by a diagnosis's code, what it says and what to do, in both languages."""
    by_key: dict[str, dict[str, dict[str, str]]] = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))
    return by_key


def sentence(diagnosis: Diagnosis, language: str) -> str:
    """A line that says what was found and, where there is something to do, a second that says what."""
    entry = texts()[diagnosis.code]
    line = f"{MARKS[diagnosis.level]} {entry['says'][language].format(**diagnosis.values)}"
    if "do" not in entry or diagnosis.level is Level.OK:
        return line
    return f"{line}\n    → {entry['do'][language].format(**diagnosis.values)}"


def exit_code(diagnoses: list[Diagnosis]) -> int:
    """0: all is well. 1: something is wrong. 2: nothing is wrong, but not everything could be examined."""
    levels = {diagnosis.level for diagnosis in diagnoses}
    return 1 if Level.WRONG in levels else 2 if Level.UNSEEN in levels else 0
