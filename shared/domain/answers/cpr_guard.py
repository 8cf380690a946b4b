"""Finds CPR numbers in answers that may not hold them.

The phone's counterpart is `static-web/src/form/engine/cpr-guard.ts`; `tests/vectors/cpr-in-texts.json` tests that they agree.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from shared.domain.answers.validator import json_pointer
from shared.domain.answers.walk import answered
from shared.domain.fields.base import Field
from shared.domain.fields.worded import Wording
from shared.domain.problems import FieldError
from shared.domain.text.cpr_numbers import holds_cpr


def doubtful_texts(fields: Sequence[Field], answers: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The JSON Pointers of the texts that contain a number in the format of a CPR number, each once, in the order of the form,
    with their labels by language. The answers are valid."""
    by_path: dict[str, dict[str, str]] = {}
    wording = Wording.of_form(fields, answers)
    for field, value, path in answered(fields, answers):
        for below, text in field.free_texts(value):
            if holds_cpr(text):
                label = field.part_labels().get(below[-1]) if below else None
                words = (label or field.label).in_both()
                worded = wording.at(path).in_both(words)
                by_path[json_pointer((*path, *below))] = {"da": worded["da"], "en": worded["en"]}
    return by_path


def cpr_faults(
    fields: Sequence[Field], answers: dict[str, Any], forbidden: bool, not_cpr: Collection[str]
) -> tuple[FieldError, ...]:
    """A fault at each such text: `cpr-number`, which the person may remove or declare not to be one, or `cpr-forbidden`.

    `not_cpr`: the pointers whose numbers the person declares not to be CPR numbers, which is ignored where the definition forbids
    them (`forbidden`).
    """
    doubtful = doubtful_texts(fields, answers)
    return tuple(
        FieldError(path, "cpr-forbidden" if forbidden else "cpr-number", label)
        for path, label in doubtful.items()
        if forbidden or path not in not_cpr
    )
