"""Makes a document into the data that `document.typ` sets: only text that the fonts can show."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC
from typing import Any

from shared.adapters.pdf.displayable import displayable
from shared.adapters.pdf.drawings import svg
from shared.domain.document import Answer, Document, Drawing, Group, Line, Part, Picture, Section
from shared.texts import text


def data_of(document: Document, pictures: Container[str]) -> dict[str, Any]:
    """What the template reads. `pictures`: the names that a picture can be found under, `/<id>.jpg`."""
    made = document.made_at.astimezone(UTC)
    return {
        # A document without a title cannot be read aloud; what a person typed may hold nothing that shows.
        "title": displayable(document.title).strip() or str(document.made_at.date()),
        "subtitle": displayable(document.subtitle),
        "author": displayable(document.author),
        "language": document.language,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "page": text("document.page", document.language, page="{page}", pages="{pages}"),
        "facts": [_line(fact) for fact in document.facts],
        "sections": [_section(section, document.language, pictures) for section in document.sections],
    }


def _section(section: Section, language: str, pictures: Container[str]) -> dict[str, Any]:
    parts = [_part(part, language, pictures) for part in section.parts]
    return {"heading": displayable(section.heading), "parts": parts}


def _part(part: Part, language: str, pictures: Container[str]) -> dict[str, Any]:
    if isinstance(part, Group):
        lines = [_answer(answer, language, pictures) for answer in part.lines]
        return {"heading": displayable(part.heading), "lines": lines}
    return _answer(part, language, pictures)


def _answer(answer: Answer, language: str, pictures: Container[str]) -> dict[str, Any]:
    match answer:
        case Line():
            return _line(answer)
        case Drawing():
            return {"label": displayable(answer.label), "drawing": svg(answer.path), "alt": displayable(answer.alt)}
        case Picture():
            name, file = displayable(answer.name), f"/{answer.attachment}.jpg"
            if file in pictures:
                return {"label": displayable(answer.label), "picture": file, "alt": name}
            return {"label": displayable(answer.label), "text": text("document.not-drawn", language, name=name)}


def _line(line: Line) -> dict[str, Any]:
    return {"label": displayable(line.label), "text": displayable(line.text)}
