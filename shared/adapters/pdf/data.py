"""Converts a document to the data that `document.typ` sets, with only characters that the fonts have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import UTC
from itertools import groupby
from typing import Any

from shared.adapters.pdf.displayable import displayable
from shared.adapters.pdf.drawings import svg
from shared.adapters.pdf.tables import LINE_LENGTH, Table, fits_a_page, table_of
from shared.domain.document import Document, Drawing, Group, Items, Line, Part, Picture
from shared.texts import text

PICTURE_LENGTH = " " * (5 * LINE_LENGTH)
"""As much text as takes the space of a picture, of which two are set beside each other."""


def data_of(document: Document, pictures: Container[str]) -> dict[str, Any]:
    """The template's data. `pictures`: the names of the available picture files, `/<id>.jpg`."""
    made_at = document.made_at.astimezone(UTC)
    setting = _Setting(document.language, pictures)
    summary = text("document.summary", document.language)
    return {
        # PDF/UA requires a title, and a typed one may have no visible character.
        "title": displayable(document.title).strip() or str(document.made_at.date()),
        "subtitle": displayable(document.subtitle),
        "author": displayable(document.author),
        "language": document.language,
        "made": [made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second],
        "page": text("document.page", document.language, page="{page}", pages="{pages}"),
        "number": text("document.number", document.language),
        "facts": [_line(fact) for fact in document.facts],
        "summary": {"heading": summary, "parts": setting.parts(document.summary, summary)},
        "sections": [
            {"heading": displayable(section.heading), "parts": setting.parts(section.parts, section.heading)}
            for section in document.sections
        ],
    }


class _Setting:
    """Converts the parts of one document, in its language, with the available pictures."""

    def __init__(self, language: str, pictures: Container[str]) -> None:
        self._language = language
        self._pictures = pictures

    def parts(self, parts: Iterable[Part], heading: str) -> list[dict[str, Any]]:
        """The parts' data. `heading` is already printed above them, so it is not repeated. Consecutive pictures with the same
        label are set together."""
        together: list[dict[str, Any]] = []
        for is_picture, run in groupby(parts, key=lambda part: self._is_drawable(part) and part.label):
            if is_picture:
                together.append(self._pictures_of([part for part in run if isinstance(part, Picture)]))
            else:
                together += [self._part(part, heading) for part in run]
        return together

    def _is_drawable(self, part: Part) -> bool:
        return isinstance(part, Picture) and _file(part) in self._pictures

    def _pictures_of(self, pictures: list[Picture]) -> dict[str, Any]:
        drawn = [{"file": _file(picture), "name": displayable(picture.name)} for picture in pictures]
        return {"kind": "pictures", "label": displayable(pictures[0].label), "pictures": drawn}

    def _part(self, part: Part, heading: str) -> dict[str, Any]:
        match part:
            case Line():
                return _line(part)
            case Drawing():
                drawing, alt = svg(part.path), displayable(part.alt)
                return {"kind": "drawing", "label": displayable(part.label), "drawing": drawing, "alt": alt}
            case Picture():
                name = displayable(part.name)
                return _line(Line(label=part.label, text=text("document.not-drawn", self._language, name=name)))
            case Items():
                label = displayable(part.label) if part.label != heading else ""
                table = table_of(part)
                if table is not None:
                    return {"kind": "table", "label": label, **_table(table)}
                return {"kind": "cards", "label": label, "items": [self._card(item) for item in part.items]}

    def _card(self, item: Group) -> dict[str, Any]:
        parts, is_unsplit = self.parts(item.parts, item.heading), fits_a_page(_lengths(item.parts))
        return {"heading": displayable(item.heading), "parts": parts, "kept": is_unsplit}


def _file(picture: Picture) -> str:
    return f"/{picture.attachment}.jpg"


def _table(table: Table) -> dict[str, Any]:
    rows = [
        {
            "cells": row.cells,
            "notes": [{"label": label, "text": text} for label, text in row.notes],
            "kept": row.is_unsplit,
        }
        for row in table.rows
    ]
    return {"columns": table.columns, "widths": table.widths, "rows": rows}


def _lengths(parts: Iterable[Part]) -> Iterator[str]:
    """Texts as long as the parts are on paper."""
    for part in parts:
        match part:
            case Line():
                yield displayable(part.text)
            case Items():
                for item in part.items:
                    yield from ("", *_lengths(item.parts))
            case _:
                yield PICTURE_LENGTH


def _line(line: Line) -> dict[str, Any]:
    shown = displayable(line.text)
    return {"kind": "line", "label": displayable(line.label), "text": shown, "kept": fits_a_page([shown])}
