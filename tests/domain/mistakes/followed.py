"""Following a remedy by machine: what stands at the line and the column becomes what the message says was meant."""

from __future__ import annotations

from collections.abc import Iterator
import re

from shared.domain.source.faults import Fault

_NAMED = ("written", "value", "name", "key", "sign", "part", "type", "role", "target")
"""The values of a message that say what the author wrote."""
_ENDS = tuple(
    re.compile(shape)
    for shape in (
        r"\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”",  # in quotes
        r"\w+(?:\([^)\n]*\)|\.\w+)",  # a call, or a field of a group
        r"https?://[^\s)]+",
        r"\{[^}\n]*\}",
        r"[^\s,:\[\]{}()\"']+",  # a word
        r"[^,\[\]{}\n]+",  # a value between braces
        r"[^'\n]+",  # a value between quotes
        r"[^\n]+",  # a value to the end of its line
    )
)
_KEY = re.compile(r"[\w-]+: *['\"]?")


def followed(text: str, fault: Fault) -> Iterator[str]:
    """The file with what was meant in the place of what is wrong, as a person would read it: of the words that the message
    names, of the word there, of the value it stands in, or of that value's key too. The first that is a good file counts."""
    lines = text.splitlines(keepends=True)
    line_start = sum(map(len, lines[: fault.line - 1]))
    place = line_start + fault.column - 1
    for start in _starts(text, line_start, place, fault):
        for end in _ends(text, start, place, fault):
            yield text[:start] + fault.text.suggestion + text[end:]


def _starts(text: str, line_start: int, place: int, fault: Fault) -> Iterator[int]:
    yield place
    sign = str(fault.text.values.get("sign", ""))
    if sign and text.startswith(f"{sign} ", place):
        yield place + len(sign) + 1
    for key in reversed([*_KEY.finditer(text, line_start, place)]):
        yield from (key.end(), key.start())


def _ends(text: str, start: int, place: int, fault: Fault) -> Iterator[int]:
    for name in _NAMED if start == place else ():
        written = str(fault.text.values.get(name, ""))
        if written and text.startswith(written, start):
            yield start + len(written)
    for begin in dict.fromkeys((start, max(start, place))):
        for shape in _ENDS:
            if (match := shape.match(text, begin)) and begin + len(match[0].rstrip()) > place:
                yield begin + len(match[0].rstrip())
    if start < place:
        yield place
