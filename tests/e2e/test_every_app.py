"""Every app from its definition alone: drawn, filled in from its own example, sent, delivered, listed, shown and exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any

from playwright.sync_api import expect
import pytest

from local.run.parts import HOME
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.definitions import Compiled
from shared.domain.fields.base import Field
from shared.wiring import DEFINITIONS
from tests.e2e.by_example import Filler
from tests.e2e.every_field import TOWN_HALL
from tests.e2e.phone import Phone
from tests.stack.running import Fasit, Running

# What others choose among is sent first.
APPS = sorted(DefinitionFiles(DEFINITIONS).all(), key=lambda one: not one.definition.entity)
UNSAID = frozenset({"photo", "file", "signature", "position", "group", "calculated"})
"""Types whose words on the page are not those of the example."""

_sent: dict[str, str] = {}
"""The title of what was sent, by app."""


@pytest.fixture(scope="module")
def exported(product: Running) -> Callable[[str], list[dict[str, Any]]]:
    """An app's rows, by the form author's own command."""

    def rows(app: str) -> list[dict[str, Any]]:
        command = (sys.executable, "-m", "feltskema", "export", app, "--format", "json", "--out", "-")
        environment = {**os.environ, **product.stack.values, "PYTHONPATH": str(HOME)}
        done = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return rows


@pytest.mark.parametrize("app", APPS, ids=lambda one: one.definition.app)
def test_an_app_is_all_there_from_its_definition(
    phone: Phone, fasit: Fasit, exported: Callable[[str], list[dict[str, Any]]], app: Compiled
) -> None:
    definition = app.definition
    example = definition.example
    assert example is not None
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation(TOWN_HALL)  # type: ignore[arg-type]
    phone.page.clock.set_fixed_time(definition.example_at)
    phone.signed_in()
    phone.page.get_by_role("link", name="Ny registrering").click()
    phone.page.get_by_role("link", name=definition.title.da).first.click()
    expect(phone.heading(definition.title.da)).to_be_visible()

    Filler(phone, _sent).form(app)
    phone.button(definition.submit_label.da if definition.submit_label else "Send registrering").click()

    done = "I Fasit" if definition.target.startswith("fasit") else "Gemt"
    expect(phone.page.get_by_role("heading", name=done, exact=True)).to_be_visible(timeout=20_000)
    id = phone.registration
    _sent[definition.app] = phone.page.get_by_role("heading", level=1).inner_text()
    told = _words(phone.page.locator(".answers").all_inner_texts())
    assert [words for words in _said(definition.fields, example) if words not in told] == []
    assert len(fasit.documents(id)) == definition.target.startswith("fasit")
    assert phone.faults() == []

    phone.open()
    expect(phone.page.locator(f'a[href$="{id}"]')).to_contain_text(done)
    assert id in json.dumps(exported(definition.app))


def _said(fields: Sequence[Field], answers: Mapping[str, Any]) -> Iterator[str]:
    """What the page says of the answers, in Danish."""
    for one in fields:
        if one.id not in answers:
            continue
        for item in answers[one.id] if one.inner() else ():
            yield from _said(one.inner(), item)
        if one.kind not in UNSAID and not one.entity_app():
            yield _words([one.show(answers[one.id], "da")])


def _words(texts: Sequence[str]) -> str:
    return " ".join(" ".join(texts).split())


def test_the_examples_files_are_at_hand() -> None:
    assert any(Path(DEFINITIONS / "examples").iterdir())
