"""`az`, as far as the guides use it. What it does to what was deployed is written into the file of `state.py`."""

from __future__ import annotations

from collections.abc import Callable
import json
from pathlib import Path
import sys

from tests.ops.cloud.arguments import Call, Refused, checked
from tests.ops.cloud.state import Cloud, digest

STORAGE, VAULT, APP = "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults", "Microsoft.Web/sites"
MADE_UP = "00000000-0000-4000-8000-00000000000a"
DATA = ("storage blob", "storage container restore", "storage entity", "storage message")


def create(cloud: Cloud, call: Call) -> str:
    cloud.deploy(_parameters(call), call.value("--name") or _parameters(call).stem)
    return ""


def what_if(cloud: Cloud, call: Call) -> str:
    if not _parameters(call).exists():
        raise Refused(f"{_parameters(call)}: no such file")
    return ""


def show(cloud: Cloud, call: Call) -> str:
    name = call.value("--name")
    if name not in cloud.deployments:
        raise Refused(f"(DeploymentNotFound) Deployment '{name}' could not be found.")
    return json.dumps(cloud.deployments[name])


def config_zip(cloud: Cloud, call: Call) -> str:
    cloud.named(APP, call.value("--name"))
    # Builds remotely unless told otherwise, and then on whatever Python it likes.
    cloud.package = digest(Path(call.value("--src"))) if call.value("--build-remote") == "false" else "built by Azure"
    cloud.restart()
    return ""


def restart(cloud: Cloud, call: Call) -> str:
    cloud.named(APP, call.value("--name"))
    cloud.restart()
    return ""


def open_storage(cloud: Cloud, call: Call) -> str:
    return _open(cloud.named(STORAGE, call.value("--name")), call)


def open_vault(cloud: Cloud, call: Call) -> str:
    return _open(cloud.named(VAULT, call.value("--name")), call)


def _open(resource: dict[str, dict[str, object]], call: Call) -> str:
    resource["properties"]["publicNetworkAccess"] = call.value("--public-network-access")
    rules = resource["properties"]["networkAcls"]
    assert isinstance(rules, dict)
    rules["defaultAction"] = call.value("--default-action")
    return ""


def storage_rule(cloud: Cloud, call: Call) -> str:
    rules = cloud.named(STORAGE, call.value("--account-name"))["properties"]["networkAcls"]["ipRules"]
    rules.append({"value": call.value("--ip-address")})
    return ""


def vault_rule(cloud: Cloud, call: Call) -> str:
    rules = cloud.named(VAULT, call.value("--name"))["properties"]["networkAcls"]["ipRules"]
    rules.append({"value": call.value("--ip-address")})
    return ""


def update_app(cloud: Cloud, call: Call) -> str:
    for pair in call.options.get("--set", []):
        name, _, value = pair.partition("=")
        cloud.named(APP, call.value("--name"))["properties"][name] = value
    return ""


def app_rule(cloud: Cloud, call: Call) -> str:
    site = cloud.named(APP, call.value("--name"))["properties"]["siteConfig"]
    site.setdefault("ipSecurityRestrictions", []).append(
        {"name": call.value("--rule-name"), "ipAddress": call.value("--ip-address")}
    )
    return ""


def app_rule_away(cloud: Cloud, call: Call) -> str:
    site = cloud.named(APP, call.value("--name"))["properties"]["siteConfig"]
    rules = site.pop("ipSecurityRestrictions", [])
    if others := [rule for rule in rules if rule["name"] != call.value("--rule-name")]:
        site["ipSecurityRestrictions"] = others
    return ""


def set_settings(cloud: Cloud, call: Call) -> str:
    settings = cloud.named(f"{APP}/config", f"{call.value('--name')}/appsettings")["properties"]
    settings |= dict(pair.split("=", 1) for pair in call.options["--settings"])
    cloud.restart()
    return ""


DOES: dict[str, Callable[[Cloud, Call], str]] = {
    "deployment sub create": create,
    "deployment sub what-if": what_if,
    "deployment sub show": show,
    "functionapp deployment source config-zip": config_zip,
    "functionapp restart": restart,
    "functionapp update": update_app,
    "functionapp config access-restriction add": app_rule,
    "functionapp config access-restriction remove": app_rule_away,
    "functionapp config appsettings set": set_settings,
    "storage account update": open_storage,
    "storage account network-rule add": storage_rule,
    "keyvault update": open_vault,
    "keyvault network-rule add": vault_rule,
}
"""Every other command is only checked, and answers with a made-up id."""


def _parameters(call: Call) -> Path:
    """A .bicepparam names its own template."""
    return Path(call.value("--parameters"))


def answered(cloud: Cloud, arguments: list[str]) -> str:
    call = checked("az", arguments)
    if call.command.startswith(DATA) and "immutability" not in call.command and call.value("--auth-mode") != "login":
        raise Refused(
            "(KeyBasedAuthenticationNotPermitted) Key based authentication is not permitted on this storage account."
        )
    does = DOES.get(call.command)
    return does(cloud, call) if does else (MADE_UP if call.value("--output") == "tsv" else "")


def main() -> int:
    cloud = Cloud.load()
    cloud.calls.append(["az", *sys.argv[1:]])
    try:
        print(answered(cloud, sys.argv[1:]))  # noqa: T201
    except Refused as error:
        print(f"ERROR: {error}", file=sys.stderr)  # noqa: T201
        return 2
    finally:
        cloud.save()
    return 0


if __name__ == "__main__":
    sys.exit(main())
