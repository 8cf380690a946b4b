"""Recognises habits of authors in faulty expressions, to suggest a remedy: Danish dates and decimals, `ja`, `${felt}`,
`today()`."""

from __future__ import annotations

from collections.abc import Callable
import re

from shared.domain.expressions.scope import Scope
from shared.domain.source.faults import FaultText

Recognise = Callable[[re.Match[str], FaultText, Scope], FaultText | None]
_Rule = tuple[re.Pattern[str], frozenset[str], Recognise]

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_ANY: frozenset[str] = frozenset()


def plainer(text: str, fault_text: FaultText, scope: Scope) -> FaultText:
    """A better text for the fault of an expression, or the same. Its place is where the mistake begins."""
    if fault_text.values.get("found") == "…":
        expected = str(fault_text.values.get("expected", ""))
        return FaultText("ends-early" if expected else "ends-open", fault_text.values, offset=fault_text.offset)
    for pattern, keys, recognise in _RULES:
        if keys and fault_text.key not in keys:
            continue
        for match in pattern.finditer(text):
            # What was read before the fault is correct: the mistake ends there, or begins there.
            if match.end() + 1 >= fault_text.offset and (plain := recognise(match, fault_text, scope)) is not None:
                return plain
    if fault_text.key == "wrong-kind" and fault_text.values.get("expected") != "yes-no":
        return FaultText("wrong-value", fault_text.values, offset=fault_text.offset, suggestion=fault_text.suggestion)
    return fault_text


def _date(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    suggestion = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return FaultText("danish-date", {"written": match[0]}, offset=match.start(), suggestion=suggestion)


def _clock(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    suggestion = f"{int(match[1]):02d}:{match[2]}"
    return FaultText("short-time", {"written": match[0]}, offset=match.start(), suggestion=suggestion)


def _decimal(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if not match.start() <= fault_text.offset <= match.end():
        return None
    return FaultText(
        "decimal-comma", {"written": match[0]}, offset=match.start(), suggestion=match[0].replace(",", ".")
    )


def _truth(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    field = scope.beside.get(match[1])
    if field is None or field.operand_kind() != "yes-no":
        return None
    suggestion = "yes" if match[3].strip('"').lower() in ("true", "ja", "sand") else "no"
    return FaultText("truth-word", {"written": match[3]}, offset=match.start(3), suggestion=suggestion)


def _braces(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    return FaultText("field-in-braces", {"written": match[0]}, offset=match.start(), suggestion=match[1])


def _no_brackets(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    return FaultText("no-brackets", {"written": match[1]}, offset=match.start(), suggestion=match[1])


def _semicolon(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    return FaultText("semicolon", offset=match.start(), suggestion=",")


def _option(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    """`farve = "Rød"`: the label instead of the value; `farve = ""`: instead of testing whether it is answered."""
    name = str(fault_text.values.get("field"))
    field = scope.beside.get(name)
    if fault_text.values.get("value") == "":
        answered = "answered" if re.search(rf'{name}\s*!=\s*""', match[0]) else "not answered"
        return FaultText("empty-option", {"field": name}, offset=fault_text.offset, suggestion=f"{answered}({name})")
    possible = [str(value) for value in (field.possible() or () if field else ())]
    written = str(fault_text.values.get("value"))
    slug = re.sub("[^a-z0-9]+", "-", written.lower().translate(_LETTERS)).strip("-")
    if fault_text.suggestion or slug not in possible:
        return None
    return FaultText(fault_text.key, fault_text.values, offset=fault_text.offset, suggestion=f'"{slug}"')


def _amount(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if fault_text.values.get("expected") != "money":
        return None
    return FaultText("wrong-value", fault_text.values, offset=fault_text.offset, suggestion=f"{match[1]} kr")


def _quoted_date(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    return FaultText("quoted-date", {"written": match[0]}, offset=match.start(), suggestion=match[1])


def _quoted_number(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if (fault_text.values.get("left"), fault_text.values.get("right")) != ("text", "number"):
        return None
    return FaultText("unlike", fault_text.values, offset=fault_text.offset, suggestion=f'"{match[1]}"')


def _now(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if fault_text.values.get("expected") != "date":
        return None
    return FaultText("wrong-value", fault_text.values, offset=fault_text.offset, suggestion="today")


def _count(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if fault_text.values.get("known") != "–":
        return None
    return FaultText("count-of-field", {"group": match[1]}, offset=match.start(), suggestion=f"count({match[1]})")


def _word(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    word = match[0].lower()
    if match[0] in _WORDS.values() or not match.start() <= fault_text.offset <= match.end() + 1:
        return None
    suggestion = _WORDS[word]
    return FaultText("other-word", {"written": match[0]}, offset=match.start(), suggestion=suggestion)


def _contains(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    field = scope.beside.get(match[1])
    if field is None:
        return None
    if field.operand_kind() == "list":
        return FaultText("other-word", {"written": match[2]}, offset=match.start(2), suggestion="includes")
    return FaultText("text-includes", {"field": match[1]}, offset=match.start(), suggestion=f"{match[1]} = {match[3]}")


def _answered(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText:
    suggestion = f"answered({match[1]})"
    return FaultText("answered-brackets", offset=match.start(), suggestion=suggestion)


def _colon(match: re.Match[str], fault_text: FaultText, scope: Scope) -> FaultText | None:
    if match.start(2) != fault_text.offset:
        return None
    return FaultText("colon-for-equals", offset=match.start(), suggestion=f'{match[1]} = "{match[3]}"')


_WORDS = {
    **{"og": "and", "eller": "or", "ikke": "not", "and": "and", "or": "or", "not": "not", "hvis": "if", "if": "if"},
    **{"dag": "day", "dage": "days", "uge": "week", "uger": "weeks", "kroner": "kr", "kr": "kr", "dkk": "kr"},
    **{"idag": "today", "today": "today", "nu": "now", "now": "now"},
    **{"måned": "month", "måneder": "months", "år": "years", "afrund": "round", "længde": "length"},
    **{"ellers": "else", "else": "else", "hvor": "where", "where": "where", "mindst": "min", "størst": "max"},
}
"""The language's words by what people write instead, in lower case."""

_UNREAD = frozenset({"no-operator", "unknown-sign", "bad-number", "expected", "no-operand", "unlike", "wrong-kind"})
_UNKNOWN = _UNREAD | {"unknown-field", "unknown-function", "expected-value", "no-dots", "forgotten-quotes"}
_TRUTHS = r'"?(?:true|false|ja|nej|sand|falsk)"?'

_RULES: tuple[_Rule, ...] = (
    (re.compile(r"\b([a-zA-Z]\w*)\s*(:)\s*([a-z][\w-]*)"), frozenset({"unknown-sign"}), _colon),
    (re.compile(r"\b([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\b"), _UNKNOWN | {"expected-name"}, _date),
    (re.compile(r"(?<![0-9:])([0-9])[:.]([0-5][0-9])(?![0-9:.])"), frozenset({"unknown-sign", "bad-number"}), _clock),
    (re.compile(r"[0-9]+,[0-9]+"), _UNREAD, _decimal),
    (re.compile(rf"\b(\w+)\s*(=|!=)\s*({_TRUTHS})(?![\w\"])", re.IGNORECASE), _UNKNOWN, _truth),
    (re.compile(r"^\s*([0-9]+(?:\.[0-9]+)?)\s*$"), frozenset({"wrong-kind"}), _amount),
    (re.compile(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"'), frozenset({"wrong-kind", "unlike"}), _quoted_date),
    (re.compile(r'(?<![\w".])([0-9]+)(?![\w".])'), frozenset({"unlike"}), _quoted_number),
    (re.compile(r"\bcount\(\s*(\w+)\.\w+\s*\)"), frozenset({"unknown-in-group"}), _count),
    (re.compile(r"^\s*now\b"), frozenset({"wrong-kind"}), _now),
    (re.compile(r"\$\{\s*(\w+)\s*\}"), _ANY, _braces),
    (re.compile(r"\b(today|now)\s*\(\s*\)"), _ANY, _no_brackets),
    (re.compile(r";"), frozenset({"unknown-sign"}), _semicolon),
    (re.compile(r".+", re.DOTALL), frozenset({"unknown-option"}), _option),
    (re.compile(r"\b(\w+)\s+(contains|indeholder|includes)\s+(\"[^\"]*\")"), _UNREAD, _contains),
    (re.compile(r"\banswered\s+(\w+)"), _UNREAD, _answered),
    (re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE), _UNKNOWN, _word),
)
