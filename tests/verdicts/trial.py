"""Phone and server on the same answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
import json
from pathlib import Path
from random import Random
from typing import Any

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.source.faults import DefinitionError
from tests.verdicts.answers import Guesser
from tests.verdicts.forms import random_definition
from tests.verdicts.phone import ask_phone

ROOT = Path(__file__).parents[2]
PHONE = Path(__file__).with_name("phone.mjs")
FOLDERS = (ROOT / "shared" / "definitions", ROOT / "tests" / "domain" / "definitions")
A_FORM = 50
"""Answers to one random definition."""
A_BATCH = 20
"""Definitions that one process of the phone's is asked of."""

KIM = {"name": "Kim Konsulent", "initials": "KK"}
MOMENTS = (
    EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", KIM),
    EvaluationContext("2024-02-29", "2024-02-28T23:30:00Z", {}),
    EvaluationContext("2027-01-01", "2026-12-31T23:00:00Z", {"name": "", "initials": "–"}),
)
Verdict = list[list[Any]]


@dataclass(frozen=True)
class Case:
    """A definition and answers to it, all given at one moment by one person."""

    name: str
    compiled: Compiled
    context: EvaluationContext
    answers: Sequence[dict[str, Any]]


def cases(seed: int, count: int) -> Iterator[Case]:
    """Yields `count` answers: a third of them to what is shipped (and what holds everything), the rest to random definitions."""
    random = Random(seed)
    shipped = [compiled for folder in FOLDERS for compiled in DefinitionFiles(folder).all()]
    for compiled in shipped:
        yield _case(compiled.definition.app, compiled, random, max(1, count // 3 // len(shipped)))
    left = count - count // 3
    while left > 0:
        own = random.getrandbits(40)
        try:
            compiled = random_definition(own)
        except DefinitionError:
            continue
        yield _case(f"seed {own}", compiled, random, min(A_FORM, left))
        left -= A_FORM


def _case(name: str, compiled: Compiled, random: Random, count: int) -> Case:
    context = random.choice(MOMENTS)
    guesser = Guesser(random, compiled.compiled_fields, context)
    example = compiled.definition.example
    answers = [
        guesser.changed(example) if example and random.random() < 0.5 else guesser.answers() for _ in range(count)
    ]
    return Case(name, compiled, context, answers)


@dataclass
class Tally:
    """What was seen, so that a trial that tries nothing is noticed."""

    answers: int = 0
    good: int = 0
    codes: dict[str, int] | None = None

    def count(self, verdict: Verdict) -> None:
        self.answers += 1
        self.good += not verdict
        self.codes = self.codes or {}
        for _, code, _ in verdict:
            self.codes[code] = self.codes.get(code, 0) + 1


def disagreements(every: Iterator[Case], tally: Tally) -> Iterator[str]:
    """Each answer on which they disagree, in words: on the answers as they are, and on what the phone would send of them."""
    while batch := list(islice(every, A_BATCH)):
        lines = [line for case in batch for line in _lines(case)]
        phone = iter(ask_phone(PHONE, lines, [case.name for case in batch]))
        for case in batch:
            for answers in case.answers:
                yield from _compared(case, answers, next(phone), tally)


def _compared(case: Case, answers: dict[str, Any], text: dict[str, Any], tally: Tally) -> Iterator[str]:
    for typed, verdict in ((answers, text["raw"]), (text["sent"], text["verdict"])):
        expected = _server(case, typed)
        tally.count(expected)
        if verdict != expected:
            yield _difference(case, typed, verdict, expected)
    if text["followed"] is not None:
        yield f"{case.name}: a draft that is followed comes to another {text['followed'][:3000]}"
    if text["part"] is not None:
        yield f"{case.name}: judging some of the fields comes to another {text['part'][:3000]}"
    if hidden := [path for path, code, _ in text["verdict"] if code == "not-relevant"]:
        yield f"{case.name}: the phone would send what it hides: {hidden} of {json.dumps(answers)}"


def _lines(case: Case) -> Iterator[dict[str, Any]]:
    context = {"today": case.context.today, "now": case.context.now, "person": case.context.person}
    yield {"definition": case.compiled.layout(), "context": context}
    yield from ({"answers": answer} for answer in case.answers)


def _server(case: Case, answers: dict[str, Any]) -> Verdict:
    # As the wire gives them.
    read = json.loads(json.dumps(answers))
    return [[fault.path, fault.code, fault.limit] for fault in case.compiled.validator.faults(read, case.context)]


def _difference(case: Case, answers: dict[str, Any], phone: Verdict, server: Verdict) -> str:
    return (
        f"{case.name} ({case.context.now}): {json.dumps(answers)[:3000]}\n"
        f"  phone only:  {[item for item in phone if item not in server][:10]}\n"
        f"  server only: {[item for item in server if item not in phone][:10]}"
    )
