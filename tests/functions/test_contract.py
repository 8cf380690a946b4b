"""The OpenAPI document: that it is sound, says what the code says, and is the one in the repository."""

from __future__ import annotations

from datetime import datetime
import json
import re
from typing import Any

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator
import pytest

from functions.contract.answers import schema_name
from functions.contract.document import document, printed
from functions.contract.routes import BLUEPRINTS, Route, functions, routes, tags
from functions.query import STATUSES
from local.run.parts import HOME
from ops.contract.generated_files import PAGES, generated_files
from ops.contract.tables import TABLES
from shared.domain.attachments import TYPES
from shared.domain.authoring.example_check import PERSON
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.delivery_status import Status
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.fields import CATALOGUE, FORMAT_SCHEMAS, Field
from shared.domain.fields import FORMATS as CHECKS
from shared.texts import _catalogue
from tests.shipped import SHIPPED as DEFINITIONS

FILES = (
    *("docs/openapi.json", "shared/contract/limits.json", "shared/contract/verdict.json"),
    *("static-web/src/generated/api.ts", *PAGES),
)
DOCUMENT = document(DEFINITIONS)
OPERATIONS_SHOWN = [(path, method, entry) for path, item in DOCUMENT["paths"].items() for method, entry in item.items()]


@pytest.fixture(scope="module")
def contract_files() -> dict[str, str]:
    return generated_files()


@pytest.mark.parametrize("path", FILES)
def test_what_follows_from_the_contract_is_what_is_committed(contract_files: dict[str, str], path: str) -> None:
    assert contract_files[path] == (HOME / path).read_text("utf-8"), "run `make contract` and commit what it writes"


def test_a_list_is_filtered_by_each_status_and_by_nothing_else() -> None:
    pattern = str(STATUSES.schema["pattern"])
    assert set(re.findall("[a-z-]+", pattern)) == {status.value for status in Status}
    assert re.fullmatch(pattern, ",".join(Status))


def test_every_file_that_follows_from_the_contract_is_looked_at(contract_files: dict[str, str]) -> None:
    assert set(contract_files) == set(FILES)
    assert contract_files["docs/openapi.json"] == printed(DEFINITIONS)


def test_a_table_of_a_document_cannot_be_left_out() -> None:
    pages = "".join((HOME / page).read_text("utf-8") for page in PAGES)
    assert all(pages.count(f"<!-- contract: {name} -->") == 1 for name in TABLES)
    assert pages.count("<!-- end -->") == len(TABLES)


def test_it_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


@pytest.mark.parametrize("route", list(routes()), ids=lambda route: route.name)
def test_every_route_says_what_it_does(route: Route) -> None:
    assert route.summary
    assert not route.summary.endswith(".")
    assert route.tag in tags()


def test_every_blueprint_of_the_app_is_looked_at() -> None:
    app = (HOME / "function_app.py").read_text("utf-8")
    assert all(f"app.register_functions({name}.bp)" in app for name in BLUEPRINTS)
    assert app.count("register_functions") == len(BLUEPRINTS)
    assert len(list(functions())) > len(list(routes()))


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in OPERATIONS_SHOWN]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("shown", OPERATIONS_SHOWN, ids=lambda shown: f"{shown[1]} {shown[0]}")
def test_an_operation_is_complete(shown: tuple[str, str, dict[str, Any]]) -> None:
    path, method, operation = shown
    assert operation["summary"]
    answers = {code: resolved(answer) for code, answer in operation["responses"].items()}
    assert any(code < "400" for code in answers)
    if path != "/auth/callback":
        assert all("application/problem+json" in answers[code]["content"] for code in answers if code >= "400")
    assert ("401" in answers) == bool(operation["security"])
    if method not in ("get", "head"):
        assert {"X-Feltskema", "Origin"} <= {resolved(item)["name"] for item in operation["parameters"]}


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    for name in part.get("$ref", "").split("/")[1:]:
        part = DOCUMENT[name] if part.get("$ref") else part[name]
    return part


@pytest.mark.parametrize("code", DOCUMENT["components"]["examples"])
def test_a_problem_that_can_be_answered_has_a_good_example(code: str) -> None:
    problem = DOCUMENT["components"]["examples"][code]["value"]
    assert jsonschema_rs.is_valid(
        {"$ref": "#/components/schemas/Problem", "components": DOCUMENT["components"]}, problem
    )
    assert problem["code"] == code
    assert "{" not in problem["detail"]
    assert f"problem.{code}.title" in _catalogue("server")


def test_every_example_of_a_body_and_an_answer_fits_its_schema() -> None:
    with_examples = {name: schema for name, schema in DOCUMENT["components"]["schemas"].items() if "examples" in schema}
    assert len(with_examples) >= 15 + len(DEFINITIONS.all())
    for schema in with_examples.values():
        for example in schema["examples"]:
            jsonschema_rs.validate({**schema, "components": DOCUMENT["components"]}, example)


@pytest.mark.parametrize("app", DEFINITIONS.all(), ids=lambda app: str(app.definition.app))
def test_an_apps_example_is_one_that_would_be_taken(app: Compiled) -> None:
    (example,) = DOCUMENT["components"]["schemas"][schema_name(app.definition.app, "Registration")]["examples"]
    context = EvaluationContext.at(datetime.fromisoformat(example["answeredAt"]), PERSON)
    assert not app.validator.faults(example["answers"], context)


@pytest.mark.parametrize("app", DEFINITIONS.all(), ids=lambda app: str(app.definition.app))
def test_every_rule_of_an_app_is_told_at_a_field_that_there_is(app: Compiled) -> None:
    schema = DOCUMENT["components"]["schemas"][schema_name(app.definition.app, "Answers")]
    reported = schema.get("x-rules", [])
    assert len(reported) >= len(app.rules)
    for rule in reported:
        assert field_at(schema, rule["path"]), rule
        assert set(rule["codes"]) <= set(_catalogue("fields")), rule


def field_at(schema: dict[str, Any], path: str) -> dict[str, Any]:
    for part in path.split("/")[1:]:
        schema = schema["items"] if part == "*" else schema["properties"][part]
    return schema


@pytest.mark.parametrize("field", CATALOGUE, ids=lambda field: str(field.kind))
def test_the_page_of_the_language_names_every_key_of_a_type(field: type[Field]) -> None:
    page = (HOME / "docs" / "definition-language.md").read_text("utf-8")
    [row] = [line for line in page.splitlines() if re.match(r"\| (`[a-z-]+`, )*" + f"`{field.kind}`", line)]
    own = {
        model_field.alias or name for name, model_field in field.model_fields.items() if name not in Field.model_fields
    }
    assert own - {"type"} <= set(re.findall(r"`([a-z_]+)", row)), row


GOOD = {
    "cvr": ["64942212"],
    "cpr": ["0101901234", "2902961234"],
    "phone": ["+4512345678", "+46701234567", "+12345678", "+449876543210123"],
    "postcode": ["0800", "1620"],
    "date": ["0001-01-01", "2026-12-31"],
    "time": ["00:00", "23:59"],
    "date-time": ["2026-11-23T10:00:00+01:00", "1900-01-01T00:00:00.123456Z"],
    "email": ["a@b.dk", "aase.oe+x@sub-domain.kk.dk", "info@rødgrød.dk"],
    "url": ["https://kk.dk", "http://blåbær.dk:8080/a?b#c", "https://www.müller.dk"],
}
BAD = {
    "cvr": ["1234567", "٦٤٩٤٢٢١٢"],
    "cpr": ["0113901234", "320190123"],
    "phone": ["12345678", "+4512345", "+45123456789", "+0123456789"],
    "postcode": ["999", "DK-1620"],
    "date": ["0000-01-01", "2026-13-01", "26-01-01", "2026-1-1"],
    "time": ["24:00", "8:30", "08:30:00"],
    "date-time": ["1899-12-31T00:00:00Z", "3000-01-01T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01t00:00:00z"],
    "email": ["å@b.dk", "a..b@c.dk", "a@b", "a@-b.dk"],
    "url": ["ftp://kk.dk", "https://localhost", "https://kk.dk/a b"],
}


def test_every_format_has_a_pattern() -> None:
    assert set(FORMAT_SCHEMAS) == set(CHECKS) == set(GOOD) == set(BAD)


@pytest.mark.parametrize("name", GOOD)
def test_a_pattern_says_what_its_format_says(name: str) -> None:
    schema = {"type": "string", **FORMAT_SCHEMAS[name]}
    for value in GOOD[name]:
        assert CHECKS[name](value), value
        assert jsonschema_rs.is_valid(schema, value), value
    for value in BAD[name]:
        assert not CHECKS[name](value), value
        assert not jsonschema_rs.is_valid(schema, value), value


@pytest.mark.parametrize("app", DEFINITIONS.all(), ids=lambda app: str(app.definition.app))
def test_a_compiled_definition_is_what_the_document_says(app: Compiled) -> None:
    schema = {**DOCUMENT["components"]["schemas"]["CompiledDefinition"], "components": DOCUMENT["components"]}
    jsonschema_rs.validate(schema, json.loads(app.content))


def test_an_attachment_is_bytes_of_its_kinds() -> None:
    item = DOCUMENT["paths"]["/attachments/{registration}/{attachment}"]
    kinds = set(TYPES.values())
    assert set(item["put"]["requestBody"]["content"]) == kinds
    assert set(item["get"]["responses"]["200"]["content"]) == kinds
    assert {"409", "413", "415", "422"} <= set(item["put"]["responses"])


def test_the_document_stays_small_enough_to_read() -> None:
    assert len(printed(DEFINITIONS)) < 160_000 + 36_000 * len(DEFINITIONS.all())
