"""Which code points typst's own fonts show: `python -m tests.adapters.covered` writes `covered.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
import sys
import unicodedata

import typst

FILE = Path(__file__).parents[2] / "shared" / "adapters" / "pdf" / "covered.txt"
_PAGE = b"""#set document(title: "t", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), lang: "da")
#for it in json(bytes(sys.inputs.all)) [#it\\ ]"""


def candidates() -> Iterator[int]:
    """Scripts that the fonts could have; not the Han, Hangul and symbol planes, which they have not."""
    for code in (*range(0x20, 0x3000), *range(0xA640, 0xA830), *range(0xFB00, 0x10000), *range(0x1D400, 0x1D800)):
        if unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn", "Co"):
            yield code


def shown(codes: Sequence[int]) -> Iterator[int]:
    """Those of the codes that can be shown, by halving what fails."""
    import json

    try:
        inputs = {"all": json.dumps([f"a{chr(code)}" for code in codes])}
        typst.compile(_PAGE, sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], ignore_system_fonts=True)
    except RuntimeError:
        if len(codes) > 1:
            half = len(codes) // 2
            yield from shown(codes[:half])
            yield from shown(codes[half:])
    else:
        yield from codes


def ranges(codes: Iterable[int]) -> Iterator[str]:
    """Neighbours joined, in hex: `20-7e`."""
    expected = list(codes)
    firsts = [expected[0], *(b for a, b in pairwise(expected) if b != a + 1)]
    lasts = [*(a for a, b in pairwise(expected) if b != a + 1), expected[-1]]
    for first, last in zip(firsts, lasts, strict=True):
        yield f"{first:x}-{last:x}" if first != last else f"{first:x}"


def measured() -> str:
    every = list(candidates())
    return (
        "\n".join(ranges(code for start in range(0, len(every), 128) for code in shown(every[start : start + 128])))
        + "\n"
    )


if __name__ == "__main__":
    FILE.write_text(measured(), "ascii")
    sys.stdout.write(f"{FILE.name}: {len(FILE.read_text().split())} ranges\n")
