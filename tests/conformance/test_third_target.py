"""A third target touches three places (docs/new-target.md). A small example target is added in these and delivered to, and the
existing targets are named nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from local.run.parts import HOME
from shared.adapters.targets import TARGETS, Kind, needs_of_targets
from shared.domain.authoring.reading import read
from shared.domain.authoring.target_faults import target_faults
from shared.domain.definition.needs import Need
from shared.domain.delivery import Delivery, Receipt, system_of
from shared.domain.delivery_status import Status
from shared.domain.ports import Consignment, Journal
from shared.domain.source.node import unplaced
from shared.services.deliver import deliver
from tests.dependencies import MemoryParts
from tests.examples import VISIT

ROOMS = ("shared", "functions", "feltskema", "ops", "static-web/src", "static-web/worker")
KINDS = {".py", ".ts", ".tsx", ".json", ".scss", ".html"}
ELSEWHERE = (
    *("shared/definitions/", "shared/texts/evaluation.json", "shared/texts/authors.json", "shared/contract/"),
    *("ops/doctor/texts.json", "static-web/src/generated/"),
)
"""Files that may name a target: data for people, and generated files."""


def places(word: str) -> set[str]:
    """The files of the product's code that contain the word."""
    files = [
        file
        for room in ROOMS
        for file in (HOME / room).rglob("*")
        if file.suffix in KINDS and ".test." not in file.name
    ]
    named = (str(file.relative_to(HOME)) for file in files if word in file.read_text("utf-8").lower())
    return {file for file in named if not file.startswith(ELSEWHERE)}


def test_the_second_target_is_named_in_its_adapter_its_settings_and_the_catalogue_alone() -> None:
    adapter = {file for file in places("momentum") if file.startswith("shared/adapters/targets/momentum")}
    assert adapter
    assert places("momentum") - adapter == {"shared/adapters/targets/__init__.py", "shared/settings.py"}


def test_the_guide_tells_of_all_that_a_target_says() -> None:
    guide = (HOME / "docs" / "new-target.md").read_text("utf-8")
    protocol = (HOME / "shared" / "domain" / "ports" / "target.py").read_text("utf-8").partition("class Target(")[2]
    names = {line.partition("def ")[2].partition("(")[0] for line in protocol.splitlines() if "def " in line}
    assert len(names) > 4
    assert {name for name in names if f"`{name}" not in guide} == set()
    assert all(Path(HOME / place).exists() for place in ("docs/fidelity.md", "docs/forms/targets.md", "infra/bicep"))


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_form_author_can_read_what_each_needs(name: str) -> None:
    page = (HOME / "docs" / "forms" / "targets.md").read_text("utf-8")
    assert f"`{name}`" in page
    for need in needs_of_targets()[name]:
        assert f"`{need.name}`" in page
        assert all(f"`{kind}`" in page for kind in need.types)


class Postkort:
    """A complete third target: it keeps what is delivered in a list."""

    needs: Sequence[Need] = (Need("modtager", ("text",)),)

    def __init__(self) -> None:
        self.written: list[str] = []

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        await journal.note("creating", "sent")
        self.written.append(f"{consignment.mapped['modtager']}: {consignment.document.title}")
        return Receipt(id=f"postkort-{len(self.written)}", at=consignment.registration.received_at)

    def has_nothing(self, steps: Mapping[str, str]) -> bool:
        return "creating" not in steps

    def steps_for_retry(self, steps: Mapping[str, str]) -> Mapping[str, str]:
        return {}

    async def probe(self) -> None:
        return None


def test_check_holds_a_definition_against_it() -> None:
    words = {"da": "A", "en": "A"}
    form = {
        **{"app": "proeve", "version": 1, "title": words, "description": words, "heading": ["navn"]},
        "targets": {"postkort-post": {"modtager": "navn"}, "log": None},
        "sections": [
            {
                **{"id": "s", "title": words},
                "fields": [
                    {"id": "navn", "type": "text", "label": words, "required": True},
                    {"id": "note", "type": "text", "label": words},
                ],
            }
        ],
    }
    kind = Kind(lambda settings: Postkort(), Postkort.needs)
    needs = {**needs_of_targets(), "postkort-post": kind.needs}

    def faults(form: Mapping[str, object]) -> list[str]:
        node = unplaced(form, "proeve")
        return [fault.text.key for fault in target_faults(read(node, "proeve").definition, node, needs)]

    assert faults(form) == []
    assert faults({**form, "targets": {"postkort-post": {"modtager": "note"}}}) == ["target-needs-answer"]
    assert faults({**form, "targets": {"postkort-post": None}}) == ["target-needs-choice"]
    assert faults({**form, "targets": {"postkort-post": {"modtager": "findesIkke"}}}) == ["need-without-field"]
    assert faults({**form, "targets": {"postkort": None}}) == ["unknown-target"]


async def test_a_registration_arrives_there_beside_another(context: MemoryParts) -> None:
    third, key = Postkort(), await context.waiting()
    row = context.row(key)
    other = Delivery(target="postkort-post", status=Status.RECEIVED, status_at=row.status_at)
    context.registrations.rows[key] = row.with_deliveries(*row.deliveries, other)
    definition = context.definitions.get(row.app, row.version).compiled.definition
    mapped = definition.model_copy(update={"target": None, "targets": {"postkort-post": {"modtager": "navn"}}})

    class Forms:
        def get(self, app: str, version: int | None = None) -> object:
            served = context.definitions.get(app, version)
            return replace(served.compiled, definition=mapped)

    dependencies = replace(
        context.dependencies,
        definitions=Forms(),  # type: ignore[arg-type]
        targets=lambda name: third if name == "postkort-post" else context.target,
    )
    assert await deliver(key, dependencies) is Status.DELIVERED
    assert third.written == [f"{VISIT['navn']}: {row.title}"]
    assert context.row(key).delivery_to("postkort-post").receipt is not None
    assert system_of("postkort-post") == "Postkort"
