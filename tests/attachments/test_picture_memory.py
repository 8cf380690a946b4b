"""A small file may hold a large picture: what reading it takes."""

from __future__ import annotations

import io
import subprocess
import sys

from PIL import Image
import pytest

pytestmark = pytest.mark.starts

_READ = """
import resource, sys
from shared.adapters.pdf.pictures import drawn
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert drawn(sys.stdin.buffer.read(), 64)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_a_large_picture_is_copied_whole_once_at_most(mode: str) -> None:
    buffer, side = io.BytesIO(), 4000
    Image.new(mode, (side, side)).save(buffer, "PNG")
    ran = subprocess.run([sys.executable, "-c", _READ], input=buffer.getvalue(), capture_output=True, check=True)
    kibibytes = side * side * 4 / 1024
    assert int(ran.stdout) < 2.5 * kibibytes


@pytest.mark.parametrize("mode", ["1", "P", "L", "LA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_drawn(mode: str) -> None:
    from shared.adapters.pdf.pictures import fitted

    buffer = io.BytesIO()
    Image.new(mode, (300, 200)).save(buffer, "PNG")
    content = fitted(buffer.getvalue(), 100)
    assert content is not None
    assert Image.open(io.BytesIO(content)).size == (100, 67)
