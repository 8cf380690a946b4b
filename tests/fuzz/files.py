"""Files as phones send them, and the definitions that the run is about."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image

from shared.adapters.definition_files import DefinitionFiles
from shared.wiring import DEFINITIONS


@cache
def definitions() -> DefinitionFiles:
    return DefinitionFiles(DEFINITIONS)


def _picture(kind: str, width: int, height: int, red: int) -> bytes:
    into = BytesIO()
    Image.new("RGB", (width, height), (red, 120, 60)).save(into, kind)
    return into.getvalue()


_SIDE = st.integers(1, 60)
_RED = st.integers(0, 255)

KINDS = {
    "application/pdf": st.binary(max_size=300).map(lambda rest: b"%PDF-1.7\n" + rest + b"\nstartxref\n0\n%%EOF\n"),
    "image/png": st.builds(_picture, st.just("PNG"), _SIDE, _SIDE, _RED),
    "image/jpeg": st.builds(_picture, st.just("JPEG"), _SIDE, _SIDE, _RED),
}
