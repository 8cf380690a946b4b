"""The form that the mistakes are made in, and what a mistake is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
import re
from tempfile import TemporaryDirectory
from typing import NamedTuple

from shared.domain.source.faults import Fault
from tests.domain.folder import definitions

GOOD = """\
app: proeve
version: 2
title: {da: Prøve, en: Trial}
description: {da: En prøve., en: A trial.}
target: log
heading: [navn]
roles: [konsulent]
retention: {years: 5}
sections:
  - id: foerste
    title: {da: Første, en: First}
    fields:
      - id: navn
        type: text
        label: {da: Navn, en: Name}
        required: true
      - id: udfald
        type: choice
        label: {da: Udfald, en: Outcome}
        options:
          - {value: aftale, label: {da: Aftale, en: Agreement}}
          - {value: ingen, label: {da: Ingen, en: None}}
      - id: antal
        type: integer
        label: {da: Antal, en: How many}
        minimum: 1
        maximum: 10
        visible_when: udfald = "aftale"
      - include: kontakt
      - id: samtykke
        type: yes-no
        label: {da: Samtykke, en: Consent}
      - id: pris
        type: money
        label: {da: Pris, en: Price}
        maximum: 50000
      - id: maal
        type: decimal
        label: {da: Mål, en: Measure}
        maximum: 90000
      - id: dag
        type: date
        label: {da: Dag, en: Day}
        earliest: 2020-01-01
        latest: 2030-12-31
      - id: emner
        type: choices
        label: {da: Emner, en: Topics}
        options:
          - {value: roed, label: {da: Rød, en: Red}}
          - {value: blaa, label: {da: Blå, en: Blue}}
      - id: kode
        type: text
        label: {da: "Kode på kortet", en: Code}
        pattern: '^[0-9-]{2,4}$'
        pattern_help: {da: To til fire cifre., en: Two to four digits.}
        valid_when:
          - {rule: 'kode != "00"', message: {da: Ikke 00., en: Not 00.}}
      - id: bemaerk
        type: long-text
        label: {da: Bemærk, en: Remarks}
        visible_when: antal > 2
  - id: anden
    title: {da: Anden, en: Second}
    visible_when: udfald = "aftale"
    fields:
      - id: ting
        type: group
        label: {da: Ting, en: Things}
        item_label: {da: Ting, en: Thing}
        add_label: {da: Tilføj, en: Add}
        fields:
          - {id: vaegt, type: decimal, label: {da: Vægt, en: Weight}}
      - id: sum
        type: calculated
        as: decimal
        label: {da: Sum, en: Sum}
        calculate: sum(ting.vaegt)
example: {navn: Anna}
"""
PART = """\
fields:
  - {id: telefon, type: phone, label: {da: Telefon, en: Telephone}}
"""
LAW = """\
dates:
  gammel-lov: {date: 2026-06-30, certain: false, source: Prøve.}
  ny-lov: {date: 2027-01-01, certain: true, source: Prøve.}
"""
LIST = """\
columns: {region: text, indbyggere: number}
options:
  - {value: ribe, label: {da: Ribe, en: Ribe}, region: syd, indbyggere: 8257}
  - {value: skive, label: {da: Skive, en: Skive}, region: midt, indbyggere: 20054}
"""


class Mistake(NamedTuple):
    """`old` in the good form becomes `new`; `at` is the line and the column that are told, `says` a pattern of what is told.
    `words` stand in the remedy: followed, they make of `cure[0]` `cure[1]`; without a cure, of `new` `old`."""

    old: str
    new: str
    at: str
    message: str
    words: str
    cure: tuple[str, str] | None = None

    @property
    def broken(self) -> str:
        """The whole file with the mistake."""
        assert GOOD.count(self.old) >= 1, self.old
        return GOOD.replace(self.old, self.new, 1)

    @property
    def cured(self) -> str:
        """The whole file, the remedy followed."""
        wrong, right = self.cure or (self.new, self.old)
        assert wrong in self.broken, wrong
        return self.broken.replace(wrong, right, 1)

    def reported(self, result: Sequence[Fault]) -> Fault | None:
        """The fault among them that tells of this mistake, at its place."""
        at_the_place = (fault for fault in result if f"{fault.line}:{fault.column}" == self.at)
        return next((fault for fault in at_the_place if re.search(self.message, fault.message())), None)


@cache
def _folder() -> TemporaryDirectory[str]:
    """The folder of the form and what stands beside it, until the process ends."""
    folder = TemporaryDirectory()
    definitions(Path(folder.name), parts__kontakt=PART, law__dates=LAW, lists__byer=LIST)
    return folder


@cache
def faults(text: str) -> tuple[Fault, ...]:
    """What `check` finds in the form, the part beside it. Most remedies lead to the same file, which is looked at once."""
    files = definitions(Path(_folder().name), proeve=text)
    return tuple(fault for error in files.check() for fault in error.faults)
