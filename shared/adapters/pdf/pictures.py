"""Prepares pictures for a document: rotated upright, no larger than paper shows, and without the camera's metadata (such as the
place). This also bounds the size of a document with many pictures."""

from __future__ import annotations

from collections.abc import Mapping
import io
import logging
import threading
from typing import TYPE_CHECKING

from shared.adapters.pdf.picture_files import CostlyPicture, bounded
from shared.adapters.pools import PICTURES

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger("feltskema.pdf")

SIDE = 1600
"""Pixels on the longer side: 250 dots an inch over the width of the text."""

ROOM = 12 * 1024 * 1024
"""Bytes for all pictures of a document. Base64 may add a third when the document is sent."""

QUALITY = 82

_ONE_AT_A_TIME = threading.Lock()
"""Reducing a picture takes up to 230 MB, so a process reduces one at a time."""


class NotDrawable(Exception):
    """The picture cannot be read. The text is the kind of failure, for the log."""


async def drawable(content: bytes) -> bool:
    """Whether the whole picture can be read. Raises `DependencyUnavailable("busy")` when too many are being checked."""
    try:
        await PICTURES.run(drawn, content, 64)
    except NotDrawable as error:
        log.info("a picture cannot be drawn: %s", error)
        return False
    return True


def fitted(content: bytes, side: int = SIDE) -> bytes | None:
    """As `drawn`; None if the picture cannot be read."""
    try:
        return drawn(content, side)
    except NotDrawable:
        return None


def drawn(content: bytes, side: int = SIDE) -> bytes:
    """The picture as JPEG, at most `side` pixels on its longer side. Raises `NotDrawable`, also for a picture that would be too
    costly. Runs in a pool, so it logs nothing."""
    from PIL import Image, UnidentifiedImageError

    try:
        # Checked for the largest side in any case: a picture that is accepted now must be readable for the document later.
        file = bounded(content, SIDE)
        with _ONE_AT_A_TIME, Image.open(io.BytesIO(file.content), formats=("JPEG", "PNG")) as picture:
            # A JPEG can be decoded at 1/8, 1/4 or 1/2 of its size, in correspondingly less time.
            picture.draft("RGB", (side, side))
            # Reduced first, since each further copy of a large picture takes hundreds of megabytes.
            small = _plain(picture)
            small.thumbnail((side, side))
            return _jpeg(_on_white(_upright(small, file.orientation)))
    except CostlyPicture as error:
        raise NotDrawable(str(error)) from None
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise NotDrawable(type(error).__name__) from None


def within_room(pictures: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pictures, reduced further if together they exceed `ROOM`."""
    side = SIDE
    while sum(map(len, pictures.values())) > ROOM and side > SIDE // 8:
        side //= 2
        pictures = {name: smaller for name, picture in pictures.items() if (smaller := fitted(picture, side))}
    return pictures


def _plain(picture: Image) -> Image:
    """The picture in a mode whose colours can be interpolated, unlike a palette's, with eight bits for each channel."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda grey: grey / 256).convert("L")
    return picture


def _upright(picture: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _on_white(picture: Image) -> Image:
    """The picture on a white background: this PDF/A level allows transparency, but JPEG has none."""
    from PIL import Image

    if picture.mode in ("RGB", "L"):
        return picture
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _jpeg(picture: Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
