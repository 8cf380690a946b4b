"""The fields of a form as a phone draws them, and where on its page each stands."""

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
class Asked:
    """A field as the phone draws it (`layout`, of the compiled definition), and as the server knows it."""

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
        """An answer as the server's papers say it; for another app's registration its title is the answer."""
        return self.field.show(answer, "da")

    def inner(self) -> list[Asked]:
        return _asked(self.layout["fields"], self.field.inner())

    def option(self, answer: str) -> str:
        """What stands on the phone for one chosen value."""
        return self.field.name_of(answer, "da") if isinstance(self.field, Choosing) else answer


def sections(compiled: Compiled) -> list[tuple[str, list[Asked]]]:
    """The form's sections by their titles."""
    drawn = compiled.layout()["sections"]
    sections = compiled.definition.sections
    return [(two.title.da, _asked(item["fields"], two.fields)) for item, two in zip(drawn, sections, strict=True)]


def _asked(drawn: Sequence[Mapping[str, Any]], expected: Sequence[Field]) -> list[Asked]:
    # The tick of a warning stands below its field, and in no file.
    in_file = [entry for entry in drawn if entry["control"] != "warning"]
    assert [entry["id"] for entry in in_file] == [field.id for field in expected]
    return [Asked(entry, field) for entry, field in zip(in_file, expected, strict=True)]


@dataclass(frozen=True)
class Place:
    """Where fields stand: a section, or the card of one item. What is in the cards of a section is not its own."""

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
    """What a field is called on the phone, whether it may be left out or not."""
    return re.compile(rf"^{re.escape(label)}( \(valgfrit\))?$")
