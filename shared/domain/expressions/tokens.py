"""Splits an expression's text into tokens."""

from __future__ import annotations

from dataclasses import dataclass
import re

from shared.domain.source.faults import FaultText, Values


class ExpressionError(Exception):
    """An expression cannot be used. `fault_text`: the fault, with its offset in the text and a suggestion."""

    def __init__(self, key: str, offset: int, suggestion: str = "", /, **values: object) -> None:
        written: Values = values
        self.fault_text = FaultText(key, written, "", offset, suggestion)
        super().__init__(f"{key} at {offset}")

    @classmethod
    def saying(cls, fault_text: FaultText) -> ExpressionError:
        """The same error with another text."""
        return cls(fault_text.key, fault_text.offset, fault_text.suggestion, **fault_text.values)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is `number`, `text`, `date`, `time`, `name`, `sign` or `end`; `text` as written, `offset` where."""

    kind: str
    text: str
    offset: int


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9A-Za-z-]))
      | (?P<time>[0-9]{2}:[0-9]{2}(?![0-9:]))
      | (?P<number>[0-9]+(\.[0-9]+)?(?![0-9A-Za-z_]))
      | (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<name>[A-Za-zÆØÅæøå_][A-Za-z0-9ÆØÅæøå_]*)
      | (?P<sign><=|>=|!=|[=<>+\-*/&(),.\[\]])""",
    re.VERBOSE | re.DOTALL,
)

_MEANT = {"==": "=", "&&": "and", "||": "or", "!": "not", "<>": "!=", "=>": ">=", "=<": "<=", "≥": ">=", "≤": "<="}
"""Operators of other languages, and what they are here."""

_QUOTES = "'“”„‘’«»"


def tokens(text: str) -> list[Token]:
    """The tokens of an expression, the last of kind `end`. Raises `ExpressionError`."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if foreign := next((sign for sign in _MEANT if text.startswith(sign, at) and text[at : at + 2] != "!="), None):
            raise ExpressionError("foreign-sign", at, _MEANT[foreign], sign=foreign)
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        if match.lastgroup != "space":
            tokens.append(Token(_kind(match), match.group(), at))
        at = match.end()
    return [*tokens, Token("end", "", len(text))]


def _kind(match: re.Match[str]) -> str:
    return next(name for name in ("date", "time", "number", "text", "name", "sign", "space") if match.group(name))


def _unreadable(text: str, at: int) -> ExpressionError:
    if text[at] == '"':
        return ExpressionError("open-quote", at)
    if text[at] in _QUOTES:
        inner = re.match(r".([^'“”„‘’«»\"]*)", text[at:], re.DOTALL)
        return ExpressionError("wrong-quotes", at, f'"{inner.group(1)}"' if inner else "", sign=text[at])
    if text[at].isdigit():
        return ExpressionError("bad-number", at, number=re.match(r"[\w.,]+", text[at:]).group())  # type: ignore[union-attr]
    return ExpressionError("unknown-sign", at, sign=text[at])


_ESCAPE = re.compile(r'\\(["\\n])')


def unquoted(token: Token) -> str:
    """The value of a quoted text: `\\"`, `\\\\` and `\\n` are the only escapes. Raises `ExpressionError`."""
    inner = token.text[1:-1]
    left = _ESCAPE.sub("", inner)
    if "\\" in left:
        raise ExpressionError("bad-escape", token.offset)
    return _ESCAPE.sub(lambda match: "\n" if match.group(1) == "n" else match.group(1), inner)
