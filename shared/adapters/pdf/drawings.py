"""Draws a signature as an SVG with a margin around its lines."""

from __future__ import annotations

import re

_POINT = re.compile(r"([ML]) ?([0-9]+(?:\.[0-9]+)?) ([0-9]+(?:\.[0-9]+)?)")
_LEAST = 20.0
"""The smallest side of a drawing, so that a dot is not enlarged to the size of a name."""
_FINE = 100.0
"""The size of the drawing in widths of its line, so that the line has the same width on paper whatever the phone's screen."""


def svg(path: str) -> str:
    """The SVG of path data in the format of `shared/domain/fields/signature.py`."""
    points = [(letter, float(x), float(y)) for letter, x, y in _POINT.findall(path)]
    left, top = min(x for _, x, _ in points), min(y for _, _, y in points)
    wide, high = max(x for _, x, _ in points) - left, max(y for _, _, y in points) - top
    pen = max(wide, 2 * high, _LEAST) / _FINE
    # A tap without a stroke is a dot: a line of almost no length.
    dot = f"h{pen / 20:.3f}"
    line = " ".join(
        f"{command}{x - left + pen:.2f} {y - top + pen:.2f}{dot * (command == 'M')}" for command, x, y in points
    )
    width, height = max(wide, _LEAST) + 2 * pen, max(high, _LEAST) + 2 * pen
    size = f'viewBox="0 0 {width:.2f} {height:.2f}" width="{width:.2f}" height="{height:.2f}"'
    stroke = f'fill="none" stroke="black" stroke-width="{pen:.3f}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{line}" {stroke}/></svg>'
