"""Whatever the guides say to type is typed, against an `az` and an `azd` that refuse what the real ones refuse."""

from __future__ import annotations

from pathlib import Path
import shutil
import subprocess

import pytest

from infra.compiler import BICEP_FOLDER
from tests.ops.cloud.arguments import Refused, checked, command_of
from tests.ops.cloud.guide import GUIDES, Typed, blocks, inline
from tests.ops.cloud.operator import KEYS, Operator, arrive, as_outputs
from tests.ops.cloud.state import ALWAYS

pytestmark = pytest.mark.starts

OWN = {"MY_ADDRESS": "192.0.2.10", "ME": "me", "SCOPE": "/x", "APP_ID": "a", "TOKEN": "t", "KEY": "k", "ETAG": "e"}
OWN |= {"RELEASE": "v1", "AZURE_LOCATION": "swedencentral", "p": "App", "ID": "/x", "FELTSKEMA_STAGE": "prod"}
"""What the operator has in hand by the time that a command stands in the guide."""

BLOCKS = [block for guide in GUIDES for block in blocks(guide)]
INLINE = [item for guide in GUIDES for item in inline(guide)]


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """One who has deployed once, with `az` and with `azd`, and has everything at hand that a later chapter takes for granted."""
    operator = arrive(tmp_path_factory.mktemp("operator"), tmp_path_factory.mktemp("foretold"))
    shutil.copy(BICEP_FOLDER / "prod.snapshot.json", operator.foretold / ALWAYS)
    operator.fill_in()
    operator.bring(*KEYS)
    operator.type(
        "make package; mkdir -p ~/releases; cp dist/feltskema.zip ~/releases/v1.zip;"
        "touch ~/draft-keys ~/fasit.pem ~/besoeg.pfx ~/new-fasit.pem;"
        ".venv/bin/python -m infra.session_key ~/session-key.pem --env infra/bicep/my.env;"
        "(cd static-web && npm ci);"
        "set -a; . infra/bicep/my.env; set +a;"
        'az deployment sub create -n "feltskema-$FELTSKEMA_STAGE" -l "$AZURE_LOCATION" -p infra/bicep/prod.bicepparam;'
        "azd env new prod && cat infra/bicep/my.env >> .azure/prod/.env"
    )
    operator.variables = as_outputs(operator) | OWN
    return operator


@pytest.mark.parametrize("typed", BLOCKS, ids=str)
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_every_block_is_read_by_the_shells(typed: Typed, shell: str) -> None:
    ran = subprocess.run([shell, "-n"], input=typed.text, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("typed", BLOCKS, ids=str)
def test_every_block_runs(operator: Operator, typed: Typed, tmp_path: Path) -> None:
    copied = operator.copied(tmp_path / "operator")
    if "azd env new" in typed.text:
        shutil.rmtree(copied.project / ".azure")
    copied.type(typed.text)


@pytest.mark.parametrize("typed", INLINE, ids=str)
def test_every_command_in_running_text_runs_or_is_at_least_one(operator: Operator, typed: Typed) -> None:
    words = typed.text.split()
    if not any(word.startswith("-") for word in words) and words[0] in ("az", "azd"):
        # Named, not typed: `az login`, or `az storage blob undelete` whose flags depend on what was lost.
        command_of(words[0], words[1:])
        return
    operator.type(typed.text)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("az functionapp restart -g g", "the following arguments are required: --name -n"),
        ("az functionapp restart -g g -n n --now", "unrecognized arguments: --now"),
        ("az functionapp start-again -g g -n n", "misspelled or not recognized"),
        (
            "az functionapp deployment source config-zip -g g -n n --src z --build-remote no",
            "'no' is not a valid value",
        ),
        ("az deployment sub create --name x --parameters p", "required: --location -l"),
        ("az keyvault show -n", ""),
        ("azd deploy api web", "unrecognized arguments: api web"),
        ("azd provision --force", "unrecognized arguments: --force"),
        ("azd redeploy", "misspelled or not recognized"),
    ],
)
def test_a_command_that_the_real_tool_would_refuse_is_refused(typed: str, message: str) -> None:
    tool, *words = typed.split()
    if not message:
        assert checked(tool, words).value("--name") == ""
        return
    with pytest.raises(Refused) as refused:
        checked(tool, words)
    assert message in str(refused.value)


def test_a_variable_that_is_not_set_is_refused(operator: Operator) -> None:
    ran = operator.type('az functionapp restart -g "$NOT_SET" -n "$FUNCTION_APP"', check=False)
    assert "an argument is empty" in ran.stderr


def test_data_is_not_reached_by_a_key_that_the_account_refuses(operator: Operator) -> None:
    ran = operator.type('az storage message clear --queue-name q --account-name "$STORAGE_ACCOUNT"', check=False)
    assert "KeyBasedAuthenticationNotPermitted" in ran.stderr


def test_the_guides_hold_commands_at_all() -> None:
    assert len(BLOCKS) > 8
    assert len(INLINE) > 10


def test_the_folder_of_an_operator_is_not_this_one(operator: Operator) -> None:
    assert Path(operator.type("pwd").stdout.strip()) == operator.project
