"""Configuration files against their published schemas, and the small programs that azd runs."""

from __future__ import annotations

import json
import os
from pathlib import Path
import re
import shutil
import subprocess
import sys
from typing import Any

import jsonschema_rs
import pytest
import yaml

from infra.compiler import BICEP_FOLDER, ROOT, STAGES, example_values
from infra.outputs import exported
from infra.session_key import public_half
from infra.static_site import HEADER, shut
from tests.infra.predicted import committed
from tests.infra.tools import data

pytestmark = pytest.mark.starts

TOKEN = "9f0b6c1e-0000-0000-0000-000000000000"


def _anything(address: str) -> dict[str, Any]:
    """An empty schema in place of those of azd's extensions, which are elsewhere and which we do not use."""
    return {"$id": address}


def faults(schema: str, content: Any) -> list[str]:
    published = json.loads((data("schemas") / schema).read_text("utf-8"))
    validator = jsonschema_rs.validator_for(published, retriever=_anything)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in validator.iter_errors(content)]


def azure_yaml() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "azure.yaml").read_text("utf-8"))
    return content


def test_host_json_fits_its_schema() -> None:
    assert faults("host.json", json.loads((ROOT / "host.json").read_text("utf-8"))) == []


def test_azure_yaml_fits_its_schema() -> None:
    assert faults("azure.yaml.json", azure_yaml()) == []


def test_the_static_sites_configuration_fits_its_schema_as_it_is_deployed() -> None:
    file = ROOT / "static-web/public/staticwebapp.config.json"
    if not file.is_file():
        pytest.skip("static-web/public/staticwebapp.config.json is not there yet")
    config = json.loads(file.read_text("utf-8"))
    assert faults("staticwebapp.config.json", config) == []
    assert faults("staticwebapp.config.json", shut(config, "https://app.example", TOKEN)) == []


def test_the_site_is_shut_to_all_but_the_gateway(tmp_path: Path) -> None:
    file = tmp_path / "staticwebapp.config.json"
    file.write_text('{"navigationFallback": {"rewrite": "/index.html"}}')
    values = {"PUBLIC_URL": "https://app.example", "STATIC_SITE_TOKEN": TOKEN}
    subprocess.run([sys.executable, ROOT / "infra/static_site.py", file], env=values, check=True)
    config = json.loads(file.read_text("utf-8"))
    assert config["navigationFallback"] == {"rewrite": "/index.html"}
    assert config["forwardingGateway"] == {
        "allowedForwardedHosts": ["app.example"],
        "requiredHeaders": {HEADER: TOKEN},
    }
    assert faults("staticwebapp.config.json", config) == []
    policy = (BICEP_FOLDER / "policies/static.xml").read_text("utf-8")
    assert f'<set-header name="{HEADER}" exists-action="override">' in policy


@pytest.mark.parametrize("missing", ["PUBLIC_URL", "STATIC_SITE_TOKEN"])
def test_a_site_that_would_be_open_is_not_deployed(tmp_path: Path, missing: str) -> None:
    file = tmp_path / "staticwebapp.config.json"
    file.write_text("{}")
    values = {"PUBLIC_URL": "https://app.example", "STATIC_SITE_TOKEN": TOKEN} | {missing: ""}
    result = subprocess.run(
        [sys.executable, ROOT / "infra/static_site.py", file], env=values, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert missing in result.stderr
    assert file.read_text() == "{}"


@pytest.mark.parametrize("stage", STAGES)
def test_azd_finds_the_resource_of_each_service(stage: str) -> None:
    services = azure_yaml()["services"]
    tagged = {
        resource["tags"]["azd-service-name"]: resource["type"]
        for resource in committed(stage).resources
        if "azd-service-name" in resource.get("tags", {})
    }
    kinds = {"function": "Microsoft.Web/sites", "staticwebapp": "Microsoft.Web/staticSites"}
    assert tagged == {name: kinds[service["host"]] for name, service in services.items()}


def test_azd_takes_the_chosen_stage_and_refuses_a_forgotten_one(tmp_path: Path) -> None:
    shutil.copytree(BICEP_FOLDER, tmp_path / "bicep")
    script = shutil.copy(ROOT / "infra/choose_stage.sh", tmp_path)
    chosen = {"PATH": os.environ["PATH"], "FELTSKEMA_STAGE": "test"}
    subprocess.run(["sh", script], env=chosen, check=True)
    assert (tmp_path / "bicep/main.bicepparam").read_bytes() == (BICEP_FOLDER / "test.bicepparam").read_bytes()
    forgotten = {"PATH": os.environ["PATH"]}
    result = subprocess.run(["sh", script], env=forgotten, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "azd env set FELTSKEMA_STAGE" in result.stderr


def test_azd_does_not_deploy_one_stage_from_the_environment_of_another(tmp_path: Path) -> None:
    shutil.copytree(BICEP_FOLDER, tmp_path / "bicep")
    command = ["sh", shutil.copy(ROOT / "infra/choose_stage.sh", tmp_path)]
    crossed = {"PATH": os.environ["PATH"], "FELTSKEMA_STAGE": "prod", "AZURE_ENV_NAME": "test"}
    result = subprocess.run(command, env=crossed, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "'test'" in result.stderr
    assert not (tmp_path / "bicep/main.bicepparam").exists()
    subprocess.run(command, env=crossed | {"AZURE_ENV_NAME": "prod"}, check=True)


def test_the_example_holds_exactly_what_the_parameter_files_demand() -> None:
    for stage in STAGES:
        text = (BICEP_FOLDER / f"{stage}.bicepparam").read_text("utf-8")
        demanded = set(re.findall(r"readEnvironmentVariable\('(\w+)'\)", text))
        assert demanded | {"FELTSKEMA_STAGE"} == set(example_values())


def test_a_session_key_is_made_once_and_its_public_half_printed(tmp_path: Path) -> None:
    file = tmp_path / "session-key.pem"
    command = [sys.executable, "-m", "infra.session_key", str(file)]
    first, again = (
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )
    half = public_half(file.read_text("utf-8"))
    assert first == again
    assert first.startswith(f"SESSION_KEY_ID={half.id}\nSESSION_KEY_N={half.n}\nSESSION_KEY_E=AQAB\n")
    assert file.stat().st_mode & 0o077 == 0


def test_outputs_become_variables_of_the_shell_whatever_case_azure_gives_them() -> None:
    outputs: dict[str, dict[str, object]] = {"publiC_URL": {"type": "String", "value": "https://a.example/'"}}
    assert exported(outputs) == "export PUBLIC_URL='https://a.example/'\"'\"''\n"
