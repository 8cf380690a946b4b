"""The fields of a form as the phone draws them, and how to find each on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import re
from typing import Any

from playwright.sync_api import Locator

from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields import Field
from shared.domain.fields.choice import Choosing
from tests.e2e.phone import Phone


@dataclass(frozen=True)
class FormField:
    """A field, as in the compiled definition that the phone draws it from (`layout`), and as the server's type."""

    layout: Mapping[str, Any]
    field: Field

    @property
    def id(self) -> str:
        return self.field.id

    @property
    def label(self) -> str:
        return self.field.label.da

    @property
    def control(self) -> str:
        return str(self.layout["control"])

    def words(self, answer: Any) -> str:
        """An answer as the server's documents show it; for a choice among another app's registrations, the title."""
        return self.field.show(answer, "da")

    def inner(self) -> list[FormField]:
        return _asked(self.layout["fields"], self.field.inner())

    def option(self, answer: str) -> str:
        """The label of an option on the phone."""
        return self.field.name_of(answer, "da") if isinstance(self.field, Choosing) else answer


def sections(compiled: Compiled) -> list[tuple[str, list[FormField]]]:
    """The form's sections: title and fields of each."""
    layouts = compiled.layout()["sections"]
    sections = compiled.definition.sections
    return [(two.title.da, _asked(item["fields"], two.fields)) for item, two in zip(layouts, sections, strict=True)]


def _asked(layouts: Sequence[Mapping[str, Any]], expected: Sequence[Field]) -> list[FormField]:
    # The box for overruling a warning is drawn below its field, but is in no definition file.
    in_file = [entry for entry in layouts if entry["control"] != "warning"]
    assert [entry["id"] for entry in in_file] == [field.id for field in expected]
    return [FormField(entry, field) for entry, field in zip(in_file, expected, strict=True)]


@dataclass(frozen=True)
class Place:
    """An element with fields: a section, or the card of a group's item. Fields in cards of a section do not count as its own."""

    phone: Phone
    within: Locator

    def box(self, label: str) -> Locator:
        boxes = self.phone.page.locator("input:not([type=radio]):not([type=checkbox]), textarea, select")
        return self._own(self.within.get_by_label(named(label)).and_(boxes))

    def group(self, label: str) -> Locator:
        return self._own(self.within.get_by_role("group", name=named(label)))

    def _own(self, locator: Locator) -> Locator:
        is_card = "item-card" in (self.within.get_attribute("class") or "")
        return locator if is_card else locator.and_(self.phone.page.locator(":not(.item-card *)"))


def named(label: str) -> re.Pattern[str]:
    """A pattern for a field's accessible name on the phone, with or without the mark for optional fields."""
    return re.compile(rf"^{re.escape(label)}( \(valgfrit\))?$")
