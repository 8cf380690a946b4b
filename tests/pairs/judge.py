"""What is wrong with the move of a draft: it crashed, lost an answer in silence, or phone and server disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
import json
from pathlib import Path
from typing import Any

from feltskema.differences.drafts import draft_changes
from feltskema.differences.pair import VersionPair
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields.base import Field
from tests.pairs.leaves import leaves, leaves_after, leaves_left
from tests.pairs.trial import Draft, Tally, Trial
from tests.verdicts.phone import ask_phone

PHONE = Path(__file__).with_name("phone.mjs")
A_BATCH = 60
"""Pairs that one process of the phone's is asked of."""

UNMENDABLE = frozenset({"unknown-field", "not-relevant", "calculated"})
"""Faults at what no form shows: a person could do nothing about them."""

MISFITS = frozenset({"wrong-type", "not-an-option"})
LEFT_BEHIND = frozenset({"left-behind", "left-behind-kind", "left-behind-option", "left-behind-decimals"})


def faults(every: Iterator[Trial], tally: Tally) -> Iterator[str]:
    """Each thing that is wrong with a draft's move, in words."""
    while batch := list(islice(every, A_BATCH)):
        lines = [line for trial in batch for line in _lines(trial)]
        verdicts = iter(ask_phone(PHONE, lines, [trial.name for trial in batch]))
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
        yield from _reported_to_authors(trial.pair, verdict)
        yield from _hidden_is_named(trial.pair, verdict)


def _agree(trial: Trial, form: Compiled, sent: dict[str, Any], which: str) -> Iterator[str]:
    server = [[fault.path, fault.code, fault.limit] for fault in form.validator.faults(sent["answers"], trial.context)]
    if server != sent["verdict"]:
        yield f"on {which} the server says {server[:5]} and the phone {sent['verdict'][:5]}"


def _kept_or_named(pair: VersionPair, draft: dict[str, Any], verdict: dict[str, Any]) -> Iterator[str]:
    """What was answered stands in the new draft or is named; nothing stands there that nobody wrote."""
    migration = pair.migration
    assert migration is not None
    fields = {field.id: field for field in pair.old.definition.fields}
    before = Counter(
        leaf for id, value in draft.items() if id in fields for leaf in leaves_after(fields[id], value, migration)
    )
    put_in = Counter(
        leaf for id, value in migration.defaults.items() if id in verdict["moved"] for leaf in leaves(value)
    )
    after = Counter(leaf for id, value in verdict["moved"].items() if not id.startswith("$") for leaf in leaves(value))
    every = {field.id: field for field in _every(pair.old.definition.fields)}
    named = Counter(leaf for id, value in verdict["left"] for leaf in leaves_left(every[id], value, migration))
    if missing := before - after - named:
        yield f"lost in silence: {dict(missing)}"
    if invented := (after + named) - before - put_in:
        yield f"out of nowhere: {dict(invented)}"


def _every(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _every(field.inner())


def _mendable(verdict: dict[str, Any]) -> Iterator[str]:
    """Whatever is wrong after the move can be put right on the form; what was good is in no control that cannot hold it."""
    codes = {code for _, code, _ in verdict["sent"]["verdict"]}
    if unmendable := codes & UNMENDABLE:
        yield f"nobody can mend: {unmendable}"
    if misfits := [fault for fault in verdict["sent"]["verdict"] if fault[1] in MISFITS]:
        yield f"came along and does not fit: {misfits[:3]}"


def _reported_to_authors(pair: VersionPair, verdict: dict[str, Any]) -> Iterator[str]:
    """`feltskema diff` has said of every answer that is left behind that it would be."""
    reported = {change.values["id"] for change in draft_changes(pair, (1,)) if change.key in LEFT_BEHIND}
    for id, value in verdict["left"]:
        if id not in reported:
            yield f"diff does not tell that {id} is left behind: {json.dumps(value)[:200]}"


def _hidden_is_named(pair: VersionPair, verdict: dict[str, Any]) -> Iterator[str]:
    """What would have been sent on the old form, came along, and is not sent on the new one is named."""
    migration = pair.migration
    assert migration is not None
    named = {leaf for _, lost in verdict["loss"] for leaf in leaves(lost)}
    for field in pair.old.definition.fields:
        now = pair.now(field.id)
        would_be_sent = field.id in verdict["stayed"]["answers"] and field.id not in migration.split
        if not would_be_sent or now not in verdict["moved"] or now in verdict["sent"]["answers"]:
            continue
        if set(leaves_after(field, verdict["stayed"]["answers"][field.id], migration)) - named:
            yield f"{field.id} is hidden now and nobody says so"


def _lines(trial: Trial) -> Iterator[dict[str, Any]]:
    context = {"today": trial.context.today, "now": trial.context.now, "person": trial.context.person}
    yield {"old": trial.pair.old.layout(), "next": trial.pair.new.layout(), "context": context}
    yield from ({"draft": draft.answers} for draft in trial.drafts)
