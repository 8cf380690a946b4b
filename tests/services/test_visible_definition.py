"""Who sees an app, and what others see of its registrations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from functions.commands import submission
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.services.submit import submit
from shared.services.visible_definition import definition_for
from tests.dependencies import MemoryParts
from tests.domain.folder import definitions, form
from tests.examples import KAREN, NOW, uuid7

FORM = form("{id: notat, type: long-text, label: {da: Notat, en: Note}}")
CHIEFS = FORM.replace("version: 1", "version: 2\nroles: [teamleder]")
CHIEF = KAREN.model_copy(update={"roles": ("teamleder",)})


async def test_an_older_version_is_no_way_round_a_role(context: MemoryParts, tmp_path: Path) -> None:
    expected = definitions(tmp_path, proeve=CHIEFS, published__proeve__1=FORM)
    for version in (None, 1, 2, 7):
        with pytest.raises(UnknownApp):
            definition_for("proeve", version, KAREN, expected)
    with pytest.raises(UnknownApp):
        await submit(
            submission("proeve", str(uuid7(NOW)), {"version": 1, "answers": {}}),
            KAREN,
            replace(context.dependencies, definitions=expected),
        )
    assert definition_for("proeve", 1, CHIEF, expected).facts.version == 1
    with pytest.raises(UnknownVersion):
        definition_for("proeve", 7, CHIEF, expected)


async def test_a_role_that_was_taken_away_opens_the_older_versions_too(tmp_path: Path) -> None:
    closed, opened = (
        FORM.replace("version: 1", "version: 1\nroles: [teamleder]"),
        FORM.replace("version: 1", "version: 2"),
    )
    expected = definitions(tmp_path, proeve=opened, published__proeve__1=closed)
    assert definition_for("proeve", 1, KAREN, expected).facts.version == 1


async def test_a_long_note_is_a_short_name_on_one_line(context: MemoryParts, tmp_path: Path) -> None:
    """The name stands in lists, in a property of a table and in the document's title."""
    named = FORM.replace("heading: [navn]", "heading: [notat, navn]").replace("version: 1", "version: 1\nentity: true")
    dependencies = replace(context.dependencies, definitions=definitions(tmp_path, proeve=named))
    note = "Første linje\n\nanden  linje " + "x" * 1900
    entry = await submit(
        submission("proeve", str(uuid7(NOW)), {"version": 1, "answers": {"notat": note, "navn": "Anna"}}),
        KAREN,
        dependencies,
    )
    assert entry.title.startswith("Første linje anden linje xxx")
    assert (len(entry.title), entry.title[-1]) == (200, "…")
    assert [row.title for row in context.entities.rows.values()] == [entry.title]
