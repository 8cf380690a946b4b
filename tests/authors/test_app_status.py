"""What is live, a draft or withdrawn, as the command line tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authors.tool import run
from tests.domain.folder import definitions, form

LIVE = form("{id: gammelt, type: text, label: {da: G, en: G}}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "shared" / "definitions"
    definitions(home, proeve=LIVE.replace("version: 1", "version: 2"), published__proeve__1=LIVE, ny=_other("ny"))
    definitions(home, published__gammel__1=_other("gammel"), gammel=_other("gammel"))
    return tmp_path


def _other(app: str) -> str:
    return LIVE.replace("app: proeve", f"app: {app}")


def test_every_app_is_listed_with_how_it_stands(folder: Path) -> None:
    assert run(folder, "list").stdout.splitlines() == [
        "gammel: version 1 er udgivet",
        "ny: ikke udgivet, arbejdsfilen er en kladde (version 1), som kun formularforfattere ser",
        "proeve: version 1 er udgivet, arbejdsfilen er en kladde (version 2), som kun formularforfattere ser",
    ]


def test_check_tells_of_drafts_and_withdrawals_without_calling_them_faults(folder: Path) -> None:
    run(folder, "withdraw", "gammel", "--on", "1.1.2027")
    done = run(folder, "check")
    assert done.returncode == 0
    assert "gammel: version 1 er udgivet, trukket tilbage fra 2027-01-01" in done.stdout
    assert "ny: ikke udgivet" in done.stdout
    body = json.loads(run(folder, "check", "--json").stdout)["apps"]
    assert [(entry["app"], entry["live"], entry["draft"], entry["withdrawn"]) for entry in body] == [
        ("gammel", 1, None, "2027-01-01"),
        ("ny", None, 1, None),
        ("proeve", 1, 2, None),
    ]


def test_diff_says_which_of_the_two_is_live(folder: Path) -> None:
    home = folder / "shared" / "definitions"
    definitions(home, proeve=LIVE.replace("version: 1", "version: 2").replace("{da: G, en: G}", "{da: H, en: G}"))
    assert "proeve: version 1 er udgivet, arbejdsfilen er en kladde (version 2)" in run(
        folder, "diff", "proeve@1", "proeve"
    ).stdout  # fmt: skip


def test_a_published_draft_is_live(folder: Path) -> None:
    assert run(folder, "publish", "proeve").returncode == 0
    assert "proeve: version 2 er udgivet\n" in run(folder, "list").stdout


def test_a_withdrawn_app_is_opened_again(folder: Path) -> None:
    assert "trukket tilbage fra 2027-01-01" in run(folder, "withdraw", "gammel", "--on", "2027-01-01").stdout
    published = run(folder, "publish", "gammel")
    assert "trukket tilbage fra 2027-01-01" in published.stdout
    assert "withdraw gammel --undo" in published.stdout
    assert run(folder, "withdraw", "gammel", "--undo").returncode == 0
    assert "gammel: version 1 er udgivet\n" in run(folder, "list").stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("ny",), "ny er ikke udgivet, så ingen andre end formularforfattere ser den"),
        (("gamel",), "Mente du gammel?"),
        (("gammel", "--on", "1.1.2027", "--undo"), "enten --on eller --undo"),
        (("gammel", "--on", "i morgen"), "i morgen er ingen dag"),
    ],
)
def test_what_cannot_be_withdrawn_is_told(folder: Path, words: tuple[str, ...], message: str) -> None:
    done = run(folder, "withdraw", *words)
    assert done.returncode != 0
    assert message in done.stderr
    assert "trukket" not in run(folder, "list").stdout
