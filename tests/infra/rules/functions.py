"""The function app."""

from __future__ import annotations

from collections.abc import Iterator
import re

from tests.infra.predicted import Predicted

SITE = "Microsoft.Web/sites"


def flex_consumption_as_agreed(predicted: Predicted) -> Iterator[str]:
    if predicted.one("Microsoft.Web/serverfarms")["sku"] != {"name": "FC1", "tier": "FlexConsumption"}:
        yield "the plan must be FC1"
    config = predicted.one(SITE)["properties"]["functionAppConfig"]
    if config.get("siteUpdateStrategy") != {"type": "RollingUpdate"}:
        yield "siteUpdateStrategy must be RollingUpdate, or an update cuts deliveries off"
    if config["runtime"]["name"] != "python" or config["runtime"]["version"] not in {"3.11", "3.12", "3.13"}:
        yield "the runtime must be a Python that the code supports"
    storage = config["deployment"]["storage"]
    if storage["authentication"].get("type") != "UserAssignedIdentity" or not _packages(storage["value"]):
        yield "packages must lie in their own container and be read by identity"
    ready = {group["name"]: group["instanceCount"] for group in config["scaleAndConcurrency"]["alwaysReady"]}
    wanted = set() if predicted.stage == "dev" else {"http", "function:deliver_registration"}
    if set(ready) != wanted or any(count < 1 for count in ready.values()):
        yield f"alwaysReady must hold {sorted(wanted)}: delivery scales apart from HTTP"


def _packages(address: str) -> bool:
    return re.search(r"https://\{0\}\.blob\.\{1\}/\{2\}', .*, 'packages'\)", address) is not None


REFUSED_BY_FLEX = {
    "alwaysOn",
    "appSettings",
    "autoHealEnabled",
    "functionAppScaleLimit",
    "healthCheckPath",
    "linuxFxVersion",
    "minimumElasticInstanceCount",
    "preWarmedInstanceCount",
    "use32BitWorkerProcess",
    "vnetRouteAllEnabled",
}
"""Members of siteConfig that other plans know. App settings have a module of their own."""


def nothing_of_other_plans(predicted: Predicted) -> Iterator[str]:
    site = predicted.one(SITE)["properties"]
    yield from (
        f"siteConfig: {name} has no place on Flex Consumption"
        for name in sorted(REFUSED_BY_FLEX & set(site["siteConfig"]))
    )
    if predicted.private:
        for name in ("ipSecurityRestrictionsDefaultAction", "scmIpSecurityRestrictionsDefaultAction"):
            if site["siteConfig"].get(name) != "Deny":
                yield f"siteConfig: {name} must be Deny: the doors open again while somebody deploys"


def nothing_signs_in_with_a_password(predicted: Predicted) -> Iterator[str]:
    policies = {
        policy["name"].rpartition("/")[2]: policy["properties"]["allow"]
        for policy in predicted.of(f"{SITE}/basicPublishingCredentialsPolicies")
    }
    if policies != {"ftp": False, "scm": False}:
        yield "basic publishing credentials must be off for ftp and scm"
    site = predicted.one(SITE)
    if site["identity"]["type"] != "UserAssigned" or len(site["identity"]["userAssignedIdentities"]) != 1:
        yield "the app must have the functions' identity alone"
    if site["properties"]["siteConfig"].get("ftpsState") != "Disabled":
        yield "ftpsState must be Disabled"
