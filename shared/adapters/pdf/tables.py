"""Sets a repeated group as a table if its items fit: a row for each item, with long texts below the row across its whole
width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.adapters.pdf.displayable import displayable
from shared.domain.document import Group, Items, Line

MAX_CELL_LENGTH = 90
"""Characters in a cell. A column with longer texts, or with line breaks, is set below the rows instead."""

PAGE_WIDTH = 100
"""About as many characters as fit beside each other on the page, measured in the template's font size for tables."""

MAX_WORD_LENGTH = 34
"""Characters for which a column makes room without a break; the template breaks longer words."""

MIN_WORD_LENGTH = 4
UNBROKEN = 18
GUTTER = 3
BOLD = 1
"""By how many characters bold letters make a heading's word longer."""

MAX_KEPT_LENGTH = 1500
"""Characters that are kept on one page: even the widest letters take less than a page."""
LINE_LENGTH = 70
"""The number of characters that a line break counts as."""


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` by column; `notes`: the long texts below the row; `is_unsplit`: whether the row must not be split between pages."""

    cells: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    is_unsplit: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: the columns' shares of the page's width."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


def table_of(group: Items) -> Table | None:
    """The table; None if an item has more than lines of text, if the columns do not fit beside each other, or if there are too
    few columns for the long texts below."""
    if len(set(group.columns)) < len(group.columns):
        return None
    items = [_texts(item) for item in group.items]
    if any(texts is None for texts in items):
        return None
    rows = [texts for texts in items if texts is not None]
    answered = [label for label in group.columns if any(label in texts for texts in rows)]
    notes = [label for label in answered if any(_is_long(texts.get(label, "")) for texts in rows)]
    columns = [label for label in answered if label not in notes]
    if len(columns) < (2 if notes else 1):
        return None
    widths = _widths(columns, rows, bool(notes))
    if widths is None:
        return None
    return Table(tuple(map(displayable, columns)), widths, tuple(_row(texts, columns, notes) for texts in rows))


def fits_a_page(texts: Iterable[str]) -> bool:
    """Whether these texts, each on lines of its own, are short enough to be kept on one page."""
    return sum(max(len(text), LINE_LENGTH) + LINE_LENGTH * text.count("\n") for text in texts) <= MAX_KEPT_LENGTH


def _row(texts: dict[str, str], columns: Sequence[str], notes: Sequence[str]) -> Row:
    cells = tuple(texts.get(label, "") for label in columns)
    long_texts = tuple((displayable(label), texts[label]) for label in notes if label in texts)
    return Row(cells, long_texts, fits_a_page(["".join(cells), *(text for _, text in long_texts)]))


def _texts(item: Group) -> dict[str, str] | None:
    """An item's answers by label; None if one of them is not a text."""
    texts: dict[str, str] = {}
    for part in item.parts:
        if not isinstance(part, Line):
            return None
        text = displayable(part.text)
        texts[part.label] = f"{texts[part.label]}\n{text}" if part.label in texts else text
    return texts


def _is_long(text: str) -> bool:
    return len(text) > MAX_CELL_LENGTH or "\n" in text


def _widths(columns: Sequence[str], rows: Sequence[dict[str, str]], notes: bool) -> tuple[int, ...] | None:
    """The columns' widths: that of the longest text, or if those do not fit, that of the longest word and a share of the
    remaining width. None if there is no room for the words."""
    least, preferred = [], []
    for label in columns:
        head, texts = displayable(label), [texts.get(label, "") for texts in rows]
        # A text as short as a telephone number is not broken.
        words = [word for text in texts for word in ([text] if len(text) <= UNBROKEN else text.split())]
        lengths = [*map(len, words), *(len(word) + BOLD for word in head.split())]
        needed = min(max([MIN_WORD_LENGTH, *lengths]), MAX_WORD_LENGTH) + GUTTER
        least.append(needed)
        preferred.append(max(needed, max(map(len, (head, *texts))) + GUTTER))
    if sum(least) > PAGE_WIDTH:
        return None
    if sum(preferred) <= PAGE_WIDTH:
        # Long texts below a row are only as wide as its columns, so the columns are then made to fill the page.
        return (preferred[0] + PAGE_WIDTH - sum(preferred), *preferred[1:]) if notes else tuple(preferred)
    remaining, more = PAGE_WIDTH - sum(least), sum(preferred) - sum(least)
    return tuple(low + remaining * (high - low) // more for low, high in zip(least, preferred, strict=True))
