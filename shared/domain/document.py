"""A registration laid out for reading; the PDF is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Piece(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(Piece):
    """One answer with its label. `text` may contain line breaks."""

    label: str
    text: str


class Picture(Piece):
    """An attached picture, with its name as the alternative text."""

    label: str
    attachment: UUID
    name: str


class Drawing(Piece):
    """A freehand drawing. `path`: SVG path data of `M`, `L` and points; `alt`: what it shows."""

    label: str
    path: str
    alt: str


Answer = Line | Picture | Drawing


class Group(Piece):
    """One item of a repeated group, e.g. `Kontaktperson 1`; a group inside it is one of its parts."""

    heading: str
    parts: tuple[Part, ...]


class Items(Piece):
    """A repeated group. `label`: its own (`Kontaktpersoner`); `columns`: the labels of its fields in the definition's order,
    unanswered ones included. Set as a table where an item fits on one line."""

    label: str
    columns: tuple[str, ...]
    items: tuple[Group, ...]


Part = Answer | Items


class Section(Piece):
    heading: str
    parts: tuple[Part, ...]


class Document(Piece):
    """A registration laid out for reading.

    `title`: app and company; `subtitle`: the app's own title; `made_at`: when the registration was received (so that the same
    registration gives the same bytes); `language`: a BCP 47 tag; `author`: the consultant's name; `facts`: the automatic lines
    (id, definition and version, consultant, times); `summary`: what a case worker reads first, empty where there is none, and not
    repeated in the sections.
    """

    title: str
    subtitle: str
    language: str
    author: str
    made_at: datetime
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    summary: tuple[Part, ...] = ()

    def answers(self) -> tuple[Answer, ...]:
        """Every answer in it, in order, including those inside groups."""
        parts = (*self.summary, *(part for section in self.sections for part in section.parts))
        return tuple(_answers(parts))


def _answers(parts: Iterable[Part]) -> Iterator[Answer]:
    for part in parts:
        if isinstance(part, Items):
            for item in part.items:
                yield from _answers(item.parts)
        else:
            yield part
