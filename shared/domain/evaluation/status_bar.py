"""Draws ninety days as a bar of ninety columns that can be told apart by their shapes, without colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shared.domain.evaluation.timeline import Uptime

DAY_WIDTH = 6
COLUMN_WIDTH = 4
HEIGHT = 32


def bar(days: Sequence[Uptime], label: str) -> str:
    """The bar as SVG; `label` is read aloud in its place."""
    shapes = "".join(day_shape(counted, place * DAY_WIDTH) for place, counted in enumerate(days))
    width = len(days) * DAY_WIDTH
    box = f'viewBox="0 0 {width} {HEIGHT}" preserveAspectRatio="none"'
    return f'<svg {box} role="img" aria-label="{escape(label)}">{shapes}</svg>'


def day_shape(counted: Uptime, left: int) -> str:
    """The shape of a day: full where it was up throughout, split where it was down for some of it, short where some of it is
    unknown, an empty frame where all of it is."""
    x = left + 1
    if counted.down:
        return (
            f'<path class="d" d="M{x} 0h{COLUMN_WIDTH}v10h-{COLUMN_WIDTH}zM{x} 18h{COLUMN_WIDTH}v14h-{COLUMN_WIDTH}z"/>'
        )
    if not counted.up:
        return f'<path class="n" d="M{x + 0.5} 24.5h{COLUMN_WIDTH - 1}v7h-{COLUMN_WIDTH - 1}z"/>'
    top = HEIGHT // 2 if counted.unknown else 0
    return f'<path class="u" d="M{x} {top}h{COLUMN_WIDTH}V{HEIGHT}h-{COLUMN_WIDTH}z"/>'
