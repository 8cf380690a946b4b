"""A metric for an operator's own monitoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge. `samples`: a value for each combination of the values of `labels`. `unit`: the end of its name (`seconds`), or
    empty."""

    name: str
    help: str
    labels: tuple[str, ...]
    samples: Mapping[Any, float]
    unit: str = ""
