"""Documents set for tests, read back as a PDF reader does, and judged by a checker of PDF/UA-1 that is not ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
import io
from pathlib import Path
from typing import Any
from uuid import UUID

from outloud import check
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from shared.adapters.pdf import typeset
from shared.domain.document import Document, Group, Items, Line, Part, Section
from tests.examples import KAREN, NOW

TRAILING_ROW_SPANS = "TBL-004"
"""outloud 0.2.1 counts a row short when its last cell spans in from the row above; `irregular_tables` counts rightly."""


def paper(*parts: Part, summary: tuple[Part, ...] = ()) -> Document:
    section = Section(heading="Afsnit", parts=parts)
    return Document(
        title="Titel",
        subtitle="Skema",
        language="da",
        author=KAREN.name,
        made_at=NOW,
        facts=(Line(label="Konsulent", text=KAREN.name),),
        sections=(section,),
        summary=summary,
    )


def items(label: str, *rows: Mapping[str, str]) -> Items:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    groups = [
        Group(heading=f"{label} {number}", parts=tuple(Line(label=name, text=text) for name, text in row.items()))
        for number, row in enumerate(rows, start=1)
    ]
    return Items(label=label, columns=columns, items=tuple(groups))


def pages_of(document: Document, pictures: Mapping[UUID, bytes] | None = None) -> list[str]:
    """The text of each page, on one line."""
    return texts(typeset(document, pictures or {}))


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def broken_rules(pdf: bytes, folder: Path) -> list[str]:
    """What the checker finds against PDF/UA-1, and the rules that it could not judge."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    judged = check(str(file), layers=["conformance"], skip=[TRAILING_ROW_SPANS])
    assert judged.stats["tagged"]
    assert len(judged.runs) > 20
    unable = [f"{run.rule_id}: {run.outcome}" for run in judged.runs if run.outcome == "error"]
    return [
        *(f"{finding.rule_id}: {finding.message}" for finding in judged.findings if finding.severity == "error"),
        *unable,
    ]


def irregular_tables(pdf: bytes) -> list[list[int]]:
    """The widths of each table's rows, spans from above counted, of the tables whose rows are not all equally wide."""
    root = PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]
    widths = [[*_widths([row for row in _below(table) if row["/S"] == "/TR"])] for table in _tagged(root, "/Table")]
    return [table for table in widths if len(set(table)) > 1]


def tags(pdf: bytes) -> list[str]:
    root = PdfReader(io.BytesIO(pdf)).root_object["/StructTreeRoot"]
    return [str(element["/S"]) for element in _below(root)]


def _tagged(root: Any, kind: str) -> list[Any]:
    return [element for element in _below(root) if element["/S"] == kind]


def _widths(rows: list[Any]) -> Iterator[int]:
    spans: list[tuple[int, int]] = []
    for row in rows:
        cells = [cell for cell in _below(row) if cell["/S"] in ("/TH", "/TD")]
        yield sum(_attribute(cell, "/ColSpan") for cell in cells) + sum(width for width, _ in spans)
        spans = [(width, more - 1) for width, more in spans if more > 1]
        spans += [
            (_attribute(cell, "/ColSpan"), _attribute(cell, "/RowSpan") - 1)
            for cell in cells
            if _attribute(cell, "/RowSpan") > 1
        ]


def _attribute(cell: Any, name: str) -> int:
    attributes: Any = cell.get("/A", [])
    held = [
        item.get_object()
        for item in (attributes if isinstance(attributes, ArrayObject) else [attributes] if attributes else [])
    ]
    return next((int(item[name]) for item in held if name in item), 1)


def _below(element: Any) -> Iterator[Any]:
    """Every structure element below this one, in the order in which it is read."""
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, DictionaryObject) and "/S" in inner:
            yield inner
            yield from _below(inner)
