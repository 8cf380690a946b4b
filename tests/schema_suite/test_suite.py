"""The server's validator against the official JSON Schema Test Suite, draft 2020-12, for the keywords that definitions
compile to. The phone's takes the same in `static-web/tests/schema-suite.test.ts`.

The files are those that the source distribution of `jsonschema` carries (its maintainer keeps the suite); take them anew
with `python -m tests.schema_suite`. Left out of the suite:

- keywords that no definition compiles to (`$ref`, `if`, `anyOf`, `not`, `multipleOf`, `prefixItems` and the like);
- `optional/format`: the formats are the house's own, narrower than the standard's (no year 0, no leap second), and
  `tests/fields` holds each of them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.schema_suite import FILES, KEYWORDS


@pytest.mark.parametrize("file", sorted(FILES.glob("*.json")), ids=lambda file: file.stem)
def test_the_server_judges_as_the_standard_says(file: Path) -> None:
    groups = json.loads(file.read_text("utf-8"))
    otherwise = [
        f"{group['description']}: {item['description']}"
        for group in groups
        for item in group["tests"]
        if jsonschema_rs.Draft202012Validator(group["schema"]).is_valid(item["data"]) is not item["valid"]
    ]
    assert groups
    assert otherwise == []


def test_every_keyword_that_we_compile_to_has_its_file() -> None:
    assert {path.stem for path in FILES.glob("*.json")} == KEYWORDS


def test_no_definition_compiles_to_any_other_keyword() -> None:
    from tests.verdicts.trial import cases

    used: set[str] = set()
    for case in cases(3, 900):
        used |= _keywords(case.compiled.schema)
    expected = KEYWORDS - {"boolean_schema"} | {"$schema", "format"}
    assert used <= expected, used - expected
    assert used >= expected - {"$schema"} - {"allOf"}, "what nothing compiles to any more needs no file"


def _keywords(schema: Any) -> set[str]:
    """The keywords of a schema and the schemas in it."""
    if not isinstance(schema, dict):
        return set()
    below = list(schema.get("properties", {}).values())
    below += schema.get("allOf", ())
    below += [schema.get(word) for word in ("items", "additionalProperties")]
    return set(schema).union(*(_keywords(inner) for inner in below))
