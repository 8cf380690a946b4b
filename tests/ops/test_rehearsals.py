"""Deployment, second deployment, roll-back and closing of doors, by what the guides say to type."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from infra.static_site import HEADER
from tests.ops.cloud.guide import chapter, deploy, inline
from tests.ops.cloud.operator import Operator
from tests.ops.cloud.state import Cloud

pytestmark = pytest.mark.rare

README, GUIDE = "infra/README.md", "docs/operations.md"
DOORS = ("publicNetworkAccess", "networkAcls", "ipSecurityRestrictions", "siteConfig")


def digest_of(text: str) -> str:
    from hashlib import sha256

    return sha256(f"package of {text}".encode()).hexdigest()


def test_the_first_deployment_by_az(deployed: Operator) -> None:
    cloud = deployed.cloud
    assert cloud.package == digest_of("one")
    assert cloud.read["session-key"].strip() == (deployed.home / "session-key.pem").read_text().strip()
    assert set(cloud.read) == {"session-key", "draft-keys", "broker-secret", "cvr-password", "fasit-certificate"}
    looked = (deployed.folder / "looked").read_text()
    assert re.search(r"^-m ops\.doctor https://\S+ --direct https://\S+", looked, re.M)


def test_the_pages_by_hand_are_shut_first_and_held_against_the_build(deployed: Operator) -> None:
    deployed.type(deploy("cd static-web"))
    config = json.loads((deployed.project / "static-web/dist/staticwebapp.config.json").read_text())
    assert config["forwardingGateway"]["requiredHeaders"][HEADER] == deployed.variables["STATIC_SITE_TOKEN"]
    assert (
        (deployed.folder / "swa").read_text().startswith("deploy static-web/dist --env production --deployment-token")
    )
    assert re.search(
        r"^-m ops\.pages static-web/dist https://\S+ --site https://\S+", (deployed.folder / "looked").read_text(), re.M
    )


def test_the_first_deployment_by_azd(with_azd: Operator) -> None:
    """The same bytes, and the same looks afterwards."""
    cloud = with_azd.cloud
    assert cloud.package == digest_of("one")
    assert "BEGIN PRIVATE KEY" in cloud.read["session-key"]
    config = json.loads((with_azd.project / "static-web/dist/staticwebapp.config.json").read_text())
    assert config["forwardingGateway"]["requiredHeaders"][HEADER] == with_azd.variables["STATIC_SITE_TOKEN"]
    assert {"index.html", "staticwebapp.config.json"} <= set(cloud.pages)
    looked = (with_azd.folder / "looked").read_text()
    assert looked.index("-m ops.pages static-web/dist") < looked.index("-m ops.doctor https://")


def test_a_doctor_that_finds_something_wrong_fails_the_deployment(with_azd: Operator) -> None:
    (with_azd.project / ".venv/bin/python").write_text("#!/bin/sh\nexit 1\n")
    assert with_azd.type("azd deploy api -e prod", check=False).returncode != 0


def test_the_second_deployment_by_azd_makes_the_package_anew(with_azd: Operator) -> None:
    before = with_azd.cloud
    with_azd.type("export MADE=two; azd up -e prod")
    after = with_azd.cloud
    assert (before.package, after.package) == (digest_of("one"), digest_of("two"))
    assert after.secrets == before.secrets
    assert after.resources == before.resources


def test_the_second_deployment_by_az_leaves_the_secrets_alone(deployed: Operator) -> None:
    before = deployed.cloud
    deployed.type("export MADE=two\n" + deploy("make package"))
    after = deployed.cloud
    assert (after.package, after.secrets) == (digest_of("two"), before.secrets)
    assert after.resources == before.resources


def rolled_back(tool: str) -> str:
    (result,) = (block.text for block in chapter(GUIDE, "Roll back") if block.text.startswith(f"{tool} "))
    return result


@pytest.mark.parametrize(("tool", "who"), [("az", "deployed"), ("azd", "with_azd")])
def test_rolling_back_ships_the_kept_bytes(tool: str, who: str, request: pytest.FixtureRequest) -> None:
    operator: Operator = request.getfixturevalue(who)
    keep = chapter(GUIDE, "Roll back")[0].text
    operator.type(f"make package\n{keep}")
    operator.type("export MADE=two\n" + ("azd deploy -e prod" if tool == "azd" else deploy("make package")))
    assert operator.cloud.package == digest_of("two")
    operator.type("RELEASE=0123abc\n" + rolled_back(tool))
    assert operator.cloud.package == digest_of("one")


# Doors


def doors(cloud: Cloud) -> dict[str, Any]:
    """Of everything deployed, who may come in."""
    return {
        key: {name: value for name, value in resource.get("properties", {}).items() if name in DOORS}
        for key, resource in cloud.resources.items()
        if any(name in resource.get("properties", {}) for name in DOORS)
    }


def reached(operator: Operator) -> tuple[list[str], str]:
    """The blocks that open, and the one that shuts."""
    *opening, shutting = (block.text for block in chapter(GUIDE, "Reach the data"))
    return opening, shutting


def test_the_doors_are_shut_again(deployed: Operator) -> None:
    before = doors(deployed.cloud)
    opening, shutting = reached(deployed)
    for block in opening:
        deployed.type(f"ME=me MY_ADDRESS=192.0.2.10\n{block}")
        assert doors(deployed.cloud) != before
    deployed.type(f"ME=me SCOPE=/x\n{shutting}")
    assert doors(deployed.cloud) == before


def test_the_doors_are_shut_again_by_azd(with_azd: Operator) -> None:
    with_azd.type("azd provision -e prod")
    before = doors(with_azd.cloud)
    for block in reached(with_azd)[0]:
        with_azd.type(f"ME=me MY_ADDRESS=192.0.2.10\n{block}")
    with_azd.type("azd provision -e prod")
    assert doors(with_azd.cloud) != before, "azd skips what it has sent before"
    (shut,) = (
        item.text
        for item in inline(GUIDE)
        if item.chapter == "Reach the data" and item.text.startswith("azd provision")
    )
    with_azd.type(shut)
    assert doors(with_azd.cloud) == before


def test_the_runbooks_door_is_shut_by_the_next_deployment(deployed: Operator) -> None:
    before = doors(deployed.cloud)
    opening, taking_away = (block.text for block in chapter(GUIDE, "timers-silent"))
    deployed.type(f"MY_ADDRESS=192.0.2.10\n{opening}")
    assert doors(deployed.cloud) != before
    deployed.type(taking_away)
    deployed.type(reached(deployed)[1].replace('"$ME"', "me").replace('"$SCOPE"', "/x"))
    assert doors(deployed.cloud) == before
