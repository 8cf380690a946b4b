"""Reads a definition: its model, the checks that types cannot express, its compilation and its example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from shared.domain.access.roles import ROLES
from shared.domain.authoring.example_check import example_faults
from shared.domain.authoring.model_faults import model_faults
from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault, compile_fields
from shared.domain.compiling.in_force import InForce
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import Definition, Retention
from shared.domain.expressions.compiler import Formula, compile
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Scope
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.fields import Field
from shared.domain.source.faults import DefinitionError, FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath, unplaced
from shared.domain.source.option_list import read_list
from shared.domain.source.option_table import OptionTable


def parse(content: Any, source: str) -> Definition:
    """Make a definition of what its YAML contained, with or without places. Raises `DefinitionError` with every fault."""
    return read(content if isinstance(content, SourceNode) else unplaced(content, source), source).definition


def read(node: SourceNode, source: str) -> Compiled:
    """Read and compile an assembled definition. Raises `DefinitionError` with every fault."""

    plain = node.plain()
    lists = _lists(plain, node)
    try:
        definition = Definition.model_validate(plain, context=lists)
    except ValidationError as error:
        raise DefinitionError(source, list(model_faults(error, node))) from None
    reading = _Reading(definition)
    sections = tuple(reading.sections())
    compiled_fields = reading.compile_fields(sections)
    reading.check()
    if reading.located:
        raise DefinitionError(source, [node.fault(path, fault_text) for path, fault_text in reading.located])
    compiled = Compiled(definition, compiled_fields, sections)
    if faults := [node.fault(path, fault_text) for path, fault_text in _example_faults(compiled)]:
        raise DefinitionError(source, faults)
    return compiled


def _lists(plain: Any, node: SourceNode) -> Mapping[str, OptionTable]:
    """The lists with columns that the definition was assembled with. Raises `DefinitionError`."""
    texts = plain.get("lists") if isinstance(plain, dict) else None
    if not isinstance(texts, dict):
        return {}
    return {name: read_list(text, f"lists/{name}.csv") for name, text in texts.items() if isinstance(text, str)}


class _Reading:
    """The checks of a definition that types cannot express."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self.located: list[LocatedFault] = []

    def sections(self) -> Iterator[Formula | None]:
        """The condition of each section, which may use the fields of the sections before it."""
        before: dict[str, Field] = {}
        later = frozenset(field.id for field in self._definition.written_fields)
        for number, section in enumerate(self._definition.sections):
            formula = None
            if section.visible_when is not None:
                try:
                    scope = Scope(before, before, later=later - frozenset(before))
                    formula = compile(section.visible_when, scope, (Kind.YES_NO,))
                except ExpressionError as error:
                    self.located.append((("sections", number, "visible_when"), error.fault_text))
            yield formula
            before |= {field.id: field for field in section.fields}

    def compile_fields(self, sections: Sequence[Formula | None]) -> tuple[CompiledField, ...]:
        """All fields, compiled together as one object; each fault gets its place in the file."""
        parts = self._definition.sections
        places: list[YamlPath] = [
            ("sections", s, "fields", f) for s, part in enumerate(parts) for f in range(len(part.fields))
        ]
        conditions = [sections[s] for s, part in enumerate(parts) for _ in part.fields]
        fields = self._definition.written_fields
        day = next((field for field in fields if field.id == self._definition.in_force_on), None)
        compiled_fields, located = compile_fields(list(zip(fields, conditions, strict=True)), InForce(day))
        self.located += [((*places[int(number)], *path), fault_text) for (number, *path), fault_text in located]
        return compiled_fields

    def check(self) -> None:
        fields = {field.id: field for field in self._definition.written_fields}
        self._named_fields(fields)
        seen: set[str] = set()
        for number, section in enumerate(self._definition.sections):
            if section.id in seen:
                self.located.append((("sections", number, "id"), FaultText("section-twice", {"id": section.id})))
            seen.add(section.id)
        for number, migration in enumerate(self._definition.migrates):
            located = migration.faults(self._definition.version, fields)
            self.located += [(("migrates", number, *path), fault_text) for path, fault_text in located]
        for number, role in enumerate(self._definition.roles or ()):
            if role not in ROLES:
                fault_text = FaultText(
                    "unknown-role", {"role": role, "known": ", ".join(ROLES)}, suggestion=nearest(role, ROLES)
                )
                self.located.append((("roles", number), fault_text))
        self._legal_basis()
        if self._definition.retention == Retention():
            self.located.append((("retention",), FaultText("no-retention")))

    def _named_fields(self, fields: dict[str, Field]) -> None:
        """The fields that the definition names for lists and for the document's summary."""
        definition = self._definition
        named = {"heading": definition.heading, "card": definition.card, "summary": definition.summary or ()}
        for key, ids in named.items():
            for number, id in enumerate(ids):
                self._check_field_exists((key, number), id, fields)
                if id in ids[:number]:
                    self.located.append(((key, number), FaultText("named-twice", {"id": id, "key": key})))
                # Lists are read by many people, the document only by those who handle the case.
                if key != "summary" and id in fields and fields[id].needs_legal_basis:
                    fault_text = FaultText("guarded-heading", {"id": id, "type": fields[id].kind, "key": key})
                    self.located.append(((key, number), fault_text))
        judged = definition.in_force_on
        if judged is not None:
            self._check_field_exists(("in_force_on",), judged, fields)
            if judged in fields and fields[judged].kind not in ("date", "date-time"):
                fault_text = FaultText("in-force-type", {"id": judged, "type": fields[judged].kind})
                self.located.append((("in_force_on",), fault_text))
        day = definition.follow_up
        if day is not None:
            self._check_field_exists(("follow_up",), day, fields)
            if day in fields and fields[day].kind != "date":
                self.located.append(
                    (("follow_up",), FaultText("follow-up-type", {"id": day, "type": fields[day].kind}))
                )

    def _check_field_exists(self, path: YamlPath, id: str, fields: dict[str, Field]) -> None:
        if id not in fields:
            fault_text = FaultText(
                "unknown-field", {"name": id, "known": ", ".join(fields)}, suggestion=nearest(id, fields)
            )
            self.located.append((path, fault_text))

    def _legal_basis(self) -> None:
        guarded = {field.kind: path for path, field in self._definition.places() if field.needs_legal_basis}
        for path, field in self._definition.places():
            if field.needs_legal_basis and field.kind not in self._definition.legal_basis:
                self.located.append(
                    ((*path, "type"), FaultText("no-legal-basis", {"id": field.id, "type": field.kind}))
                )
        for type in self._definition.legal_basis.keys() - guarded:
            fault_text = FaultText("idle-legal-basis", {"type": type}, suggestion=nearest(type, guarded))
            self.located.append((("legal_basis", type), fault_text))


def _example_faults(compiled: Compiled) -> Iterator[LocatedFault]:
    """The faults of the example, which must be valid for the server."""

    definition = compiled.definition
    if definition.example is not None:
        yield from example_faults(compiled, definition.example, definition.example_at)
