"""Dates of the law by name, which definitions write in `from` and `until`: they stand in one place, `shared/definitions/law/`.

dates:
  jobrotation-ophoert:
    date: 2026-06-30
    certain: false
    source: …
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
import re

from shared.domain.calendar import is_date
from shared.domain.source.faults import DefinitionError, Fault, FaultText, nearest
from shared.domain.source.node import SourceNode

_NAME = re.compile("[a-z][a-z0-9-]*")
_KEYS = ("from", "until")
_KNOWN = ("date", "certain", "source")


@dataclass(frozen=True, slots=True)
class LawDate:
    """`node`: the date in its file; `certain`: whether its author knows that it is the law's date."""

    name: str
    node: SourceNode
    certain: bool
    source: str


def read_dates(node: SourceNode) -> Mapping[str, LawDate]:
    """The dates of a file, by name. Raises `DefinitionError` with every fault."""
    faults: list[Fault] = []
    dates = node.get("dates")
    if dates is None or not isinstance(dates.value, dict):
        raise DefinitionError(node.mark.file, [node.fault(("dates",), FaultText("law-no-dates"))])
    by_name = {name: _date(name, inner, faults) for name, inner in dates.value.items()}
    faults += [
        dates.fault((name,), FaultText("law-name", {"name": name}), at_key=True)
        for name in by_name
        if not _NAME.fullmatch(name)
    ]
    if faults:
        raise DefinitionError(node.mark.file, faults)
    return {name: date for name, date in by_name.items() if date}


def _date(name: str, node: SourceNode, faults: list[Fault]) -> LawDate | None:
    day, certain, source = (node.get(key) for key in _KNOWN)
    for key in node.value if isinstance(node.value, dict) else ():
        if key not in _KNOWN:
            fault_text = FaultText(
                "unknown-key", {"key": key, "known": ", ".join(_KNOWN)}, suggestion=nearest(key, _KNOWN)
            )
            faults.append(node.fault((key,), fault_text, at_key=True))
    if day is None or not is_date(str(day.value)):
        faults.append((day or node).fault((), FaultText("law-date", {"key": name, "value": day.value if day else ""})))
        return None
    if certain is None or not isinstance(certain.value, bool):
        faults.append((certain or node).fault((), FaultText("law-certain", {"name": name})))
        return None
    if source is None or not str(source.value).strip():
        faults.append(node.fault((), FaultText("missing", {"key": "source"})))
        return None
    return LawDate(name, day, certain.value, str(source.value))


class LawDates:
    """Inserts the dates where a definition names them, and records which files they came from."""

    def __init__(self, files: Mapping[str, SourceNode], faults: list[Fault]) -> None:
        self._files = files
        self._faults = faults
        self._dates: dict[str, LawDate] | None = None
        self._homes: dict[str, str] = {}
        self.used: set[str] = set()

    def resolved(self, root: SourceNode) -> SourceNode:
        """The definition with each name of a date replaced by the date."""
        listed = root.get("sections")
        if listed is None or not isinstance(listed.value, list):
            return root
        sections = [self._fields(section) for section in listed.value]
        return root.with_("sections", SourceNode(sections, listed.mark))

    def _fields(self, owner: SourceNode) -> SourceNode:
        return self._each(owner, "fields", lambda field: self._fields(self._field(field)))

    def _field(self, field: SourceNode) -> SourceNode:
        for key in ("options", "valid_when"):
            field = self._each(field, key, self._dated)
        return self._dated(field)

    def _each(self, owner: SourceNode, key: str, change: Callable[[SourceNode], SourceNode]) -> SourceNode:
        listed = owner.get(key)
        if listed is None or not isinstance(listed.value, list):
            return owner
        return owner.with_(key, SourceNode([change(item) for item in listed.value], listed.mark))

    def _dated(self, node: SourceNode) -> SourceNode:
        for key in _KEYS:
            written = node.get(key)
            if written is None or not isinstance(written.value, str) or not _NAME.fullmatch(written.value):
                continue
            names = self._dates_by_name()
            if written.value in names:
                self.used.add(self._homes[written.value])
                node = node.with_(key, SourceNode(names[written.value].node.value, written.mark))
            else:
                values = {"name": written.value, "known": ", ".join(names) or "–"}
                fault_text = FaultText("unknown-law-date", values, suggestion=nearest(written.value, names))
                self._faults.append(written.fault((), fault_text))
                node = node.without(key)
        return node

    def _dates_by_name(self) -> Mapping[str, LawDate]:
        if self._dates is None:
            self._dates = {}
            for file, dates in self._read():
                self._dates |= dates
                self._homes |= dict.fromkeys(dates, file)
        return self._dates

    def _read(self) -> Iterator[tuple[str, Mapping[str, LawDate]]]:
        for file in self._files:
            try:
                yield file, read_dates(self._files[file])
            except DefinitionError as error:
                self._faults += [fault for fault in error.faults if fault not in self._faults]
