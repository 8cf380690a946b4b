"""Drafts begun on one version of a form, moved to the next: nothing crashes, nothing is lost in silence, both sides agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
import dataclasses
from dataclasses import dataclass
from itertools import islice
import json
from pathlib import Path
from random import Random
import shutil
import subprocess
from typing import Any

from feltskema.differences.drafts import draft_changes
from feltskema.differences.pair import Pair
from shared.domain.authoring.example_check import put_in_faults
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.draft_migration import Migration
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.fields.base import Field
from shared.domain.source.faults import DefinitionError
from tests.pairs.changes import changed
from tests.verdicts.answers import Guesser
from tests.verdicts.forms import as_read, random_content
from tests.verdicts.trial import BUNDLE, MOMENTS

DRAFTS_A_PAIR = 10
A_BATCH = 60
"""Pairs that one process of the phone's is asked of."""

UNMENDABLE = frozenset({"unknown-field", "not-relevant", "calculated"})
"""Faults at what no form shows: a person could do nothing about them."""

MISFITS = frozenset({"wrong-type", "not-an-option"})
LEFT_BEHIND = frozenset({"left-behind", "left-behind-kind", "left-behind-option", "left-behind-decimals"})


@dataclass(frozen=True)
class Draft:
    """`sane`: such as the form's controls can give, or what an older build or a fault of ours may have left."""

    answers: dict[str, Any]
    sane: bool


@dataclass(frozen=True)
class Trial:
    """Two versions of a form, and drafts of the first at one moment."""

    name: str
    pair: Pair
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


def trials(seed: int, many: int, tally: Tally) -> Iterator[Trial]:
    """So many pairs of a change and a draft begun before it."""
    random = Random(seed)
    while tally.pairs < many:
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
    guesser = Guesser(random, old.questions, context)
    drafts = [
        Draft(_begun(guesser.answers(sane=sane), old, random), sane)
        for sane in (number > 0 for number in range(DRAFTS_A_PAIR))
    ]
    return Trial(f"seed {seed}: {', '.join(kinds)}", Pair(old, new), context, drafts)


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


def faults_found(every: Iterator[Trial], tally: Tally) -> Iterator[str]:
    """Each thing that is wrong with a draft's move, in words."""
    while batch := list(islice(every, A_BATCH)):
        verdicts = iter(_phone(batch))
        for trial in batch:
            for draft in trial.drafts:
                for wrong in _judged(trial, draft, next(verdicts), tally):
                    yield f"{trial.name}: {wrong}\n  {json.dumps(draft.answers)[:2000]}"


def _judged(trial: Trial, draft: Draft, verdict: dict[str, Any], tally: Tally) -> Iterator[str]:
    yield from _agree(trial, trial.pair.old, verdict["stayed"], "the old form")
    if "moved" not in verdict:
        return
    tally.moved += 1
    tally.sendable += not verdict["sent"]["verdict"]
    tally.with_loss += bool(verdict["loss"])
    yield from _agree(trial, trial.pair.new, verdict["sent"], "the new form")
    yield from _kept_or_named(trial.pair, draft.answers, verdict)
    if draft.sane:
        yield from _mendable(verdict)
        yield from _told_to_authors(trial.pair, verdict)
        yield from _hidden_is_named(trial.pair, verdict)


def _agree(trial: Trial, form: Compiled, sent: dict[str, Any], which: str) -> Iterator[str]:
    server = [[fault.path, fault.code, fault.limit] for fault in form.validator.faults(sent["answers"], trial.context)]
    if server != sent["verdict"]:
        yield f"on {which} the server says {server[:5]} and the phone {sent['verdict'][:5]}"


def _kept_or_named(pair: Pair, draft: dict[str, Any], verdict: dict[str, Any]) -> Iterator[str]:
    """What was answered stands in the new draft or is named; nothing stands there that nobody wrote."""
    migration = pair.migration
    assert migration is not None
    fields = {field.id: field for field in pair.old.definition.fields}
    before = Counter(
        leaf for id, value in draft.items() if id in fields for leaf in _asked(fields[id], value, migration)
    )
    put_in = Counter(
        leaf for id, value in migration.defaults.items() if id in verdict["moved"] for leaf in _leaves(value)
    )
    after = Counter(leaf for id, value in verdict["moved"].items() if not id.startswith("$") for leaf in _leaves(value))
    every = {field.id: field for field in _every(pair.old.definition.fields)}
    named = Counter(leaf for id, value in verdict["left"] for leaf in _left(every[id], value, migration))
    if missing := before - after - named:
        yield f"lost in silence: {dict(missing)}"
    if invented := (after + named) - before - put_in:
        yield f"out of nowhere: {dict(invented)}"


def _asked(asked: Field, value: Any, migration: Migration) -> Iterator[str]:
    """The leaves of an answer, without what is calculated anew, as they are after a split."""
    if asked.kind in ("calculated", "overruling"):
        # A warning is overruled anew: the answer meets the new form's.
        return
    split = migration.split.get(asked.id)
    if split and isinstance(value, str):
        parts = value.split(split.at, len(split.into) - 1)
        yield from (json.dumps(part) for part in map(str.strip, parts) if part)
    elif asked.inner() and isinstance(value, list):
        inner = {field.id: field for field in asked.inner()}
        for item in value:
            if isinstance(item, dict):
                yield from (leaf for id, answer in item.items() if id in inner for leaf in _item(inner[id], answer))
            else:
                yield from _leaves(item)
    else:
        yield from _leaves(value)


def _left(field: Field, value: Any, migration: Migration) -> Iterator[str]:
    """Of what is named: a part of a text that was split is named by itself."""
    yield from _leaves(value) if field.id in migration.split else _item(field, value)


def _every(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _every(field.inner())


def _item(field: Field, value: Any) -> Iterator[str]:
    yield from _asked(field, value, Migration.model_validate({"from": 1}))


def _leaves(value: Any) -> Iterator[str]:
    """Every plain value in an answer; what is empty is no answer."""
    if isinstance(value, dict):
        for id, inner in value.items():
            if not id.startswith("$"):
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        # White space around a text is nobody's answer.
        if value.strip():
            yield json.dumps(value.strip())
    elif value is not None:
        yield json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value)


def _mendable(verdict: dict[str, Any]) -> Iterator[str]:
    """Whatever is wrong after the move can be put right on the form; what was good is in no control that cannot hold it."""
    codes = {code for _, code, _ in verdict["sent"]["verdict"]}
    if unmendable := codes & UNMENDABLE:
        yield f"nobody can mend: {unmendable}"
    if misfits := [fault for fault in verdict["sent"]["verdict"] if fault[1] in MISFITS]:
        yield f"came along and does not fit: {misfits[:3]}"


def _told_to_authors(pair: Pair, verdict: dict[str, Any]) -> Iterator[str]:
    """`feltskema diff` has said of every answer that is left behind that it would be."""
    reported = {change.values["id"] for change in draft_changes(pair, (1,)) if change.key in LEFT_BEHIND}
    for id, value in verdict["left"]:
        if id not in reported:
            yield f"diff does not tell that {id} is left behind: {json.dumps(value)[:200]}"


def _hidden_is_named(pair: Pair, verdict: dict[str, Any]) -> Iterator[str]:
    """What would have been sent on the old form, came along, and is not sent on the new one is named."""
    migration = pair.migration
    assert migration is not None
    named = {leaf for _, lost in verdict["loss"] for leaf in _leaves(lost)}
    for field in pair.old.definition.fields:
        now = pair.now(field.id)
        would_be_sent = field.id in verdict["stayed"]["answers"] and field.id not in migration.split
        if not would_be_sent or now not in verdict["moved"] or now in verdict["sent"]["answers"]:
            continue
        if set(_asked(field, verdict["stayed"]["answers"][field.id], migration)) - named:
            yield f"{field.id} is hidden now and nobody says so"


def _phone(batch: Sequence[Trial]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node, "Node.js is missing"
    assert BUNDLE.exists(), f"{BUNDLE} is missing: run local/setup.sh node front"
    run = subprocess.run(
        [node, str(Path(__file__).with_name("phone.mjs")), str(BUNDLE)],
        input="".join(f"{json.dumps(line)}\n" for trial in batch for line in _lines(trial)),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, f"{[trial.name for trial in batch]}: {run.stderr[-2000:]}"
    return [json.loads(line) for line in run.stdout.split("\n") if line]


def _lines(trial: Trial) -> Iterator[dict[str, Any]]:
    context = {"today": trial.context.today, "now": trial.context.now, "person": trial.context.person}
    yield {"old": trial.pair.old.layout(), "next": trial.pair.new.layout(), "context": context}
    yield from ({"draft": draft.answers} for draft in trial.drafts)
