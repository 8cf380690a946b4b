"""What was drawn by hand, as a picture of lines (SVG) that fits around it."""

from __future__ import annotations

import re

_POINT = re.compile(r"([ML]) ?([0-9]+(?:\.[0-9]+)?) ([0-9]+(?:\.[0-9]+)?)")
_PEN = 2.5
_LEAST = 20.0


def svg(path: str) -> str:
    """The drawing of path data as `shared/domain/fields/signature.py` describes it."""
    points = [(letter, float(x), float(y)) for letter, x, y in _POINT.findall(path)]
    left, top = min(x for _, x, _ in points) - _PEN, min(y for _, _, y in points) - _PEN
    width = max(_LEAST, max(x for _, x, _ in points) - left + _PEN)
    height = max(_LEAST, max(y for _, _, y in points) - top + _PEN)
    # A touch without a stroke is a dot: a line as good as without length.
    line = " ".join(f"{letter}{x - left:.1f} {y - top:.1f}{'h0.1' * (letter == 'M')}" for letter, x, y in points)
    size = f'viewBox="0 0 {width:.1f} {height:.1f}" width="{width:.1f}" height="{height:.1f}"'
    pen = f'fill="none" stroke="black" stroke-width="{_PEN}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{line}" {pen}/></svg>'
