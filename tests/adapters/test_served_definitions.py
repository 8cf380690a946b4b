"""Only what is published is live: people are served the published versions, and form authors see drafts as drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.reloaded_definitions import ReloadedDefinitions
from shared.domain.access.roles import CONSULTANT, FORM_AUTHOR, ROLES
from shared.domain.problems import UnknownApp, UnknownVersion
from tests.domain.folder import definitions, form, served

LIVE = form("{id: gammelt, type: text, label: {da: G, en: G}}")
WORKING = form("{id: nyt, type: text, label: {da: N, en: N}}").replace("version: 1", "version: 2")
WITHDRAWN = "# Ikke mere.\nwithdrawn: 2027-01-01\n"


def apps(folder: Path, *, drafts: bool = False) -> list[str]:
    return [item.facts.app for item in served(folder, drafts=drafts).all()]


def test_a_working_file_alone_is_served_to_nobody(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=LIVE)
    assert apps(tmp_path) == []
    for app in ("proeve", "proeve_kladde"):
        with pytest.raises(UnknownApp):
            served(tmp_path).get(app)


def test_a_working_version_is_no_version_of_the_live_app(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=WORKING, published__proeve__1=LIVE)
    for drafts in (False, True):
        live = served(tmp_path, drafts=drafts)
        assert live.get("proeve").facts.version == 1
        with pytest.raises(UnknownVersion):
            live.get("proeve", 2)


def test_a_change_that_is_not_published_changes_nothing_for_people(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=LIVE.replace("{da: G, en: G}", "{da: H, en: G}"), published__proeve__1=LIVE)
    assert '"da":"G"' in served(tmp_path).get("proeve").content.decode()
    draft = served(tmp_path, drafts=True).get("proeve_kladde")
    assert '"da":"H"' in draft.content.decode()
    assert served(tmp_path, drafts=True).get("proeve", 1).content == served(tmp_path).get("proeve").content


def test_a_draft_is_marked_goes_nowhere_and_is_for_form_authors_alone(tmp_path: Path) -> None:
    to_fasit = WORKING.replace("target: log", "target: fasit-documents\nroles: [konsulent, operatoer]\nentity: true")
    definitions(tmp_path, proeve=to_fasit, published__proeve__1=LIVE)
    assert apps(tmp_path, drafts=True) == ["proeve", "proeve_kladde"]
    draft = served(tmp_path, drafts=True).get("proeve_kladde")
    assert draft.facts.title == {"da": "Prøve (kladde)", "en": "Trial (draft)"}
    assert draft.facts.targets == tuple(draft.compiled.definition.destinations) == ("log",)
    assert [role for role in ROLES if draft.facts.for_roles((role,))] == [FORM_AUTHOR]
    assert not draft.facts.for_roles((CONSULTANT,))
    with pytest.raises(UnknownVersion):
        served(tmp_path, drafts=True).get("proeve_kladde", 1)


def test_a_draft_opens_no_list_of_another_app(tmp_path: Path) -> None:
    chosen = "{id: valg, type: choice, label: {da: V, en: V}, options_from: {app: kunder}}"
    definitions(tmp_path, proeve=form(chosen), kunder=LIVE.replace("app: proeve", "app: kunder\nentity: true"))
    assert served(tmp_path, drafts=True).get("proeve_kladde").facts.chooses_from == ()


def test_what_is_published_is_no_draft(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=LIVE + "# En bemærkning.\n", published__proeve__1=LIVE)
    assert apps(tmp_path, drafts=True) == ["proeve"]


@pytest.mark.parametrize("broken", ["app: [", WORKING.replace("type: text", "type: tekst"), "roles: [operatoer]"])
def test_a_broken_working_file_changes_nothing_for_anybody(tmp_path: Path, broken: str) -> None:
    files = definitions(tmp_path, proeve=broken, published__proeve__1=LIVE)
    assert files.check()
    for drafts in (False, True):
        assert apps(tmp_path, drafts=drafts) == ["proeve"]
        assert [role for role in ROLES if served(tmp_path).get("proeve").facts.for_roles((role,))] == [CONSULTANT]


def test_a_role_given_in_a_working_file_lets_nobody_in_before_it_is_published(tmp_path: Path) -> None:
    opened = LIVE.replace("target:", "roles: [teamleder]\ntarget:")
    definitions(tmp_path, proeve=opened.replace("version: 1", "version: 2"), published__proeve__1=LIVE)
    assert not served(tmp_path).get("proeve").facts.for_roles(("teamleder",))


def test_a_broken_published_version_leaves_the_one_before(tmp_path: Path) -> None:
    definitions(tmp_path, published__proeve__1=LIVE, published__proeve__2="app: [")
    assert served(tmp_path).get("proeve").facts.version == 1


def test_an_app_is_withdrawn_from_the_day_that_its_file_says(tmp_path: Path) -> None:
    definitions(tmp_path, published__proeve__1=LIVE, published__proeve__withdrawn=WITHDRAWN, published__andet__1=LIVE)
    assert served(tmp_path).withdrawn("proeve") == date(2027, 1, 1)
    assert served(tmp_path).get("proeve").facts.version == 1, "what was begun is sent and shown as before"
    for app in ("andet", "findes-ikke", "../proeve"):
        assert served(tmp_path).withdrawn(app) is None


@pytest.mark.parametrize(
    "content", ["withdrawn: i morgen", "withdrawn: 2027-13-01", "withdrawn:", "", "trukket: 2027-01-01"]
)
def test_a_withdrawal_without_a_day_is_told_and_withdraws_nothing(tmp_path: Path, content: str) -> None:
    files = definitions(tmp_path, published__proeve__1=LIVE, published__proeve__withdrawn=content)
    assert served(tmp_path).withdrawn("proeve") is None
    (error,) = files.check()
    assert str(error).startswith("published/proeve/withdrawn.yaml:1:1: Filen siger ingen dag")


def test_a_working_file_that_is_saved_is_seen_at_once_by_who_looks_at_drafts(tmp_path: Path) -> None:
    definitions(tmp_path, proeve=LIVE, published__proeve__1=LIVE)
    looking = ReloadedDefinitions(DefinitionFolder(tmp_path))
    assert [item.facts.app for item in looking.all()] == ["proeve"]
    for label in ("Første", "Anden"):
        definitions(tmp_path, proeve=LIVE.replace("{da: G, en: G}", f"{{da: {label}, en: G}}"))
        assert f'"da":"{label}"' in looking.get("proeve_kladde").content.decode()
        assert '"da":"G"' in looking.get("proeve").content.decode()
    definitions(tmp_path, published__proeve__2=WORKING, proeve=WORKING, published__proeve__withdrawn=WITHDRAWN)
    assert [(item.facts.app, item.facts.version) for item in looking.all()] == [("proeve", 2)]
    assert looking.withdrawn("proeve") == date(2027, 1, 1)
