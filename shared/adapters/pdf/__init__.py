"""A document as PDF: archivable (PDF/A-2a) and readable aloud (PDF/UA-1) at once, by typst, which needs no system package."""

from __future__ import annotations

import asyncio
from datetime import UTC
import json
import logging
from pathlib import Path
import re
from typing import Any

from shared.adapters.pdf.displayable import displayable, named
from shared.domain.document import Document
from shared.texts import text

log = logging.getLogger("feltskema.pdf")

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_TEMPLATE = Path(__file__).parent / "document.typ"
_UNSHOWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed|codepoint `"(?P<escaped>.*?)"`')
_MOST_MENDS = 20


async def pdf(document: Document) -> bytes:
    """The document's PDF; the same document gives the same bytes. Whatever a person typed, it is made."""
    return await asyncio.to_thread(typeset, document)


def typeset(document: Document) -> bytes:
    """As `pdf`, on this thread: about a millisecond a page once warm."""
    data = json.dumps(_data(document), ensure_ascii=False)
    for _ in range(_MOST_MENDS):
        try:
            return _compiled(data)
        except RuntimeError as error:
            mended = _mended(data, str(error))
            if mended == data:
                raise
            data = mended
    # Marks that no font joins, by the dozen: the plain characters are still readable.
    log.warning("a document had marks that no font shows; they were written by name")
    return _compiled("".join(character if character.isascii() else _named(character) for character in data))


def _compiled(data: str) -> bytes:
    import typst

    made: bytes = typst.compile(
        str(_TEMPLATE), sys_inputs={"document": data}, pdf_standards=STANDARDS, ignore_system_fonts=True
    )
    return made


def _mended(data: str, message: str) -> str:
    """The data with the text that typst could not show written by name, in case a font lacks a combination of characters
    that it has one by one."""
    found = _UNSHOWN.search(message)
    if found is None:
        return data
    unshown = found["text"] or re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found["escaped"])
    return data.replace(unshown, "".join(map(_named, unshown)))


def _named(character: str) -> str:
    return character if character.isascii() else named(character)


def _data(document: Document) -> dict[str, Any]:
    made = document.made_at.astimezone(UTC)
    shown: dict[str, Any] = _shown(document.model_dump(include={"title", "subtitle", "author", "facts", "sections"}))
    # A document without a title cannot be read aloud; what a person typed may hold nothing that shows.
    shown["title"] = shown["title"].strip() or str(document.made_at.date())
    return {
        **shown,
        "language": document.language,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "page": text("document.page", document.language, page="{page}", pages="{pages}"),
    }


def _shown(value: Any) -> Any:
    match value:
        case str():
            return displayable(value)
        case dict():
            return {name: _shown(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_shown(inner) for inner in value]
        case _:
            return value
