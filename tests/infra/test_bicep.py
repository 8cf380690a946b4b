"""The Bicep compiler, its linter and its formatter: any output of theirs is a fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.compiler import BICEP_FOLDER, STAGES, example_values
from tests.infra.policies import named_values
from tests.infra.predicted import Predicted, committed
from tests.infra.rules import RULES, Rule, faults
from tests.infra.rules.order import disorder
from tests.infra.tools import bicep, copied

pytestmark = pytest.mark.starts


def test_everything_compiles_without_a_word_and_is_made_in_order() -> None:
    status, built, template = bicep().built()
    assert (status, built) == (0, "")
    assert disorder(template) == []


def test_the_linter_has_nothing_to_say() -> None:
    assert bicep().run("lint", "--pattern", "**/*.bicep*") == (0, "")


def test_every_bicep_file_is_formatted(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    assert bicep(copy).run("format", "--pattern", "**/*.bicep*") == (0, "")
    for file in sorted(copy.rglob("*.bicep*")):
        original = BICEP_FOLDER / file.relative_to(copy)
        assert file.read_text("utf-8") == original.read_text("utf-8"), f"{original.name}: run bicep format"


@pytest.mark.parametrize("stage", STAGES)
def test_the_committed_snapshot_is_what_would_be_deployed(stage: str) -> None:
    status, snapshot = bicep().snapshot(stage, "validate")
    assert status == 0, f"{snapshot}\nRead the change; if it is meant, run python -m infra.snapshots"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("stage", STAGES)
def test_the_house_rules_hold(stage: str, rule: Rule) -> None:
    assert list(rule(committed(stage))) == []


OTHER_KEY = {
    "SESSION_PREVIOUS_KEY_ID": "example-thumbprint-of-the-other-session-key",
    "SESSION_PREVIOUS_KEY_N": "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXbo",
    "SESSION_PREVIOUS_KEY_E": "AQAB",
}


MOMENTUM = {
    "MOMENTUM_URL": "https://momentum.kmd.example/api",
    "MOMENTUM_CLIENT_ID": "feltskema",
    "MOMENTUM_RESOURCE": "b7c1e5b2-6c0e-4d5c-9f60-0a4ad1f0c6de",
    "MOMENTUM_TAG": "Besøgt af virksomhedskonsulent",
}


def test_the_house_rules_hold_in_a_rotation_with_an_own_domain_and_written_secrets(tmp_path: Path) -> None:
    compiler = bicep(copied(tmp_path))
    parameters = OTHER_KEY | {
        "FELTSKEMA_WRITE_SECRETS": "true",
        "FELTSKEMA_HOST_NAME": "besoeg.kommune.example",
        "FELTSKEMA_HOST_CERTIFICATE": "https://kv.vault.example/secrets/besoeg",
        "SESSION_KEY": "a-secret-nobody-may-see",
        "DRAFT_KEYS": "a-secret-nobody-may-see",
        "OIDC_CLIENT_SECRET": "a-secret-nobody-may-see",
        "FASIT_CLIENT_CERTIFICATE": "a-secret-nobody-may-see",
        "CVR_PASSWORD": "a-secret-nobody-may-see",
        "MOMENTUM_CLIENT_SECRET": "a-secret-nobody-may-see",
        "MOMENTUM_API_KEY": "a-secret-nobody-may-see",
        **MOMENTUM,
    }
    assert compiler.snapshot("prod", "overwrite", parameters) == (0, "")
    predicted = Predicted("prod", compiler.predicted("prod"))
    assert faults(predicted) == []
    assert predicted.settings()["PUBLIC_URL"] == "https://besoeg.kommune.example"
    assert "a-secret-nobody-may-see" not in json.dumps(predicted.resources)
    assert len(list(predicted.of("Microsoft.KeyVault/vaults/secrets"))) == 7
    assert {name: predicted.settings()[name] for name in MOMENTUM} == MOMENTUM
    assert "@Microsoft.KeyVault(" in predicted.settings()["MOMENTUM_API_KEY"]
    assert not set(MOMENTUM) & set(committed("prod").settings()), "where it is not named, there is none"
    assert keys(predicted) == (example_values()["SESSION_KEY_ID"], OTHER_KEY["SESSION_PREVIOUS_KEY_ID"], 2)


def keys(predicted: Predicted) -> tuple[str, str | None, int]:
    """The ids of the current and the previous session key that the gateway gets, and the number of `<key>` elements."""
    values = named_values(predicted)
    policies = (
        str(policy["properties"]["value"]) for policy in predicted.of("Microsoft.ApiManagement/service/apis/policies")
    )
    return (
        values["session-key-id"],
        values.get("session-key-previous-id"),
        sum(text.count("<key ") for text in policies),
    )


def test_a_key_is_written_once(tmp_path: Path) -> None:
    """There is one key element outside a rotation, also if an operator gives the same key twice."""
    assert keys(committed("prod")) == (example_values()["SESSION_KEY_ID"], None, 1)
    compiler = bicep(copied(tmp_path))
    twice = {
        name.replace("_KEY_", "_PREVIOUS_KEY_"): value for name, value in example_values().items() if "_KEY_" in name
    }
    assert compiler.snapshot("dev", "overwrite", twice) == (0, "")
    assert keys(Predicted("dev", compiler.predicted("dev"))) == keys(committed("prod"))


def test_values_that_the_operator_left_empty_are_refused() -> None:
    names = ("OIDC_CLIENT_ID", "SESSION_KEY_N", "FASIT_URL")
    status, snapshot = bicep().snapshot("dev", "validate", dict.fromkeys(names, ""))
    assert status != 0
    assert snapshot.count(": Error BCP333") == len(names), snapshot
