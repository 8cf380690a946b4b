"""Parses a JPEG or PNG before it is decoded: refuses one that would be too costly, and removes what its pixels do not need.

A few hundred bytes can make a decoder use hundreds of megabytes (dimensions), minutes (scans of a progressive JPEG) or millions
of iterations (empty segments and chunks, compressed text). All of this can be seen in the file's structure, which is read here
without decoding a pixel: ITU-T T.81 Annex B for JPEG, W3C PNG (third edition) chapters 5 and 11 for PNG.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
import re
import struct

MAX_DECODED_BYTES = 96_000_000
"""What a decoder may allocate for one picture's pixels (or coefficients): enough for 24 million pixels in colour."""

MAX_PIXELS = 64_000_000
"""A phone's camera makes 12 to 50 million pixels, and a JPEG that is not progressive is decoded at a fraction of its size."""

MAX_SCANS = 64
"""Scans of a JPEG. Encoders write about ten, and each is a pass over the whole picture."""

MAX_PARTS = 4_000
"""Segments or chunks. 8 MB in chunks of the usual 8 kB are a thousand."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PNG_CHANNELS = {0: 1, 2: 4, 3: 4, 4: 4, 6: 4}
"""Bytes in memory for each pixel, by colour type: all but grey are decoded or converted to four."""

_PROGRESSIVE = 0xC2
_SOF = {0xC0, 0xC1, _PROGRESSIVE}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SOS, _EOI, _APP1 = 0xDA, 0xD9, 0xE1
_JPEG_PARTS = {*_SOF, _SOS, _EOI, 0xC4, 0xDB, 0xDD, 0xE0, 0xEE}
"""The segments that are kept: frame, scans and tables, and those of JFIF and Adobe, which say how to interpret the colours."""

_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker after coded data, in which 0xFF is followed by 0, by a restart marker or by a fill byte."""

_FILLING = re.compile(rb"\xff+")
"""Fill bytes, any number of which may precede a marker."""

_ORIENTATION = 0x0112


class CostlyPicture(ValueError):
    """The picture is too costly to decode, or its structure is broken. The text gives the reason, for the log."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture file reduced to its pixels. `orientation`: as in Exif, 1 to 8 (1: upright)."""

    content: bytes
    orientation: int = 1


def bounded(content: bytes, side: int) -> PictureFile:
    """The picture reduced to what its pixels need, to be shown at most `side` pixels long. Raises `CostlyPicture`."""
    try:
        if content.startswith(_PNG_START):
            return _png(content)
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content, side)
    except (struct.error, IndexError):
        raise CostlyPicture("cut off") from None
    raise CostlyPicture("neither JPEG nor PNG")


def _png(content: bytes) -> PictureFile:
    reduced, orientation = [_PNG_START], 1
    for number, (name, start, end) in enumerate(_chunks(content)):
        if (number == 0) != (name == b"IHDR"):
            raise CostlyPicture("no header")
        if name == b"IHDR":
            width, height, depth, colour = struct.unpack_from(">IIBB", content, start + 8)
            if colour not in _PNG_CHANNELS:
                raise CostlyPicture("unknown colour type")
            size = 4 if depth == 16 else _PNG_CHANNELS[colour]
            _refuse_costly(width, height, width * height * size)
        if name == b"eXIf":
            orientation = _orientation(content[start + 8 : end - 4])
        if name in _PNG_PARTS:
            reduced.append(content[start:end])
    return PictureFile(b"".join(reduced), orientation)


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk, up to the last."""
    place = len(_PNG_START)
    for _ in range(MAX_PARTS):
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise CostlyPicture("cut off")
        yield name, place, end
        if name == b"IEND":
            return
        place = end
    raise CostlyPicture("too many chunks")


@dataclass(frozen=True, slots=True)
class _Frame:
    """A JPEG's frame header. `marker` identifies the coding."""

    marker: int
    width: int
    height: int
    components: int


def _jpeg(content: bytes, side: int) -> PictureFile:
    reduced, orientation, scans = [b"\xff\xd8"], 1, 0
    frame: _Frame | None = None
    for marker, start, end in _segments(content):
        if marker == _APP1 and orientation == 1 and content[start + 4 : start + 10] == b"Exif\0\0":
            orientation = _orientation(content[start + 10 : end])
        if marker in _FRAMES:
            if marker not in _SOF or frame:
                raise CostlyPicture("a kind of JPEG that is not decoded")
            height, width, components = struct.unpack_from(">HHB", content, start + 5)
            frame = _Frame(marker, width, height, components)
        scans += marker == _SOS
        if marker in _JPEG_PARTS:
            reduced.append(content[start:end])
    if not frame or not scans:
        raise CostlyPicture("no picture")
    _refuse_costly_jpeg(frame, scans, side)
    return PictureFile(b"".join(reduced), orientation)


def _refuse_costly_jpeg(frame: _Frame, scans: int, side: int) -> None:
    width, height = frame.width, frame.height
    if scans > MAX_SCANS:
        raise CostlyPicture("too many scans")
    if frame.marker == _PROGRESSIVE or scans > 1:
        # A progressive JPEG's coefficients are all held in memory, two bytes each, whatever the size of the result.
        _refuse_costly(width, height, width * height * max(frame.components, 2) * 2 * 2 // 3)
    # A JPEG with one scan is decoded at 1/8, 1/4 or 1/2 of its size, if that is still as large as requested.
    scale = next((scale for scale in (8, 4, 2) if min(width, height) // side >= scale), 1)
    _refuse_costly(width, height, width * height * 4 // scale**2)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment; a scan's segment includes its coded data."""
    place = 2
    for _ in range(MAX_PARTS):
        filling = _FILLING.match(content, place)
        if filling is None:
            raise CostlyPicture("no marker")
        place = filling.end() - 1
        marker = content[place + 1]
        if marker == _EOI:
            yield marker, place, place + 2
            return
        if marker in _STANDALONE:
            place += 2
            continue
        length: int = struct.unpack_from(">H", content, place + 2)[0]
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise CostlyPicture("cut off")
        if marker == _SOS:
            end = _end_of_scan(content, end)
        yield marker, place, end
        if end >= len(content):
            return
        place = end
    raise CostlyPicture("too many segments")


def _end_of_scan(content: bytes, place: int) -> int:
    """The offset of the next marker."""
    match = _MARKER_IN_SCAN.search(content, place)
    return match.start() if match else len(content)


def _refuse_costly(width: int, height: int, decoded: int) -> None:
    if not 0 < width * height <= MAX_PIXELS:
        raise CostlyPicture("too many pixels")
    if decoded > MAX_DECODED_BYTES:
        raise CostlyPicture("too much to decode")


def _orientation(exif: bytes) -> int:
    """The orientation in the first directory of an Exif block (TIFF 6.0); 1 if there is none or it is invalid."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 14:
        return 1
    directory = struct.unpack_from(f"{order}I", exif, 4)[0]
    if directory + 2 > len(exif):
        return 1
    entries = struct.unpack_from(f"{order}H", exif, directory)[0]
    for place in range(directory + 2, min(directory + 2 + entries * 12, len(exif) - 11), 12):
        tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", exif, place)
        if tag == _ORIENTATION and kind == 3:
            return value if 1 <= value <= 8 else 1
    return 1
