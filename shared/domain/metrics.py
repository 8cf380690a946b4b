"""A figure for an operator's own tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge: `samples` gives a value by the values of `labels`, a tuple of texts as long. `unit` is the end of its
    name (`seconds`), or empty."""

    name: str
    help: str
    labels: tuple[str, ...]
    samples: Mapping[Any, float]
    unit: str = ""
