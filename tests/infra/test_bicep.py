"""The real compiler, its linter and its formatter: any word from them is a fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.compiler import BICEP_FOLDER, STAGES
from tests.infra.predicted import Predicted, committed
from tests.infra.rules import RULES, Rule, faults
from tests.infra.tools import bicep, copied


def test_everything_compiles_without_a_word() -> None:
    assert bicep().run("build", "main.bicep", "--stdout") == (0, "")


def test_the_linter_has_nothing_to_say() -> None:
    assert bicep().run("lint", "--pattern", "**/*.bicep*") == (0, "")


def test_everything_is_formatted(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    assert bicep(copy).run("format", "--pattern", "**/*.bicep*") == (0, "")
    for file in sorted(copy.rglob("*.bicep*")):
        original = BICEP_FOLDER / file.relative_to(copy)
        assert file.read_text("utf-8") == original.read_text("utf-8"), f"{original.name}: run bicep format"


@pytest.mark.parametrize("stage", STAGES)
def test_the_committed_snapshot_is_what_would_be_deployed(stage: str) -> None:
    status, told = bicep().snapshot(stage, "validate")
    assert status == 0, f"{told}\nRead the change; if it is meant, run python -m infra.snapshots"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("stage", STAGES)
def test_the_house_rules_hold(stage: str, rule: Rule) -> None:
    assert list(rule(committed(stage))) == []


def test_the_house_rules_hold_for_an_own_domain_and_written_secrets(tmp_path: Path) -> None:
    compiler = bicep(copied(tmp_path))
    given = {
        "FELTSKEMA_WRITE_SECRETS": "true",
        "FELTSKEMA_HOST_NAME": "besoeg.kommune.example",
        "FELTSKEMA_HOST_CERTIFICATE": "https://kv.vault.example/secrets/besoeg",
        "SESSION_KEY": "a-secret-nobody-may-see",
        "OIDC_CLIENT_SECRET": "a-secret-nobody-may-see",
        "FASIT_CLIENT_CERTIFICATE": "a-secret-nobody-may-see",
        "CVR_PASSWORD": "a-secret-nobody-may-see",
    }
    assert compiler.snapshot("prod", "overwrite", given) == (0, "")
    predicted = Predicted("prod", compiler.predicted("prod"))
    assert faults(predicted) == []
    assert predicted.settings()["PUBLIC_URL"] == "https://besoeg.kommune.example"
    assert "a-secret-nobody-may-see" not in json.dumps(predicted.resources)
    assert len(list(predicted.of("Microsoft.KeyVault/vaults/secrets"))) == 4


@pytest.mark.parametrize("name", ["OIDC_CLIENT_ID", "SESSION_KEY_N", "FASIT_URL"])
def test_a_value_that_the_operator_left_empty_is_refused(name: str) -> None:
    status, told = bicep().snapshot("dev", "validate", {name: ""})
    assert status != 0
    assert "BCP333" in told, told
