"""A definition: one app, described by a form author in one YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Protocol

from pydantic import Field as Constraint
from pydantic import ValidationError

from shared.domain.compiled import Compiled
from shared.domain.expressions.compiler import Formula, compile
from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.expressions.scope import Scope
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.faults import DefinitionError, Said, nearest
from shared.domain.fields import AnyField, Field
from shared.domain.fields.base import Name
from shared.domain.marked import Node, Way, unplaced
from shared.domain.migrations import Migration
from shared.domain.questions import Question, Told, questions
from shared.domain.roles import CONSULTANT, ROLES
from shared.domain.words import NonEmpty, Strict, Words

LANGUAGES = ("da", "en")
App = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Slug = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")]

LONGEST_NAME = 200
"""Characters of what a list calls a registration; the answers say the rest."""

EXAMPLE_AT = "2026-11-23T10:00:00+01:00"
"""When examples count as answered, where the definition does not say: those that look at today stay valid."""


class Retention(Strict):
    """How long a registration is kept after it was received."""

    years: Annotated[int, Constraint(ge=0, le=50)] = 0
    months: Annotated[int, Constraint(ge=0, le=11)] = 0


class Section(Strict):
    id: Name
    title: Words
    help: Words | None = None
    visible_when: Expression | None = None
    fields: Annotated[tuple[AnyField, ...], Constraint(min_length=1)]


class Definition(Strict):
    """`heading` names the fields that a list shows a registration by; `target` where it goes (a name in the catalogue
    of targets); ids of fields are unique over the sections, since the answers are one object. `example` are the answers
    of a realistic registration, `example_at` when they count as given."""

    app: App
    version: Annotated[int, Constraint(ge=1)]
    title: Words
    description: Words
    submit_label: Words | None = None
    target: Slug
    heading: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    roles: Annotated[tuple[NonEmpty, ...], Constraint(min_length=1)] | None = None
    entity: bool = False
    legal_basis: Annotated[dict[str, NonEmpty], Constraint(default_factory=dict)]
    retention: Retention | None = None
    migrates: tuple[Migration, ...] = ()
    sections: Annotated[tuple[Section, ...], Constraint(min_length=1)]
    example: dict[str, Any] | None = None
    example_at: str = EXAMPLE_AT

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def places(self) -> Iterator[tuple[Way, Field]]:
        """Every field, those inside groups too, with the way to it in the file."""
        for s, section in enumerate(self.sections):
            yield from _below(section.fields, ("sections", s, "fields"))

    def name(self, answers: dict[str, Any], language: str = "da") -> str:
        """What a list calls a registration with these answers, on one line."""
        known = {field.id: field for field in self.fields}
        shown = [known[id].show(answers[id], language) for id in self.heading if id in answers]
        name = " ".join(" · ".join(shown).split()) or self.title.in_language(language)
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"

    def for_roles(self, roles: Sequence[str]) -> bool:
        """Whether somebody with these roles may use the app; where it names none, that is for consultants."""
        return not set(self.roles or (CONSULTANT,)).isdisjoint(roles)


def parse(content: Any, source: str) -> Definition:
    """A definition from what its YAML held, with or without places. Raises `DefinitionError` with every fault."""
    return read(content if isinstance(content, Node) else unplaced(content, source), source).definition


def read(node: Node, source: str) -> Compiled:
    """A definition, put together already, read and compiled. Raises `DefinitionError` with every fault."""
    from shared.domain.model_faults import model_faults

    try:
        definition = Definition.model_validate(node.plain())
    except ValidationError as error:
        raise DefinitionError(source, list(model_faults(error, node))) from None
    reading = _Reading(definition)
    sections = tuple(reading.sections())
    asked = reading.questions(sections)
    reading.check()
    if reading.found:
        raise DefinitionError(source, [node.fault(way, said) for way, said in reading.found])
    compiled = Compiled(definition, asked, sections)
    if faults := [node.fault(way, said) for way, said in _example_faults(compiled)]:
        raise DefinitionError(source, faults)
    return compiled


def _below(fields: Sequence[Field], way: Way) -> Iterator[tuple[Way, Field]]:
    for number, field in enumerate(fields):
        yield (*way, number), field
        yield from _below(field.inner(), (*way, number, "fields"))


class _Reading:
    """What types cannot say of a definition."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self.found: list[Told] = []

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
                    self.found.append((("sections", number, "visible_when"), error.said))
            yield formula
            before |= {field.id: field for field in section.fields}

    def questions(self, sections: Sequence[Formula | None]) -> tuple[Question, ...]:
        """All fields, compiled. They are one object, but a fault is told by its place in the file."""
        parts = self._definition.sections
        places: list[Way] = [
            ("sections", s, "fields", f) for s, part in enumerate(parts) for f in range(len(part.fields))
        ]
        conditions = [sections[s] for s, part in enumerate(parts) for _ in part.fields]
        asked, found = questions(list(zip(self._definition.fields, conditions, strict=True)))
        self.found += [((*places[int(number)], *way), said) for (number, *way), said in found]
        return asked

    def check(self) -> None:
        known = {field.id: field for field in self._definition.fields}
        for number, id in enumerate(self._definition.heading):
            self._known(("heading", number), id, known)
            if id in known and known[id].needs_legal_basis:
                self.found.append((("heading", number), Said("guarded-heading", {"id": id, "type": known[id].kind})))
        seen: set[str] = set()
        for number, section in enumerate(self._definition.sections):
            if section.id in seen:
                self.found.append((("sections", number, "id"), Said("section-twice", {"id": section.id})))
            seen.add(section.id)
        for number, migration in enumerate(self._definition.migrates):
            found = migration.faults(self._definition.version, known)
            self.found += [(("migrates", number, *way), said) for way, said in found]
        for number, role in enumerate(self._definition.roles or ()):
            if role not in ROLES:
                said = Said("unknown-role", {"role": role, "known": ", ".join(ROLES)}, meant=nearest(role, ROLES))
                self.found.append((("roles", number), said))
        self._legal_basis()
        if self._definition.retention == Retention():
            self.found.append((("retention",), Said("no-retention")))

    def _known(self, way: Way, id: str, known: dict[str, Field]) -> None:
        if id not in known:
            said = Said("unknown-field", {"name": id, "known": ", ".join(known)}, meant=nearest(id, known))
            self.found.append((way, said))

    def _legal_basis(self) -> None:
        guarded = {field.kind: way for way, field in self._definition.places() if field.needs_legal_basis}
        for way, field in self._definition.places():
            if field.needs_legal_basis and field.kind not in self._definition.legal_basis:
                self.found.append(((*way, "type"), Said("no-legal-basis", {"id": field.id, "type": field.kind})))
        for type in self._definition.legal_basis.keys() - guarded:
            said = Said("idle-legal-basis", {"type": type}, meant=nearest(type, guarded))
            self.found.append((("legal_basis", type), said))


def _example_faults(compiled: Compiled) -> Iterator[Told]:
    """The example must be one that the server would take."""
    from shared.domain.example import example_faults

    definition = compiled.definition
    if definition.example is not None:
        yield from example_faults(compiled, definition.example, definition.example_at)


class Definitions(Protocol):
    """The definitions, working and published. One that cannot be used never takes another down."""

    def all(self) -> Sequence[Compiled]:
        """Every usable one, newest version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> Compiled:
        """One app's newest, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        ...


__all__ = ["LANGUAGES", "Compiled", "Definition", "DefinitionError", "Definitions", "Section", "parse", "read"]
