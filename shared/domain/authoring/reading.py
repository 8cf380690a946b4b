"""A definition read: its model, what types cannot say of it, its compilation, its example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from shared.domain.access.roles import ROLES
from shared.domain.authoring.example_check import example_faults
from shared.domain.authoring.model_faults import model_faults
from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault, questions
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import Definition, Retention
from shared.domain.expressions.compiler import Formula, compile
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Scope
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.fields import Field
from shared.domain.source.faults import DefinitionError, FaultText, nearest
from shared.domain.source.node import SourceNode, YamlPath, unplaced


def parse(content: Any, source: str) -> Definition:
    """A definition from what its YAML held, with or without places. Raises `DefinitionError` with every fault."""
    return read(content if isinstance(content, SourceNode) else unplaced(content, source), source).definition


def read(node: SourceNode, source: str) -> Compiled:
    """A definition, put together already, read and compiled. Raises `DefinitionError` with every fault."""

    try:
        definition = Definition.model_validate(node.plain())
    except ValidationError as error:
        raise DefinitionError(source, list(model_faults(error, node))) from None
    reading = _Reading(definition)
    sections = tuple(reading.sections())
    asked = reading.questions(sections)
    reading.check()
    if reading.located:
        raise DefinitionError(source, [node.fault(path, fault_text) for path, fault_text in reading.located])
    compiled = Compiled(definition, asked, sections)
    if faults := [node.fault(path, fault_text) for path, fault_text in _example_faults(compiled)]:
        raise DefinitionError(source, faults)
    return compiled


class _Reading:
    """What types cannot say of a definition."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self.located: list[LocatedFault] = []

    def sections(self) -> Iterator[Formula | None]:
        """The condition of each section, over the fields of the sections before it."""
        before: dict[str, Field] = {}
        later = frozenset(field.id for field in self._definition.fields)
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

    def questions(self, sections: Sequence[Formula | None]) -> tuple[CompiledField, ...]:
        """All fields, compiled. They are one object, but a fault is told by its place in the file."""
        parts = self._definition.sections
        places: list[YamlPath] = [
            ("sections", s, "fields", f) for s, part in enumerate(parts) for f in range(len(part.fields))
        ]
        conditions = [sections[s] for s, part in enumerate(parts) for _ in part.fields]
        asked, located = questions(list(zip(self._definition.fields, conditions, strict=True)))
        self.located += [((*places[int(number)], *path), fault_text) for (number, *path), fault_text in located]
        return asked

    def check(self) -> None:
        fields = {field.id: field for field in self._definition.fields}
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
                    "unknown-role", {"role": role, "known": ", ".join(ROLES)}, meant=nearest(role, ROLES)
                )
                self.located.append((("roles", number), fault_text))
        self._legal_basis()
        if self._definition.retention == Retention():
            self.located.append((("retention",), FaultText("no-retention")))

    def _named_fields(self, fields: dict[str, Field]) -> None:
        """The fields that lists and the document's top show, and that lists go by."""
        definition = self._definition
        named = {"heading": definition.heading, "card": definition.card, "summary": definition.summary or ()}
        for key, ids in named.items():
            for number, id in enumerate(ids):
                self._known((key, number), id, fields)
                if id in ids[:number]:
                    self.located.append(((key, number), FaultText("named-twice", {"id": id, "key": key})))
                # A list shows it to many, the document to who reads the case.
                if key != "summary" and id in fields and fields[id].needs_legal_basis:
                    fault_text = FaultText("guarded-heading", {"id": id, "type": fields[id].kind, "key": key})
                    self.located.append(((key, number), fault_text))
        day = definition.follow_up
        if day is not None:
            self._known(("follow_up",), day, fields)
            if day in fields and fields[day].kind != "date":
                self.located.append(
                    (("follow_up",), FaultText("follow-up-type", {"id": day, "type": fields[day].kind}))
                )

    def _known(self, path: YamlPath, id: str, fields: dict[str, Field]) -> None:
        if id not in fields:
            fault_text = FaultText("unknown-field", {"name": id, "known": ", ".join(fields)}, meant=nearest(id, fields))
            self.located.append((path, fault_text))

    def _legal_basis(self) -> None:
        guarded = {field.kind: path for path, field in self._definition.places() if field.needs_legal_basis}
        for path, field in self._definition.places():
            if field.needs_legal_basis and field.kind not in self._definition.legal_basis:
                self.located.append(
                    ((*path, "type"), FaultText("no-legal-basis", {"id": field.id, "type": field.kind}))
                )
        for type in self._definition.legal_basis.keys() - guarded:
            fault_text = FaultText("idle-legal-basis", {"type": type}, meant=nearest(type, guarded))
            self.located.append((("legal_basis", type), fault_text))


def _example_faults(compiled: Compiled) -> Iterator[LocatedFault]:
    """The example must be one that the server would take."""

    definition = compiled.definition
    if definition.example is not None:
        yield from example_faults(compiled, definition.example, definition.example_at)
