"""Converts what targets took and were found to have into the response models of `functions/views/reconciliation.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from functions.views.reconciliation import ShownTaken, ShownTakenLine
from shared.domain.ports import Finding, Unknown
from shared.services.reconcile import Compared
from shared.services.reconcile_asking import Stopped


def shown_taken(
    target: str, day: date, lines: Sequence[Compared], can_be_asked: bool, stopped: Stopped | None
) -> ShownTaken:
    findings = [line.checked.finding if line.checked else None for line in lines]
    return ShownTaken(
        target=target,
        day=day,
        count=len(lines),
        confirmed=sum(line.taken.confirmed for line in lines),
        can_be_asked=can_be_asked,
        there=findings.count(Finding.THERE),
        missing=findings.count(Finding.MISSING),
        doubled=findings.count(Finding.DOUBLED),
        unknown=findings.count(None) + findings.count(Finding.UNKNOWN),
        stopped=stopped,
        items=tuple(_line(line) for line in lines),
    )


def _line(line: Compared) -> ShownTakenLine:
    taken, checked = line.taken, line.checked
    return ShownTakenLine(
        person=taken.registration.person_key,
        id=str(taken.registration.id),
        at=taken.at,
        receipt=taken.receipt,
        confirmed=taken.confirmed,
        finding=checked.finding if checked else None,
        unknown_because=checked.unknown if checked else Unknown.NO,
        found_ids=checked.ids if checked else (),
        checked_at=checked.at if checked else None,
        explained=checked.explained if checked else "",
        explained_by=checked.by if checked else "",
    )
