"""The objectives' file against OpenSLO v1 as its specification words it (OpenSLO/OpenSLO, README), and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema_rs
import pytest
import yaml

from shared.adapters.openslo import FILE, ObjectivesFault, objectives

NAME = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
SHORT = {"type": "string", "maxLength": 1050}
DURATION = {"type": "string", "pattern": "^[1-9][0-9]*(m|h|d|w|M|Q|Y)$"}
YES_NO = {"type": "boolean"}


def exactly(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def only(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "maxItems": 1, "items": item}


SOURCE = exactly({"metricSource": exactly({"spec": {"type": "object"}}, {"metricSourceRef": NAME, "type": SHORT})})
CALENDAR = exactly({"startTime": {"type": "string"}, "timeZone": {"type": "string"}})
SLICES = exactly(
    {
        "target": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
        "timeSliceTarget": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "timeSliceWindow": DURATION,
    },
    {"displayName": SHORT},
)
SPECS: dict[str, dict[str, Any]] = {
    "Service": exactly({}, {"description": SHORT}),
    "DataSource": exactly({"type": SHORT, "connectionDetails": {"type": "object"}}, {"description": SHORT}),
    "SLI": exactly(
        {"ratioMetric": exactly({"counter": YES_NO, "good": SOURCE, "total": SOURCE})}, {"description": SHORT}
    ),
    "SLO": exactly(
        {
            "service": NAME,
            "indicatorRef": NAME,
            "budgetingMethod": {"const": "Timeslices"},
            "objectives": {"type": "array", "minItems": 1, "items": SLICES},
        },
        {
            "description": SHORT,
            "timeWindow": only(exactly({"duration": DURATION, "calendar": CALENDAR, "isRolling": {"const": False}})),
            "alertPolicies": {"type": "array", "items": exactly({"alertPolicyRef": NAME})},
        },
    ),
    "AlertCondition": exactly(
        {
            "severity": SHORT,
            "condition": exactly(
                {
                    "kind": {"const": "burnrate"},
                    "op": {"enum": ["lte", "gte", "lt", "gt"]},
                    "threshold": {"type": "number"},
                    "lookbackWindow": DURATION,
                    "alertAfter": DURATION,
                }
            ),
        },
        {"description": SHORT},
    ),
    "AlertPolicy": exactly(
        {
            "conditions": only(exactly({"conditionRef": NAME})),
            "notificationTargets": {"type": "array", "minItems": 1, "items": exactly({"targetRef": NAME})},
        },
        {name: YES_NO for name in ("alertWhenNoData", "alertWhenResolved", "alertWhenBreaching")}
        | {"description": SHORT},
    ),
    "AlertNotificationTarget": exactly({"target": SHORT}, {"description": SHORT}),
}
"""What the file uses of the specification; nothing else may stand in it."""

REFERENCES = {
    "indicatorRef": "SLI",
    "service": "Service",
    "metricSourceRef": "DataSource",
    "alertPolicyRef": "AlertPolicy",
    "conditionRef": "AlertCondition",
    "targetRef": "AlertNotificationTarget",
}

DOCUMENTS: list[dict[str, Any]] = list(yaml.safe_load_all(FILE.read_text("utf-8")))


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda document: f"{document['kind']} {document['metadata']['name']}"
)
def test_each_object_is_as_the_specification_has_it(document: dict[str, Any]) -> None:
    metadata = exactly({"name": NAME}, {"displayName": SHORT})
    kind = {"enum": list(SPECS)}
    schema = exactly(
        {
            "apiVersion": {"const": "openslo/v1"},
            "kind": kind,
            "metadata": metadata,
            "spec": SPECS.get(document["kind"], {}),
        }
    )
    assert [error.message for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(document)] == []


def test_every_name_that_is_referred_to_is_there_once() -> None:
    names = [(document["kind"], document["metadata"]["name"]) for document in DOCUMENTS]
    assert len(names) == len(set(names))
    references = [reference for document in DOCUMENTS for reference in _references(document["spec"])]
    assert {kind for kind, _ in references} == set(REFERENCES.values())
    assert set(references) <= set(names)


def test_months_begin_in_denmark() -> None:
    for document in DOCUMENTS:
        for window in document["spec"].get("timeWindow", ()) if document["kind"] == "SLO" else ():
            calendar = window["calendar"]
            begins = datetime.fromisoformat(calendar["startTime"]).replace(tzinfo=ZoneInfo(calendar["timeZone"]))
            assert (begins.day, begins.hour, window["duration"]) == (1, 0, "1M")


def _references(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, list):
        return [reference for item in value for reference in _references(item)]
    if not isinstance(value, dict):
        return []
    own = [(REFERENCES[key], item) for key, item in value.items() if key in REFERENCES]
    return own + [reference for item in value.values() for reference in _references(item)]


def test_what_is_promised_is_what_stands_there() -> None:
    assert [(objective.name, objective.net, objective.target) for objective in objectives()] == [
        ("platform", True, Decimal("0.999")),
        ("app-service-hours", True, Decimal("0.995")),
        ("could-register", False, Decimal("0.999")),
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("target: 0.995", "target: 1", "SLO app-service-hours: target must be between 0 and 1"),
        ("target: 0.995", "targetPercent: 99.5", "SLO app-service-hours: give it an indicatorRef"),
        ("indicatorRef: platform-minutes", "indicatorRef: nothing", "SLO platform: give it an indicatorRef"),
        (
            "figure: could-register, basis: gross, minutes: up",
            "figure: x, basis: gross",
            "figure must be one of platform",
        ),
        ("kind: Service", "kind: [", "is no YAML"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    content = FILE.read_text("utf-8")
    assert before in content
    file = tmp_path / "objectives.yaml"
    file.write_text(content.replace(before, after, 1), "utf-8")
    with pytest.raises(ObjectivesFault, match=message):
        objectives(file)
