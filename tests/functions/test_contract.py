"""The OpenAPI document: that it is sound, says what the code says, and is the one in the repository."""

from __future__ import annotations

from datetime import UTC, datetime
import json
from typing import Any

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator
import pytest

from functions.contract.document import document, printed
from functions.contract.examples import ANSWERS
from functions.contract.operations import OPERATIONS
from functions.contract.routes import BLUEPRINTS, functions, routes
from local.run.parts import HOME
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.evaluation import Surroundings
from shared.texts import _catalogue
from shared.wiring import DEFINITIONS as FOLDER

DEFINITIONS = DefinitionFiles(FOLDER)
DOCUMENT = document(DEFINITIONS)
OPERATIONS_SHOWN = [(path, method, one) for path, item in DOCUMENT["paths"].items() for method, one in item.items()]


def test_the_committed_document_is_this_one() -> None:
    committed = (HOME / "docs" / "openapi.json").read_text("utf-8")
    assert printed(DEFINITIONS) == committed, "run `make openapi` and commit docs/openapi.json"


def test_it_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_route_is_described_and_no_other() -> None:
    assert {route.name for route in routes()} == set(OPERATIONS)


def test_every_blueprint_of_the_app_is_looked_at() -> None:
    app = (HOME / "function_app.py").read_text("utf-8")
    assert all(f"app.register_functions({name}.bp)" in app for name in BLUEPRINTS)
    assert app.count("register_functions") == len(BLUEPRINTS)
    assert len(list(functions())) > len(OPERATIONS)


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for _, _, operation in OPERATIONS_SHOWN]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("shown", OPERATIONS_SHOWN, ids=lambda shown: f"{shown[1]} {shown[0]}")
def test_an_operation_is_complete(shown: tuple[str, str, dict[str, Any]]) -> None:
    path, method, operation = shown
    assert operation["summary"]
    answers = operation["responses"]
    assert any(code < "400" for code in answers)
    if path != "/auth/callback":
        assert all("application/problem+json" in answers[code]["content"] for code in answers if code >= "400")
    assert ("401" in answers) == bool(operation["security"])
    if method not in ("get", "head"):
        assert {"X-Feltskema", "Origin"} <= {parameter["name"] for parameter in operation["parameters"]}


@pytest.mark.parametrize("code", DOCUMENT["components"]["examples"])
def test_a_problem_that_can_be_answered_has_a_good_example(code: str) -> None:
    problem = DOCUMENT["components"]["examples"][code]["value"]
    assert jsonschema_rs.is_valid(DOCUMENT["components"]["schemas"]["Problem"], problem)
    assert problem["code"] == code
    assert "{" not in problem["detail"]
    assert f"problem.{code}.title" in _catalogue("server")


def test_every_example_of_a_body_and_an_answer_fits_its_schema() -> None:
    looked_at = 0
    for _, _, operation in OPERATIONS_SHOWN:
        for part in (operation.get("requestBody", {}), *operation["responses"].values()):
            content = part.get("content", {}).get("application/json", {})
            if "example" in content:
                schema = {**content["schema"], "components": DOCUMENT["components"]}
                assert jsonschema_rs.is_valid(schema, content["example"]), operation["operationId"]
                looked_at += 1
    assert looked_at >= 10


@pytest.mark.parametrize("app", ANSWERS)
def test_the_realistic_registration_is_one_that_would_be_taken(app: str) -> None:
    assert not DEFINITIONS.get(app).validator.faults(ANSWERS[app], Surroundings.at(datetime.now(UTC)))


def test_every_published_app_can_be_sent_and_shows_an_example() -> None:
    for app in DEFINITIONS.all():
        operation = DOCUMENT["paths"][f"/registrations/{app.definition.app}/{{id}}"]["put"]
        assert json.dumps(operation["requestBody"]["content"]["application/json"]["example"])
