"""The operators' workbook asks for what the code logs and the gateway tells."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from infra.compiler import BICEP_FOLDER, ROOT

STAGES = ("dev", "test", "prod")
SOURCES = "\n".join(
    file.read_text("utf-8") for room in ("shared", "functions") for file in sorted((ROOT / room).rglob("*.py"))
)


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
def test_every_question_is_of_a_line_that_the_code_writes(stage: str) -> None:
    workspace, content = workbook(stage)
    questions = [item["content"] for item in content["items"] if item["type"] == 3]
    assert len(questions) >= 5
    for question in questions:
        assert question["crossComponentResources"] == [workspace]
        assert question["title"]
        for event in re.findall(r'line\.event == "([^"]+)"', question["query"]):
            assert f'log_event(log, "{event}"' in SOURCES, f"nobody logs {event}"
        for member in set(re.findall(r"line\.(\w+)", question["query"])) - {"event"}:
            assert re.search(rf'\b{member}=|"{member}"', SOURCES), f"no line has {member}"


def test_each_question_looks_back_as_far_as_is_chosen_and_stands_once() -> None:
    _, content = workbook("prod")
    names = [item["name"] for item in content["items"]]
    assert len(names) == len(set(names))
    (chosen,) = [item["content"]["parameters"][0]["name"] for item in content["items"] if item["type"] == 9]
    assert {item["content"]["timeContextFromParameter"] for item in content["items"] if item["type"] == 3} == {chosen}
