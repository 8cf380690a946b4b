"""The operators' workbook is a workbook of the workspace; its queries are checked in `test_kusto.py`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.compiler import BICEP_FOLDER

STAGES = ("dev", "test", "prod")


def workbook(stage: str) -> tuple[str, dict[str, Any]]:
    """The workspace that it asks, and its content."""
    snapshot = json.loads((BICEP_FOLDER / f"{stage}.snapshot.json").read_text("utf-8"))
    (resource,) = [entry for entry in resources(snapshot) if entry.get("type") == "Microsoft.Insights/workbooks"]
    properties = resource["properties"]
    return properties["sourceId"], json.loads(properties["serializedData"])


def resources(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [resource for item in value for resource in resources(item)]
    if not isinstance(value, dict):
        return []
    own = [value] if isinstance(value.get("type"), str) and "properties" in value else []
    return own + [resource for item in value.values() for resource in resources(item)]


@pytest.mark.parametrize("stage", STAGES)
def test_every_question_has_a_title_and_asks_the_workspace(stage: str) -> None:
    workspace, content = workbook(stage)
    questions = [item["content"] for item in content["items"] if item["type"] == 3]
    assert len(questions) >= 5
    for question in questions:
        assert question["crossComponentResources"] == [workspace]
        assert question["title"]


def test_each_question_looks_back_as_far_as_is_chosen_and_stands_once() -> None:
    _, content = workbook("prod")
    names = [item["name"] for item in content["items"]]
    assert len(names) == len(set(names))
    (chosen,) = [item["content"]["parameters"][0]["name"] for item in content["items"] if item["type"] == 9]
    assert {item["content"]["timeContextFromParameter"] for item in content["items"] if item["type"] == 3} == {chosen}
