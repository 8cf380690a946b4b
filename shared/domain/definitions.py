"""A definition: one app, described by a form author in one YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
import json
from typing import Annotated, Any, Protocol

from pydantic import Field as Constraint
from pydantic import ValidationError

from shared.domain.fields import AnyField, Field, Group
from shared.domain.fields.base import Name
from shared.domain.objects import faults, object_schema
from shared.domain.validation import Validator
from shared.domain.words import Strict, Words

LANGUAGES = ("da", "en")


class DefinitionError(Exception):
    """A definition cannot be used. `faults` are (path in the file, what is wrong and what to do)."""

    def __init__(self, source: str, faults: Sequence[tuple[str, str]]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{source}: {path}: {message}" for path, message in self.faults))


class Section(Strict):
    id: Name
    title: Words
    help: Words | None = None
    fields: Annotated[tuple[AnyField, ...], Constraint(min_length=1)]


class Definition(Strict):
    """`heading` names the fields that a list shows a registration by; `target` where it goes (a name in the catalogue
    of targets); ids of fields are unique over the sections, since the answers are one object."""

    app: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    version: Annotated[int, Constraint(ge=1)]
    title: Words
    description: Words
    target: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")]
    heading: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    sections: Annotated[tuple[Section, ...], Constraint(min_length=1)]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def name(self, answers: dict[str, Any], language: str = "da") -> str:
        """What a list calls a registration with these answers."""
        known = {field.id: field for field in self.fields}
        shown = [known[id].show(answers[id], language) for id in self.heading if id in answers]
        return " · ".join(shown) or self.title.in_language(language)


def parse(content: Any, source: str) -> Definition:
    """A definition from what its YAML held. Raises `DefinitionError` with a path and a remedy for every fault."""
    try:
        definition = Definition.model_validate(content)
    except ValidationError as error:
        raise DefinitionError(source, list(_told(error))) from None
    found = list(_field_faults(definition))
    known = {field.id for field in definition.fields}
    found += [(f"heading.{n}", f"there is no field {id}") for n, id in enumerate(definition.heading) if id not in known]
    if found:
        raise DefinitionError(source, found)
    return definition


def _field_faults(definition: Definition) -> Iterator[tuple[str, str]]:
    # The fields of all sections are one object, but a fault is told by its place in the file.
    places = [f"sections.{s}.fields.{f}" for s, sec in enumerate(definition.sections) for f in range(len(sec.fields))]
    for path, message in faults(definition.fields, "fields"):
        number, _, rest = path.removeprefix("fields.").partition(".")
        yield f"{places[int(number)]}.{rest}".rstrip("."), message


_TYPES = "text, long-text, number, yes-no, choice, choices, date, date-time, cvr, p-number, group"


def _told(error: ValidationError) -> Iterable[tuple[str, str]]:
    for fault in error.errors(include_url=False):
        path = ".".join(str(part) for part in fault["loc"] if part not in _TYPES.split(", ")) or "the file"
        match fault["type"]:
            case "extra_forbidden":
                yield path, "this key is not known here; check its spelling"
            case "missing":
                yield path, "this key is missing; add it"
            case "union_tag_invalid" | "union_tag_not_found":
                yield path, f"give a type that exists: {_TYPES}"
            case _:
                yield path, fault["msg"].removeprefix("Value error, ")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a definition gives: its JSON Schema, ready to validate, and what the phone draws the form from."""

    definition: Definition
    validator: Validator
    content: bytes
    etag: str


def compiled(definition: Definition) -> Compiled:
    """Compile a definition; `content` is the JSON that `docs/architecture.md` calls the compiled definition."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **object_schema(definition.fields)}
    content = json.dumps(
        {
            **definition.model_dump(include={"app", "version", "title", "description"}),
            "languages": LANGUAGES,
            "heading": definition.heading,
            "schema": schema,
            "sections": [_section(section) for section in definition.sections],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    return Compiled(definition, Validator(schema, _labels(definition.fields)), content, etag)


def _section(section: Section) -> dict[str, Any]:
    head = section.model_dump(include={"id", "title", "help"})
    return {**head, "fields": [field.layout() for field in section.fields]}


def _labels(fields: Sequence[Field], before: tuple[str, ...] = ()) -> dict[tuple[str, ...], dict[str, str]]:
    """The label of each field by its path, with `*` for the number of an item."""
    labels: dict[tuple[str, ...], dict[str, str]] = {}
    for field in fields:
        path = (*before, field.id)
        labels[path] = field.label.model_dump()
        if isinstance(field, Group):
            labels |= _labels(field.fields, (*path, "*"))
    return labels


class Definitions(Protocol):
    """The published definitions. One that cannot be used never takes another down."""

    def all(self) -> Sequence[Compiled]:
        """Every usable one, newest version of each app, by app."""
        ...

    def get(self, app: str, version: int | None = None) -> Compiled:
        """One app's newest, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        ...
