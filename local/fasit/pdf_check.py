"""Checks uploads: that each is a PDF, and that the document itself declares to be archivable (PDF/A-2a) and accessible
(PDF/UA-1). Only the file's own metadata is read. Files that a person attached need only be PDFs."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


def fault(content: bytes, document: bool = True) -> str:
    """What is wrong with the PDF; an empty text if nothing is. `document`: whether it must declare the two standards."""
    if not content.startswith(b"%PDF-"):
        return "not a PDF"
    try:
        reader = PdfReader(io.BytesIO(content), strict=document)
        if not len(reader.pages):
            return "the PDF has no pages"
        return (_untagged(reader) or _standards(reader)) if document else ""
    except (PyPdfError, ValueError, KeyError, AttributeError) as error:
        return f"the PDF cannot be read: {error}"


def _untagged(reader: PdfReader) -> str:
    root = reader.root_object
    marked = root.get("/MarkInfo", {}).get("/Marked")
    if not marked or "/StructTreeRoot" not in root:
        return "the PDF is not tagged"
    if not root.get("/Lang"):
        return "the PDF has no language"
    return "" if reader.metadata and reader.metadata.title else "the PDF has no title"


def _standards(reader: PdfReader) -> str:
    metadata = reader.root_object.get("/Metadata")
    try:
        content = metadata.get_object().get_data() if metadata else b""
        facts = _facts(ElementTree.fromstring(content.strip(b"\0 \n\r\t")))
    except ElementTree.ParseError:
        return "the PDF has no readable XMP metadata"
    if (facts.get(f"{_PDFA}part"), facts.get(f"{_PDFA}conformance")) != ("2", "A"):
        return "the PDF does not say PDF/A-2a"
    return "" if facts.get(f"{_PDFUA}part") == "1" else "the PDF does not say PDF/UA-1"


def _facts(root: ElementTree.Element) -> dict[str, str]:
    """The XMP metadata by name: XMP writes a value as an element or as an attribute."""
    facts: dict[str, str] = {}
    for element in root.iter():
        facts |= dict(element.attrib)
        if element.text and element.text.strip():
            facts[element.tag] = element.text.strip()
    return facts
