"""Finds what a change of a definition means for drafts, data and exports, the delivered document and the consultant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feltskema.differences.change import ABOUT, Change
from feltskema.differences.consultant import consultant_changes
from feltskema.differences.data import data_changes
from feltskema.differences.document import document_changes
from feltskema.differences.drafts import draft_changes
from feltskema.differences.other_keys import other_changes
from feltskema.differences.pair import VersionPair
from shared.domain.definition.compiled_definition import Compiled

__all__ = ["ABOUT", "Change", "changes"]


def changes(old: Compiled, new: Compiled, published: Sequence[int]) -> Iterator[Change]:
    """Every change from `old` to `new`, in the order of `ABOUT`. `published`: the app's published versions."""
    pair = VersionPair(old, new)
    yield from draft_changes(pair, published)
    yield from data_changes(pair)
    yield from document_changes(pair)
    yield from consultant_changes(pair)
    yield from other_changes(pair)
