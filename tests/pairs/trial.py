"""Random pairs of versions of a form, and drafts begun on the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
import dataclasses
from dataclasses import dataclass
import json
from random import Random
from typing import Any

from feltskema.differences.pair import VersionPair
from shared.domain.authoring.example_check import put_in_faults
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.source.faults import DefinitionError
from tests.pairs.changes import changed
from tests.verdicts.answers import Guesser
from tests.verdicts.forms import as_read, random_content
from tests.verdicts.trial import MOMENTS

DRAFTS_A_PAIR = 10


@dataclass(frozen=True)
class Draft:
    """`sane`: such as the form's controls can give, or what an older build or a fault of ours may have left."""

    answers: dict[str, Any]
    sane: bool


@dataclass(frozen=True)
class Trial:
    """Two versions of a form, and drafts of the first at one moment."""

    name: str
    pair: VersionPair
    context: EvaluationContext
    drafts: Sequence[Draft]


@dataclass
class Tally:
    """What was seen, so that a trial that tries nothing is noticed."""

    pairs: int = 0
    refused: int = 0
    """Changes that no author could publish."""
    moved: int = 0
    sendable: int = 0
    with_loss: int = 0
    kinds: Counter[str] = dataclasses.field(default_factory=Counter)


def trials(seed: int, count: int, tally: Tally) -> Iterator[Trial]:
    """Yields `count` pairs of a change and a draft begun before it."""
    random = Random(seed)
    while tally.pairs < count:
        own = random.getrandbits(40)
        try:
            trial = _trial(own, tally)
        except DefinitionError:
            tally.refused += 1
            continue
        tally.pairs += len(trial.drafts)
        yield trial


def _trial(seed: int, tally: Tally) -> Trial:
    random = Random(seed)
    content = random_content(seed)
    old = as_read(content, f"seed {seed}")
    newer, kinds = changed(content, random)
    new = as_read(newer, f"seed {seed}, changed")
    if any(True for _ in put_in_faults(new)):
        # As `check` refuses it.
        raise DefinitionError(f"seed {seed}, changed", [])
    tally.kinds.update(kinds)
    context = random.choice(MOMENTS)
    guesser = Guesser(random, old.compiled_fields, context)
    drafts = [
        Draft(_begun(guesser.answers(sane=sane), old, random), sane)
        for sane in (number > 0 for number in range(DRAFTS_A_PAIR))
    ]
    return Trial(f"seed {seed}: {', '.join(kinds)}", VersionPair(old, new), context, drafts)


def _begun(answers: dict[str, Any], old: Compiled, random: Random) -> dict[str, Any]:
    """A draft as a phone keeps it: some of it not answered yet, with what was suggested, and nothing that no form of it shows."""
    before = {field.id: field for field in old.definition.fields}
    draft = {id: value for id, value in answers.items() if id in before and random.random() < 0.9}
    for id, value in draft.items():
        if before[id].inner() and isinstance(value, list):
            inner = {inner_field.id for inner_field in before[id].inner()}
            draft[id] = [
                {k: v for k, v in item.items() if k in inner} if isinstance(item, dict) else item for item in value
            ]
    if random.random() < 0.5:
        draft["$suggested"] = random.sample(sorted(before), len(before) // 2)
    # A draft is kept as JSON, which knows no number that is too large for a double.
    return json.loads(json.dumps(draft), parse_int=_as_double)  # type: ignore[no-any-return]


def _as_double(text: str) -> int | float:
    return int(text) if abs(int(text)) < 2**53 else float(text) if len(text) < 300 else 0
