"""Picture files that ask for more than they are: dimensions, scans, segments, chunks, compressed text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
import io
import random
import struct
import zlib

from PIL import Image

_START = b"\x89PNG\r\n\x1a\n"
_SOS, _EOI = b"\xff\xda", b"\xff\xd9"


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(size: tuple[int, int], colour: int = 2, depth: int = 8, more: bytes = b"", interlaced: bool = False) -> bytes:
    """A black PNG of any size, made without holding its pixels. `more`: chunks before the pixels."""
    width, height = size
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = 1 + (width * channels * depth + 7) // 8
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(bytes(row * min(256, height - top))) for top in range(0, height, 256))
    # Interlaced, a picture has nearly twice as many rows, each with a byte of its own.
    pixels += packer.compress(bytes(2 * height))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    palette = chunk(b"PLTE", bytes(3)) if colour == 3 else b""
    return _START + chunk(b"IHDR", header) + palette + more + chunk(b"IDAT", pixels + packer.flush()) + chunk(b"IEND")


@cache
def _small_jpeg(kind: str) -> bytes:
    buffer = io.BytesIO()
    mode = "CMYK" if kind == "four inks" else "RGB"
    options = {} if kind == "four inks" else {"subsampling": 0 if kind == "full colour" else 2}
    Image.effect_noise((64, 64), 60).convert(mode).save(buffer, "JPEG", progressive=kind != "plain", **options)
    return buffer.getvalue()


def jpeg(size: tuple[int, int], kind: str = "plain", scans: int = 1, more: bytes = b"") -> bytes:
    """A small JPEG that says it is larger, its last scan repeated. `kind`: `plain`, or of those in several scans
    `progressive`, `full colour`, `four inks`; `more`: segments before its frame."""
    content = bytearray(_small_jpeg(kind))
    frame = content.find(b"\xff\xc0" if kind == "plain" else b"\xff\xc2")
    struct.pack_into(">HH", content, frame + 5, *reversed(size))
    last = content.rfind(_SOS)
    scan = bytes(content[last:-2])
    return bytes(content[:2]) + more + bytes(content[2:last]) + scan * scans + _EOI


def segment(marker: int, content: bytes = b"") -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def exif_of_overlaps(entries: int = 2000, bytes_each: int = 30_000) -> bytes:
    """An Exif directory whose every entry is the same bytes: read one by one they are megabytes."""
    head = b"Exif\0\0II*\0" + struct.pack("<IH", 8, entries)
    directory = b"".join(struct.pack("<HHII", 1000 + tag, 7, bytes_each, 8) for tag in range(entries))
    return segment(0xE1, (head + directory).ljust(65_000, b"\0"))


def _packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def _much_text() -> bytes:
    return chunk(b"zTXt", b"a\0\0" + _packed(1)) * 300


HANDMADE: dict[str, Callable[[], bytes]] = {
    "png 30000 x 30000": lambda: png((30_000, 30_000), colour=0, depth=1),
    "png 7900 x 7900 in colour": lambda: png((7_900, 7_900), colour=6),
    "png just allowed, in colour": lambda: png((4_895, 4_895), colour=6),
    "png just allowed, grey": lambda: png((7_990, 7_990), colour=0),
    "png just allowed, a bit each": lambda: png((7_990, 7_990), colour=0, depth=1),
    "png just allowed, sixteen bits": lambda: png((4_895, 4_895), colour=0, depth=16),
    "png just allowed, interlaced": lambda: png((4_895, 4_895), colour=2, interlaced=True),
    "png just allowed, palette": lambda: png((4_895, 4_895), colour=3),
    "png of empty chunks": lambda: png((64, 64), more=chunk(b"tIME") * 600_000),
    "png of empty pixels": lambda: png((64, 64), more=chunk(b"IDAT") * 600_000),
    "png of compressed text": lambda: png((64, 64), more=_much_text()),
    "png of a large profile": lambda: png((64, 64), more=chunk(b"iCCP", b"a\0\0" + _packed(200))),
    "jpeg 65500 x 65500": lambda: jpeg((65_500, 65_500)),
    "jpeg 65500 x 977": lambda: jpeg((65_500, 977)),
    "jpeg just allowed": lambda: jpeg((8_000, 8_000)),
    "jpeg just allowed, progressive": lambda: jpeg((4_890, 4_890), "progressive"),
    "jpeg just allowed, all scans": lambda: jpeg((4_890, 4_890), "progressive", scans=54),
    "jpeg just allowed, all scans, full colour": lambda: jpeg((4_890, 4_890), "full colour", 54),
    "jpeg just allowed, four inks": lambda: jpeg((4_200, 4_200), "four inks", 54),
    "jpeg of 1000 scans": lambda: jpeg((8_000, 8_000), "progressive", scans=1_000),
    "jpeg of empty segments": lambda: jpeg((64, 64), more=segment(0xE5) * 1_900_000),
    "jpeg of tables": lambda: jpeg((64, 64), more=segment(0xDB, bytes([0, *range(1, 65)])) * 100_000),
    "jpeg of filling": lambda: jpeg((64, 64), more=b"\xff" * 7_000_000),
    "jpeg of coded filling": lambda: jpeg((64, 64)) + b"\xff\x00" * 3_500_000,
    "jpeg with Exif that overlaps": lambda: jpeg((64, 64), more=exif_of_overlaps()),
}
"""Each of them under the 8 MB that an attachment may have."""


def handmade(name: str) -> bytes:
    return HANDMADE[name]()


def generated(random_: random.Random) -> bytes:
    """One of the kind, drawn: any dimensions, a few parts, some bytes overwritten, perhaps cut off."""
    width, height = (random_.choice((1, 64, 977, 4_000, 9_000, 65_500)) for _ in range(2))
    if random_.random() < 0.5:
        content = bytearray(png((64, 64), random_.choice((0, 2, 3, 4, 6))))
        struct.pack_into(">II", content, 16, width, height)
        content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    else:
        more = segment(random_.randrange(0xE0, 0xF0), random_.randbytes(random_.randrange(40))) * random_.randrange(9)
        content = bytearray(
            jpeg((width, height), random_.choice(("plain", "progressive", "four inks")), random_.randrange(1, 70), more)
        )
    for _ in range(random_.choice((0, 0, 1, 4, 20))):
        content[random_.randrange(len(content))] = random_.randrange(256)
    return bytes(content[: random_.randrange(len(content))]) if random_.random() < 0.1 else bytes(content)
