"""Fills answers into the texts of fields that name them, for the document and for faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shared.domain.fields.base import Field, Risk
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.value_texts import FORM, filled, filled_from_form, has_values

Answers = Mapping[str, Any]
Path = tuple[str | int, ...]

_GUARDED = (Risk.IDENTITY, Risk.PICTURE, Risk.WHEREABOUTS)


def may_stand_in_texts(field: Field) -> bool:
    """Whether texts may name the field's answer: it can be written in words, and is not protected by law."""
    return field.has_answer and not field.inner() and field.risk not in _GUARDED and field.entity_app() is None


@dataclass(frozen=True, slots=True)
class Wording:
    """The answers that the texts of one object may name: `fields` with the answers `enclosing`, and those of the whole form."""

    fields: Mapping[str, Field]
    enclosing: Answers
    form_fields: Mapping[str, Field]
    form: Answers

    @classmethod
    def of_form(cls, fields: Sequence[Field], answers: Answers) -> Wording:
        by_id = {field.id: field for field in fields}
        return cls(by_id, answers, by_id, answers)

    @classmethod
    def of_item(cls, fields: Sequence[Field], item: Answers) -> Wording:
        """The wording of an item of a group whose labels contain the form's answers already."""
        return cls({field.id: field for field in fields}, item, {}, {})

    def inside(self, group: Field, item: Answers) -> Wording:
        """The wording inside an item of a group."""
        return replace(self, fields={field.id: field for field in group.inner()}, enclosing=item)

    def at(self, path: Path) -> Wording:
        """The wording at a path: that of the innermost item on it."""
        wording, names = self, list(path)
        while len(names) > 1 and isinstance(names[1], int):
            group, items = wording.fields.get(str(names[0])), wording.enclosing.get(str(names[0]))
            if group is None or not isinstance(items, list) or not isinstance(item := items[names[1]], dict):
                break
            wording, names = wording.inside(group, item), names[2:]
        return wording

    def in_both(self, words: InLanguages) -> InLanguages:
        """A text filled in, in both languages."""
        return {"da": self.text(words["da"], "da"), "en": self.text(words["en"], "en")}

    def text(self, text: str, language: str) -> str:
        """A text filled in; where there is no answer, a gap with the field's label."""
        return filled(text, lambda name: self._value(name, language)) if has_values(text) else text

    def field(self, field: Field) -> Field:
        """The field with its label filled in. Answers of an item, in labels of a group's fields, are filled in for each item."""
        update: dict[str, Any] = {key: self._words(words) for key, words in _texts(field)}
        if field.inner():
            update["fields"] = tuple(self._from_form(inner) for inner in field.inner())
        return field.model_copy(update=update) if update else field

    def _words(self, words: LocalizedText) -> LocalizedText:
        return LocalizedText(da=self.text(words.da, "da"), en=self.text(words.en, "en"))

    def _from_form(self, field: Field) -> Field:
        update: dict[str, Any] = {key: self._form_words(words) for key, words in _texts(field)}
        if field.inner():
            update["fields"] = tuple(self._from_form(inner) for inner in field.inner())
        return field.model_copy(update=update) if update else field

    def _form_words(self, words: LocalizedText) -> LocalizedText:
        return LocalizedText(
            da=filled_from_form(words.da, lambda name: self._value(name, "da")),
            en=filled_from_form(words.en, lambda name: self._value(name, "en")),
        )

    def _value(self, name: str, language: str) -> str:
        of_form = name.startswith(FORM)
        id = name.removeprefix(FORM)
        field = (self.form_fields if of_form else self.fields).get(id)
        if field is None:
            return f"{{{name}}}"
        answers = self.form if of_form else self.enclosing
        if id not in answers or not may_stand_in_texts(field):
            return f"[{gap_name(field, language)}]"
        return field.show(answers[id], language)


def gap_name(field: Field, language: str) -> str:
    """What stands for a missing answer: the field's label, without values filled in."""
    return filled(field.label.in_language(language), lambda name: "…")


def _texts(field: Field) -> Iterator[tuple[str, LocalizedText]]:
    """The texts that can name answers, by key."""
    texts = ((key, getattr(field, key)) for key in field.worded)
    return ((key, words) for key, words in texts if holds_values(words))


def holds_values(words: LocalizedText) -> bool:
    """Whether the text names an answer in either language."""
    return has_values(words.da) or has_values(words.en)
