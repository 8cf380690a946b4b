"""Reads the objectives from their OpenSLO file (version 1 of the specification)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from shared.domain.evaluation.objectives import Objective
from shared.domain.evaluation.uptimes import FIGURES

FILE = Path(__file__).parents[1] / "objectives" / "objectives.yaml"


class ObjectivesFault(ValueError):
    """The file cannot be used; the message names the object and the remedy."""


def objectives(file: Path = FILE) -> Sequence[Objective]:
    """The objectives in the order of the file. Raises `ObjectivesFault`."""
    documents = _documents(file)
    indicators = {_name(document): document for document in documents if document.get("kind") == "SLI"}
    return [_objective(document, indicators) for document in documents if document.get("kind") == "SLO"]


@cache
def shipped_objectives() -> Sequence[Objective]:
    """The objectives in the product's own file, read once in each process. Raises `ObjectivesFault`."""
    return objectives()


def _documents(file: Path) -> list[dict[str, Any]]:
    import yaml

    try:
        return [document for document in yaml.safe_load_all(file.read_text("utf-8")) if isinstance(document, dict)]
    except yaml.YAMLError as error:
        raise ObjectivesFault(f"{file.name} is no YAML: {error}") from None


def _name(document: Mapping[str, Any]) -> str:
    return str(document.get("metadata", {}).get("name", ""))


def _objective(document: Mapping[str, Any], indicators: Mapping[str, Mapping[str, Any]]) -> Objective:
    name = _name(document)
    try:
        spec = document["spec"]
        metric = indicators[spec["indicatorRef"]]["spec"]["ratioMetric"]["good"]["metricSource"]["spec"]
        (threshold,) = spec["objectives"]
        figure, basis, target = metric["figure"], metric["basis"], Decimal(str(threshold["target"]))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ObjectivesFault(
            f"SLO {name}: give it an indicatorRef to an SLI of this file and one objective with a target ({error!r})"
        ) from None
    if figure not in FIGURES or basis not in ("net", "gross"):
        raise ObjectivesFault(f"SLO {name}: figure must be one of {', '.join(FIGURES)}, and basis net or gross")
    if not 0 < target < 1:
        raise ObjectivesFault(f"SLO {name}: target must be between 0 and 1, e.g. 0.999")
    return Objective(name, str(document["metadata"].get("displayName", name)), figure, basis == "net", target)
