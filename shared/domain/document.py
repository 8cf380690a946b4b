"""A registration set out for reading: what the PDF, and any other paper, is made from."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Line(Part):
    """One answer with its label. `lines` of text may hold line breaks."""

    label: str
    text: str


class Group(Part):
    """One item of a repeated group, e.g. `Kontaktperson 1`."""

    heading: str
    lines: tuple[Line, ...]


class Section(Part):
    heading: str
    parts: tuple[Line | Group, ...]


class Document(Part):
    """`title` names app and company, `subtitle` the app's own title; `made_at` is when the registration was received
    (so that the same registration gives the same bytes); `language` a BCP 47 tag; `author` the consultant's name;
    `facts` the automatic lines (id, definition and version, consultant, times)."""

    title: str
    subtitle: str
    language: str
    author: str
    made_at: datetime
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
