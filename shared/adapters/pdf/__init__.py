"""Makes a document into a PDF that is both archivable (PDF/A-2a) and accessible (PDF/UA-1), with typst, which needs no system
package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
import json
import logging
from pathlib import Path
import re
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from uuid import UUID

from shared.adapters.pdf.data import data_of
from shared.adapters.pdf.displayable import is_combining, named
from shared.adapters.pdf.letterhead import Letterhead
from shared.adapters.pdf.pictures import NotDrawable, drawn, within_room
from shared.adapters.pools import DOCUMENTS
from shared.domain.attachments import PDF
from shared.domain.document import Document
from shared.domain.ports import Consignment

log = logging.getLogger("feltskema.pdf")

STANDARDS: list[Any] = ["a-2a", "ua-1"]
NO_LETTERHEAD = Letterhead()
_TEMPLATE = Path(__file__).parent / "document.typ"
_UNSHOWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed|codepoint `"(?P<escaped>.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_MOST_MENDS = 20


async def pdf(
    document: Document,
    pictures: Mapping[UUID, bytes] = MappingProxyType({}),
    letterhead: Letterhead = NO_LETTERHEAD,
) -> bytes:
    """The document's PDF; the same document and letterhead give the same bytes. Any typed text is accepted. `pictures`: the
    attached pictures by id, as `fitted_pictures` gives them; a missing one is named instead of drawn. Raises `Unavailable` when
    too many PDFs are being made."""
    content, by_name = await DOCUMENTS.run(_typeset, document, pictures, letterhead)
    if by_name:
        log.warning("a document had marks that no font shows; they were written by name")
    return content


async def fitted_pictures(consignment: Consignment) -> dict[UUID, bytes]:
    """The pictures attached to a registration, read one at a time and reduced to the size that paper shows. Those that cannot be
    read are left out."""
    pictures = {}
    for attached in consignment.attached:
        if attached.type != PDF:
            try:
                pictures[attached.id] = await DOCUMENTS.run(drawn, await consignment.content(attached))
            except NotDrawable as error:
                log.warning("an attached picture cannot be drawn and is named instead: %s", error)
    return pictures


def typeset(
    document: Document,
    pictures: Mapping[UUID, bytes] = MappingProxyType({}),
    letterhead: Letterhead = NO_LETTERHEAD,
) -> bytes:
    """As `pdf`, on the calling thread. Takes some milliseconds for each page once the fonts are loaded."""
    return _typeset(document, pictures, letterhead)[0]


def _typeset(document: Document, pictures: Mapping[UUID, bytes], letterhead: Letterhead) -> tuple[bytes, bool]:
    """The PDF, and whether ordinary characters had to be replaced by their names. Runs in a pool, so it logs nothing."""
    shown = within_room({f"/{id}.jpg": picture for id, picture in pictures.items()})
    data = json.dumps({**data_of(document, shown), "letterhead": letterhead.shown()}, ensure_ascii=False)
    if not shown:
        return _mending(data, None)
    # typst reads pictures only from files on disk.
    with TemporaryDirectory() as folder:
        for name, content in shown.items():
            (Path(folder) / name[1:]).write_bytes(content)
        return _mending(data, folder)


def _mending(data: str, pictures: str | None) -> tuple[bytes, bool]:
    """The PDF, with as few characters replaced by their names as possible: first those that typst rejects, then all combining
    marks, then everything but ASCII, which every font has. And whether one of the last two steps was needed."""
    for _ in range(_MOST_MENDS):
        try:
            return _compiled(data, pictures), False
        except RuntimeError as error:
            mended = _mended(data, str(error))
            if mended == data:
                break
            data = mended
    try:
        return _compiled("".join(_named(item) if is_combining(item) else item for item in data), pictures), True
    except RuntimeError:
        return _compiled("".join(map(_named, data)), pictures), True


def _compiled(data: str, pictures: str | None) -> bytes:
    """The PDF; `pictures`: their folder. The data is a file of typst's: as `sys.inputs` it would be part of typst's library, so
    that nothing which typst keeps from one document would serve the next, and each would take half as much time again."""
    import typst

    files: Any = {"main.typ": _template(), "data.json": data.encode()}
    content: bytes = typst.compile(files, root=pictures, font_paths=_fonts(), pdf_standards=STANDARDS)
    return content


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


@cache
def _fonts() -> Any:
    """typst's own fonts, looked through once instead of for each document."""
    import typst

    return typst.Fonts(include_system_fonts=False)


def _mended(data: str, message: str) -> str:
    """The data with the text that typst rejected replaced by names: a font may have each of several characters, but not their
    combination."""
    match = _UNSHOWN.search(message)
    if match is None:
        return data
    unshown = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), match["text"] or match["escaped"])
    return data.replace(unshown, "".join(map(_named, unshown)))


def _named(character: str) -> str:
    return character if character.isascii() else named(character)
