"""A compiled definition: a validator for the server, and the layout from which the phone draws the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
import json
from typing import TYPE_CHECKING, Any

from shared.domain.answers.validator import Fields, Validator
from shared.domain.compiling import schema_and_rules
from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.definition.facts import Facts
from shared.domain.expressions.compiler import Formula
from shared.domain.fields.overruling import with_overrulings
from shared.domain.layout import CompiledDefinition, ListLayout, Rule, SectionLayout
from shared.domain.source.option_table import OptionTable
from shared.texts import LANGUAGES

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition, Section
    from shared.domain.fields.base import Field

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Compiled:
    """A compiled definition; its parts are made on first use. `sections`: the sections' own conditions, in order."""

    definition: Definition
    compiled_fields: tuple[CompiledField, ...]
    sections: tuple[Formula | None, ...]

    @property
    def compiled(self) -> Compiled:
        """The definition itself, which is already compiled."""
        return self

    @cached_property
    def facts(self) -> Facts:
        """What lists and roles need to know of it."""
        definition = self.definition
        return Facts(
            app=definition.app,
            version=definition.version,
            targets=tuple(definition.destinations),
            title=definition.title.in_both(),
            description=definition.description.in_both(),
            entity=definition.entity,
            roles=definition.roles or (),
            chooses_from=tuple(sorted(_entity_apps(definition.fields))),
        )

    @cached_property
    def lists(self) -> Mapping[str, OptionTable]:
        """The lists with columns that its fields choose from, by name."""
        fields = fields_by_path(self.compiled_fields).values()
        return dict(sorted(listed for field in fields if (listed := field.listed_in())))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the answers (draft 2020-12)."""
        return {"$schema": DIALECT, **schema_and_rules.object_schema(self.compiled_fields)}

    @cached_property
    def rules(self) -> list[Rule]:
        """What the schema does not express."""
        return list(schema_and_rules.rules(self.compiled_fields))

    @cached_property
    def validator(self) -> Validator:
        return Validator(self.schema, self.rules, self.compiled_fields, fields_by_path(self.compiled_fields))

    @cached_property
    def content(self) -> bytes:
        """The JSON that `docs/architecture.md` calls the compiled definition."""
        return json.dumps(self.layout(), ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def etag(self) -> str:
        return f'"{sha256(self.content).hexdigest()[:32]}"'

    def layout(self) -> CompiledDefinition:
        """The compiled definition before it is serialised."""
        definition = self.definition
        retention = definition.retention
        layout: CompiledDefinition = {
            "app": definition.app,
            "version": definition.version,
            "title": definition.title.in_both(),
            "description": definition.description.in_both(),
            "entity": definition.entity,
            "retention": {"years": retention.years, "months": retention.months} if retention else None,
            "submitLabel": definition.submit_label.in_both() if definition.submit_label else None,
            "languages": list(LANGUAGES),
            "heading": list(definition.heading),
            "cprInTexts": definition.cpr_in_texts,
            "migrates": [migration.layout() for migration in definition.migrates],
            "schema": self.schema,
            "rules": self.rules,
            "sections": list(self._sections()),
        }
        if definition.heading_text is not None:
            layout["headingText"] = definition.heading_text.in_both()
        if definition.measures:
            layout["measures"] = sorted(set(definition.measures))
        return {**layout, "lists": {name: _list(table) for name, table in self.lists.items()}} if self.lists else layout

    def _sections(self) -> Iterator[SectionLayout]:
        begins = 0
        for section, condition in zip(self.definition.sections, self.sections, strict=True):
            ends = begins + len(tuple(with_overrulings(section.fields)))
            yield _section(section, condition, self.compiled_fields[begins:ends])
            begins = ends


def _section(section: Section, condition: Formula | None, compiled_fields: Sequence[CompiledField]) -> SectionLayout:
    return {
        "id": section.id,
        "title": section.title.in_both(),
        "help": section.help.in_both() if section.help else None,
        "visible": condition.value if condition else True,
        "fields": schema_and_rules.layouts(compiled_fields),
    }


def _list(table: OptionTable) -> ListLayout:
    rows: list[list[str | float | None]] = [[row.value, row.label.da, row.label.en, *row.cells] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows}


def _entity_apps(fields: Sequence[Field]) -> set[str]:
    """The apps whose registrations these fields choose among."""
    own_apps = {app for field in fields if (app := field.entity_app())}
    return own_apps.union(*(_entity_apps(field.inner()) for field in fields))


def fields_by_path(compiled_fields: Sequence[CompiledField], before: tuple[str, ...] = ()) -> Fields:
    """Each field by its path, with `*` for the index of an item."""
    fields: Fields = {}
    for compiled in compiled_fields:
        path = (*before, compiled.field.id)
        fields[path] = compiled.field
        fields |= fields_by_path(compiled.inner, (*path, "*"))
    return fields
