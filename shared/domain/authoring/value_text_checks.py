"""Checks the field names in texts: each must be a field whose answer can be shown there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
import re

from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.definition.definition import Definition
from shared.domain.fields.base import Field
from shared.domain.fields.worded import may_stand_in_texts
from shared.domain.source.faults import FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath
from shared.domain.text.value_texts import FORM, ValueName, lone_brace, names_in

_LANGUAGES = frozenset({"da", "en"})
_OF_FIELDS = frozenset({"label", "help", "text", "message"})
_OF_SECTIONS = frozenset({"title", "help"})
_SECTION = len(("sections", 0, "title"))

Named = Mapping[str, Field]


def value_text_faults(definition: Definition, node: SourceNode) -> Iterator[LocatedFault]:
    """The faults of the names in the texts of a definition."""
    checks = _Checks(definition)
    for direction, text in texts_below(node):
        yield from ((direction, fault_text) for fault_text in checks.faults(direction, text))


_IN_GROUP = re.compile(r"\{\w+(\.\w+)+\}")


def texts_below(node: SourceNode, yaml_path: YamlPath = ()) -> Iterator[tuple[YamlPath, str]]:
    """Every text for people below a node, in each language."""
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            if key in _LANGUAGES and isinstance(inner.value, str):
                yield (*yaml_path, key), inner.value
            else:
                yield from texts_below(inner, (*yaml_path, key))
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            yield from texts_below(inner, (*yaml_path, number))


class _Checks:
    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._form: Named = {field.id: field for field in definition.written_fields}

    def faults(self, yaml_path: YamlPath, text: str) -> Iterator[FaultText]:
        offset = lone_brace(text)
        if offset is not None and text[max(offset - 1, 0) : offset + 1] != "${":
            inside = _IN_GROUP.match(text, offset)
            key, written = ("brace-in-group", inside[0]) if inside else ("lone-brace", text[offset : offset + 20])
            yield FaultText(key, {"written": written}, offset=offset)
        beside = self._beside(yaml_path[:-1])
        for named in names_in(text):
            if text[max(named.offset - 1, 0)] == "$":
                continue
            written = f"{{{named.name}}}"
            if beside is None:
                yield FaultText("value-not-here", {"written": written}, offset=named.offset)
            elif yaml_path[0] == "heading_text" and named.name.removeprefix(FORM) not in self._definition.heading:
                values = {"name": named.name, "written": written}
                yield FaultText("value-not-in-heading", values, offset=named.offset)
            else:
                yield from self._named(named, beside)

    def _named(self, named: ValueName, beside: Named) -> Iterator[FaultText]:
        of_form = named.name.startswith(FORM)
        id, among = named.name.removeprefix(FORM), self._form if of_form else beside
        if id not in among:
            suggestion = f"form.{id}" if id in self._form else nearest(id, among)
            values = {"name": named.name, "known": ", ".join(among)}
            yield FaultText(
                "value-unknown", values, offset=named.offset, suggestion=f"{{{suggestion}}}" if suggestion else ""
            )
        elif not may_stand_in_texts(among[id]):
            values = {"name": id, "type": among[id].kind, "written": f"{{{named.name}}}"}
            yield FaultText("value-guarded", values, offset=named.offset)

    def _beside(self, yaml_path: YamlPath) -> Named | None:
        """The fields that a text may name by their ids alone; None where it may show no answers."""
        if yaml_path == ("heading_text",):
            return self._form
        if yaml_path[:1] != ("sections",) or "options" in yaml_path:
            return None
        if len(yaml_path) == _SECTION:
            return self._form if yaml_path[-1] in _OF_SECTIONS else None
        return self._of_field(yaml_path) if yaml_path[-1] in _OF_FIELDS else None

    def _of_field(self, yaml_path: YamlPath) -> Named:
        """For `("sections", 0, "fields", 1, "fields", 0, "label")`: the fields of the object that contains the last of these."""
        fields: Sequence[Field] = self._definition.sections[int(yaml_path[1])].fields
        beside, steps = self._form, list(yaml_path[2:])
        while steps[:1] == ["fields"] and steps[2:3] == ["fields"]:
            fields = getattr(fields[int(steps[1])], "fields", ())
            beside, steps = {field.id: field for field in fields}, steps[2:]
        return beside
