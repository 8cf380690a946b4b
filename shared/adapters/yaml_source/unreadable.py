"""Explains to a form author why a file is not valid YAML: PyYAML's own messages speak of scalars and tokens.

Each common mistake has a diagnosis of its own. They are tried in order; PyYAML's reason is the last resort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
import re
from typing import Any

import yaml

from shared.adapters.yaml_source.reindent import column_above, reindented
from shared.domain.source.faults import DefinitionError, Fault, FaultText


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where PyYAML stopped: `line` and `column`, counted from 0, and the same for the beginning of what it was reading (`begun`);
    `reason` is PyYAML's."""

    lines: Sequence[str]
    line: int
    column: int
    begun: tuple[int, int] | None
    reading: str
    reason: str

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def sign(self) -> str:
        return self.text[self.column : self.column + 1]


Diagnosis = tuple[int, int, FaultText]
"""Line and column from 0, and the fault."""

_KEY = re.compile(r"^(\s*(?:- +)*)([\w-]+)(:?)")


def unreadable(text: str, file: str, error: yaml.YAMLError) -> DefinitionError:
    """The fault of a file that PyYAML could not read."""
    if (wrong := _encoding(text)) is not None:
        line, column, fault_text = wrong
    elif isinstance(error, yaml.MarkedYAMLError):
        line, column, fault_text = _diagnosed(_stop(text, error))
    else:
        line, column, fault_text = _at(text, getattr(error, "position", 0), FaultText("yaml-control"))
    return DefinitionError(file, [Fault(file, line + 1, column + 1, "", fault_text)])


def _encoding(text: str) -> Diagnosis | None:
    """A file that is not UTF-8: its invalid bytes were read as NUL (`definition_folder.text_of`)."""
    at = text.find("\x00")
    if at < 0:
        return None
    return _at(text, at, FaultText("utf-16" if "\x00" in text[at + 1 : at + 4] and at < 2 else "not-utf-8"))


def _at(text: str, position: int, fault_text: FaultText) -> Diagnosis:
    before = text[:position]
    return before.count("\n"), position - (before.rfind("\n") + 1), fault_text


def _stop(text: str, error: yaml.MarkedYAMLError) -> _Stop:
    place: Any = error.problem_mark or error.context_mark
    context: Any = error.context_mark
    begun = (context.line, context.column) if context else None
    line, column = (place.line, place.column) if place else (0, 0)
    return _Stop(text.splitlines(), line, column, begun, error.context or "", error.problem or error.context or "")


def _diagnosed(stop: _Stop) -> Diagnosis:
    unknown: Diagnosis = stop.line, stop.column, FaultText("yaml", {"reason": stop.reason})
    return next((fault_text for diagnosis in _DIAGNOSES if (fault_text := diagnosis(stop)) is not None), unknown)


def _documents(stop: _Stop) -> Diagnosis | None:
    return (stop.line, stop.column, FaultText("yaml-documents")) if "another document" in stop.reason else None


def _tab(stop: _Stop) -> Diagnosis | None:
    for line in (stop.line, stop.line - 1):
        source_line = stop.lines[line] if 0 <= line < len(stop.lines) else ""
        indent = source_line[: len(source_line) - len(source_line.lstrip())]
        if "\t" in indent and ("tab" in stop.reason or "start any token" in stop.reason):
            return line, indent.index("\t"), FaultText("yaml-tab")
    return None


def _open_quote(stop: _Stop) -> Diagnosis | None:
    """A quote that is never closed, or only by a later quote: gives the line where it opens."""
    if "quoted scalar" in stop.reading and "end of stream" in stop.reason and stop.begun:
        line, column = stop.begun
        opened = _odd_quote(stop.lines, line) or (line, column)
        return _opened(stop, *opened)
    if "did not find expected" not in stop.reason:
        return None
    for line in range(stop.line, max(-1, stop.line - 30), -1):
        if (quote := _odd_quote(stop.lines, line)) and line < stop.line:
            return _opened(stop, *quote)
    return None


def _odd_quote(lines: Sequence[str], line: int) -> tuple[int, int] | None:
    """The place of a quote that opens and is not closed on this line."""
    source_line = lines[line] if line < len(lines) else ""
    places = [match.start() for match in re.finditer(r'(?<!\\)"', source_line)]
    single = re.search(r"(?:: |- |^)('[^']*)$", source_line)
    if len(places) % 2:
        return line, places[-1]
    return (line, single.start(1)) if single and not places else None


def _opened(stop: _Stop, line: int, column: int) -> Diagnosis:
    quote, inner = stop.lines[line][column], _until_its_end(stop.lines[line], column)[1:]
    return line, column, FaultText("yaml-open-quote", {"quote": quote}, suggestion=f"{quote}{inner}{quote}")


def _until_its_end(source_line: str, column: int) -> str:
    """The value that begins at `column`: in {da: …, en: …} it ends before the next key or the bracket."""
    rest = source_line[column:]
    return (re.split(r",\s*\w+:|\}\s*$", rest)[0] if "{" in source_line[:column] else rest).rstrip()


def _escape(stop: _Stop) -> Diagnosis | None:
    if "escape" not in stop.reason or not stop.begun or stop.begun[0] != stop.line:
        return None
    quoted = re.match(r'"((?:[^"\\]|\\.)*)"', stop.text[stop.begun[1] :])
    suggestion = f"'{quoted[1]}'" if quoted else ""
    return stop.line, stop.column, FaultText("yaml-escape", suggestion=suggestion)


def _no_space(stop: _Stop) -> Diagnosis | None:
    """`type:yes-no`: without a space the colon is a part of the word."""
    for line in dict.fromkeys((stop.begun[0] if stop.begun else stop.line, stop.line - 1)):
        source_line = stop.lines[line] if 0 <= line < len(stop.lines) else ""
        match = re.match(r"^\s*(?:- +)*([\w-]+):([^\s:{\[].*)$", source_line)
        if match and ("expected ':'" in stop.reason or "mapping values" in stop.reason):
            suggestion = f"{match[1]}: {match[2].rstrip()}"
            return line, match.start(1), FaultText("yaml-no-space", suggestion=suggestion)
    return None


def _dash(stop: _Stop) -> Diagnosis | None:
    """`-id: x`: the dash needs a space too."""
    for line in (stop.line, stop.line - 1):
        source_line = stop.lines[line] if 0 <= line < len(stop.lines) else ""
        if match := re.match(r"^\s*(-)([\w-]+:.*)$", source_line):
            return line, match.start(1), FaultText("yaml-dash", suggestion=f"- {match[2].rstrip()}")
    return None


def _colon(stop: _Stop) -> Diagnosis | None:
    """A colon in a text. In a line with too much indentation PyYAML stops at the key's own colon instead."""
    if stop.sign == ":" and "did not find expected ',' or '}'" in stop.reason:
        begins = max(stop.text.rfind(": ", 0, stop.column), stop.text.rfind("{", 0, stop.column)) + 1
        ends = min((at for sign in ",}" if (at := stop.text.find(sign, stop.column)) >= 0), default=len(stop.text))
        text = stop.text[begins:ends].strip()
        if next_key := re.match(r".*\S( +(?:da|en):)", text):
            return stop.line, begins + 1 + next_key.start(1), FaultText("yaml-comma", suggestion=f",{next_key[1]}")
        return stop.line, stop.column, FaultText("yaml-colon", suggestion=f'"{text}"')
    if "mapping values are not allowed" not in stop.reason:
        return None
    key = _KEY.match(stop.text)
    if key is None or key.end() >= stop.column:
        return None
    text = stop.text[key.end() :].strip()
    return stop.line, stop.column, FaultText("yaml-colon", suggestion=f'"{text}"')


def _indent(stop: _Stop) -> Diagnosis | None:
    """Lines that are indented otherwise than those they belong to."""
    begun = stop.begun[0] if stop.begun else stop.line
    if not _may_be_indent(stop) or (move := reindented(stop.lines, stop.line, begun)) is None:
        return None
    values = {"begins": move.begins + 1, "column": move.column + 1, "lines": move.count}
    return move.line, move.begins, FaultText("yaml-indent" if move.count == 1 else "yaml-indent-lines", values)


def _may_be_indent(stop: _Stop) -> bool:
    return "did not find expected" in stop.reason or "mapping values" in stop.reason


def _unlike_above(stop: _Stop) -> Diagnosis | None:
    """A line whose indentation differs from that of the lines above, in a file that has other faults too."""
    expected = column_above(stop.lines, stop.line)
    begins = len(stop.text) - len(stop.text.lstrip())
    moved = expected is not None and expected != begins
    if not moved or not _may_be_indent(stop) or "parsing a flow" in stop.reading:
        return None
    return stop.line, begins, FaultText("yaml-indent", {"column": expected + 1, "begins": begins + 1})  # type: ignore[operator]


def _bracket(stop: _Stop) -> Diagnosis | None:
    """A { or [ that is not closed on its line."""
    if "flow" not in stop.reading or stop.begun is None or stop.begun[0] == stop.line:
        return None
    line, column = stop.begun
    sign = stop.lines[line][column]
    return line, column, FaultText("yaml-open-bracket", {"sign": sign, "closing": "}" if sign == "{" else "]"})


def _flow(stop: _Stop) -> Diagnosis | None:
    return (stop.line, stop.column, FaultText("yaml-flow")) if "flow" in stop.reading else None


def _extra_bracket(stop: _Stop) -> Diagnosis | None:
    if stop.sign not in ("}", "]") or "flow" in stop.reading:
        return None
    return stop.line, stop.column, FaultText("yaml-extra-bracket", {"sign": stop.sign})


_SPECIAL = {"%", "@", "`", "*", "&", "!", ">", "|", '"', "'"}


def _sign(stop: _Stop) -> Diagnosis | None:
    """A text that begins with a character that has a meaning in YAML."""
    column = stop.begun[1] if stop.begun and stop.begun[0] == stop.line else stop.column
    value = re.match(r"^\s*(?:- +)*[\w-]+: +(.*?)\s*$", stop.text)
    for at in dict.fromkeys((column, value.start(1) if value else column)):
        sign = stop.text[at : at + 1]
        if sign in _SPECIAL:
            text = _until_its_end(stop.text, at)
            quoted = f"'{text}'" if "'" not in text else ""
            return stop.line, at, FaultText("yaml-sign", {"sign": sign}, suggestion=quoted)
    return None


_DIAGNOSES: tuple[Callable[[_Stop], Diagnosis | None], ...] = (
    _documents,
    _tab,
    _indent,
    _open_quote,
    _escape,
    _dash,
    _no_space,
    _bracket,
    _colon,
    _flow,
    _extra_bracket,
    _sign,
    _unlike_above,
)
