"""Every app that is shipped: its example is taken, set out, printed and exported, from its definition alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
import re
import subprocess
from typing import Any
from uuid import UUID

from pypdf import PdfReader
import pytest

from local.fasit.pdf_check import fault
from shared.adapters.pdf import fitted_pictures, typeset
from shared.adapters.targets import TARGETS
from shared.domain.answers.attached import Attached
from shared.domain.answers.walk import answered
from shared.domain.attachments import kind_of
from shared.domain.authoring.example_check import PERSON
from shared.domain.delivery_status import Status
from shared.domain.document import Document, Line, Picture
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.fields.base import Field
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from shared.domain.registration import Registration
from tests.apps.examples import APPS, answered_at, compiled, example, files
from tests.shipped import SHIPPED

HOME = Path(__file__).parents[2]
WHOLE_SEED = {
    "boliganvisning",
    "forberedende-virksomhedstjek",
    "huslejenaevn-besigtigelse",
    "indgangsportal",
    "jobkonsulent-opfoelgning",
    "kandidat",
    "kandidatbehov",
    "ny-sag",
    "rekrutteringsanmodning",
    "vedligeholdelsestimer",
    "virksomhedsbesoeg",
}
SHOWN_OTHERWISE = frozenset({"group", "photo", "file", "signature"})


def registration(app: str) -> Registration:
    definition, at = compiled(app).definition, answered_at(app)
    return Registration(
        id=UUID("0195b3c0-0000-7000-8000-000000000001"),
        app=app,
        version=definition.version,
        title=definition.name(example(app)),
        status=Status.RECEIVED,
        status_at=at,
        received_at=at,
        person=PERSON,
        answers=example(app),
        digest="",
    )


def document(app: str, language: str = "da") -> Document:
    return build_document(compiled(app).definition, registration(app), language)


def test_every_app_of_the_proposal_is_there_and_none_is_broken() -> None:
    assert not SHIPPED.check()
    assert set(APPS) == WHOLE_SEED


@pytest.mark.parametrize("app", APPS)
def test_its_example_is_taken(app: str) -> None:
    context = EvaluationContext.at(answered_at(app), PERSON)
    assert compiled(app).validator.faults(example(app), context) == ()


@pytest.mark.parametrize("app", APPS)
def test_its_example_uses_most_of_its_fields(app: str) -> None:
    questions = [field.id for field in compiled(app).definition.fields if field.has_answer]
    assert len(example(app)) >= 0.6 * len(questions), sorted(set(questions) - example(app).keys())


@pytest.mark.parametrize("app", APPS)
def test_the_files_of_its_example_are_what_it_says(app: str) -> None:
    from hashlib import sha256

    for file, content in files(app).items():
        assert (file.size, file.sha256, file.type) == (len(content), sha256(content).hexdigest(), kind_of(content))


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_its_document_says_every_answer(app: str, language: str) -> None:
    answers = [
        answer.text if isinstance(answer, Line) else answer.label for answer in document(app, language).answers()
    ]
    names = [answer.name for answer in document(app, language).answers() if isinstance(answer, Picture)]
    for field, value, path in answered(compiled(app).definition.fields, example(app)):
        if field.kind not in SHOWN_OTHERWISE:
            assert field.show(value, language) in answers, path
        elif field.kind in ("photo", "file"):
            assert all(entry["name"] in " ".join([*answers, *names]) for entry in value)
        elif field.kind == "signature":
            assert field.label.in_language(language) in answers


@pytest.mark.parametrize("app", APPS)
@pytest.mark.asyncio
async def test_its_pdf_holds_every_answer_and_keeps_the_standards(app: str) -> None:
    published = files(app)

    async def content(attached: Attached) -> bytes:
        return published[attached]

    delivery = Consignment(registration(app), document(app), tuple(published), content)
    pdf = typeset(delivery.document, await fitted_pictures(delivery))
    assert fault(pdf) == ""
    printed = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    for line in (answer for answer in delivery.document.answers() if isinstance(answer, Line)):
        assert squeezed(line.text) in printed, line.label


def squeezed(text: str) -> str:
    """Without spaces, and without the hyphens of broken lines."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


@pytest.mark.parametrize("app", APPS)
def test_it_goes_to_a_target_that_exists(app: str) -> None:
    definition = compiled(app).definition
    assert definition.target in TARGETS
    if definition.target == "fasit-documents":
        assert any(field.id == "cvr" and field.kind == "cvr" for field in definition.fields)


@pytest.mark.parametrize("app", APPS)
def test_its_layout_is_what_the_phone_reads(app: str) -> None:
    layout = json.loads(compiled(app).content)
    assert [section["id"] for section in layout["sections"]]
    assert all(field["control"] for section in layout["sections"] for field in section["fields"])


def every_field(fields: tuple[Field, ...]) -> list[Field]:
    return [item for field in fields for item in (field, *every_field(field.inner()))]


@pytest.mark.parametrize("app", APPS)
def test_it_asks_for_a_cpr_number_only_with_a_named_law(app: str) -> None:
    definition = compiled(app).definition
    kinds = {field.kind for field in every_field(definition.fields)}
    assert ("cpr" in kinds) == ("cpr" in definition.legal_basis)


@pytest.mark.starts
def test_nothing_outside_the_definitions_names_an_app() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "shared", "functions"], cwd=HOME, capture_output=True, text=True, check=True
    )
    code = [HOME / name for name in listed.stdout.split() if not name.startswith("shared/definitions/")]
    names = re.compile("|".join(sorted(WHOLE_SEED - {"kandidat"}, key=len, reverse=True)))
    naming = {
        str(file.relative_to(HOME)) for file in code if file.suffix == ".py" and names.search(file.read_text("utf-8"))
    }
    assert naming == set()


def test_the_examples_name_only_people_and_companies_that_are_invented() -> None:
    companies = json.loads((HOME / "local" / "cvr" / "companies.json").read_text("utf-8"))
    company = {str(item["cvr"]): item["name"] for item in companies}
    for app in APPS:
        answers: dict[str, Any] = example(app)
        if "cvr" in answers:
            assert company[answers["cvr"]] == answers["navn"]
