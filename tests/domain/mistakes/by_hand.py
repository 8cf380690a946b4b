"""The mistakes whose remedy a person must follow by hand, and why: all others are cured by what the message says was meant."""

from __future__ import annotations

from shared.domain.source.faults import Fault
from tests.domain.mistakes.form import Mistake

CHOOSES = "there is more than one way out, and only the author knows which was meant"
WORDS = "what is missing are words or numbers that only the author knows"
PLACE = "the remedy deletes, moves or closes something, perhaps elsewhere: nothing takes its place"
PATTERN = "what was meant stands in the message as a form to fill in"
SECOND = "behind the first mistake stands a second one, which is told of when the first is mended"
QUOTES = "the quotes around the whole value must change too"
PART = "only a part of what stands there, or beside it, is replaced, perhaps more than once"

WITHOUT_MEANT: dict[str, str] = {
    **dict.fromkeys(
        (
            *(
                "above-default-bound",
                "bad-example",
                "beyond-years",
                "bounds",
                "brace-in-group",
                "by-zero",
                "column-of-several",
            ),
            *(
                "constants-only",
                "days-and-months",
                "default-beyond",
                "few-options",
                "follow-up-type",
                "guarded-heading",
                "in-force-type",
            ),
            *(
                "kr-decimals",
                "law-date",
                "link-address",
                "list-default",
                "lone-brace",
                "migrates-forward",
                "never-shown",
            ),
            *(
                "never-true",
                "no-such-date",
                "no-such-moment",
                "not-number",
                "not-truth",
                "not-whole",
                "not-whole-decimal",
            ),
            *("option-never", "pattern-broken", "pattern-ends", "pattern-long", "pattern-short", "too-large-value"),
            *(
                "too-small",
                "unknown-function",
                "unknown-need",
                "unknown-key",
                "unknown-option",
                "unknown-role",
                "unknown-templates",
            ),
            *("unlike", "unlike-branches", "wrong-value", "where-no-list", "value-not-in-heading", "reserved-id"),
        ),
        CHOOSES,
    ),
    **dict.fromkeys(
        (
            *("chained", "empty-text", "ends-open", "few-items", "group-field-only", "missing", "no-legal-basis"),
            *("no-operand", "no-operator", "no-retention", "no-type", "not-text", "pattern-help"),
        ),
        WORDS,
    ),
    **dict.fromkeys(
        (
            *(
                "dates-swapped",
                "ends-early",
                "html-in-text",
                "id-twice",
                "idle-legal-basis",
                "key-twice",
                "later-field",
            ),
            *("law-dates-swapped", "not-utf-8", "open-quote", "open-stars", "option-twice", "required-twice"),
            *("section-twice", "unknown-sign", "value-guarded", "value-not-here", "yaml-control", "yaml-documents"),
            *("yaml-extra-bracket", "target-and-targets", "yaml-indent", "yaml-open-bracket", "yaml-tab", "yaml-tag"),
        ),
        PLACE,
    ),
}
"""By the message's key, where it does not say what was meant."""

WITH_MEANT: dict[str, str] = {
    "target: fasit-document": SECOND,
    "  - id: foerste\n    helps: x": SECOND,
    "follow_up: nvn": SECOND,
    "type: choice\n        default: \"'aftale'\"\n": QUOTES,
    "type: choice\n        default: '\"aftal\"'\n": PART,
    "{value: roed, label: {da: Rød, en: Red}, visible_when: udfalt}": SECOND,
    "      - {id: by, type: choice, label: {da: By, en: Town}, list: byer, where: {regoin: navn}}\n      - id: kode\n": PART,
    (
        "      - {id: by, type: choice, label: {da: By, en: Town}, list: byer, where: {region: navn}}\n"
        "      - {id: tal, type: calculated, as: decimal, label: {da: T, en: T}, calculate: by.indbyggre}\n      - id: kode\n"
    ): PART,
    "visible_when: antal > 1.000": SECOND,
    "visible_when: \"udfald = 'aftale'\"": QUOTES,
    "visible_when: \"antal > 'to'\"": QUOTES,
    "visible_when: 'udfald in [aftale, ingen]'": PART,
    "sum(ting.vægt)": PART,
    "if(samtykke; 1; 2)": PART,
    "if(samtykke, 1)": PATTERN,
    "round(maal)": PATTERN,
    "{da: Navn, helst kort, ikke langt, en: Name}": PART,
    "{da: Navn en: Name}": PART,
    'pattern: "^\\d{4}$"': QUOTES,
    "pattern: %x": SECOND,
    "visible_when: >= 2": SECOND,
    "visible_when: *samtykke*": SECOND,
    "label: {da: **Samtykke**, en: Consent}": SECOND,
}
"""By what the author wrote, where the message says what was meant, and putting it there is not enough."""


def why_by_hand(mistake: Mistake, reported: Fault) -> str:
    """Why a person must follow the remedy; an empty text where the message says all."""
    return WITH_MEANT.get(mistake.new, "") if reported.text.suggestion else WITHOUT_MEANT[reported.text.key]
