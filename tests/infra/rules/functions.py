"""Rules for the function app."""

from __future__ import annotations

from collections.abc import Iterator

from tests.infra.predicted import Predicted

SITE, PLAN = "Microsoft.Web/sites", "Microsoft.Web/serverfarms"


def flex_consumption_as_agreed(predicted: Predicted) -> Iterator[str]:
    if predicted.the_one(PLAN)["sku"] != {"name": "FC1", "tier": "FlexConsumption"}:
        yield "the plan must be FC1"
    config = predicted.the_one(SITE)["properties"]["functionAppConfig"]
    if config.get("siteUpdateStrategy") != {"type": "RollingUpdate"}:
        yield "siteUpdateStrategy must be RollingUpdate, or an update cuts deliveries off"
    if config["runtime"]["name"] != "python" or config["runtime"]["version"] not in {"3.11", "3.12", "3.13"}:
        yield "the runtime must be a Python that the code supports"
    storage = config["deployment"]["storage"]
    identity = storage["authentication"]
    if identity.get("type") != "UserAssignedIdentity" or "/id-functions-" not in identity.get(_BY, ""):
        yield "packages must be read by the functions' identity"
    host = f"'{predicted.account('host')['name']}'"
    if host not in storage["value"]:
        yield "packages must lie in the host's own storage, apart from the data"
    elif (
        storage["value"]
        != f"[format('https://{{0}}.blob.{{1}}/{{2}}', {host}, environment().suffixes.storage, 'packages')]"
    ):
        yield "packages must lie in their own container"


_BY = "userAssignedIdentityResourceId"


def scales_as_agreed(predicted: Predicted) -> Iterator[str]:
    scaling = predicted.the_one(SITE)["properties"]["functionAppConfig"]["scaleAndConcurrency"]
    ready = {group["name"]: group["instanceCount"] for group in scaling["alwaysReady"]}
    expected = set() if predicted.stage == "dev" else {"http", "function:deliver_registration"}
    if set(ready) != expected or any(count < 1 for count in ready.values()):
        yield f"alwaysReady must hold {sorted(expected)}: delivery scales apart from HTTP"
    at_once = scaling.get("triggers", {}).get("http", {}).get("perInstanceConcurrency", 1)
    if not 2 <= at_once <= 1000:
        yield f"perInstanceConcurrency is {at_once}: Python's default, one call at a time on each instance"
    if scaling["maximumInstanceCount"] < 40:
        yield "maximumInstanceCount must be 40 at least: the platform takes no less"


def outlives_a_zone(predicted: Predicted) -> Iterator[str]:
    """A zone-redundant plan needs two always-ready instances of each kind and zone-redundant host storage. Prod must have one."""
    zones = predicted.the_one(PLAN)["properties"].get("zoneRedundant", False)
    if predicted.stage == "prod" and not zones:
        yield "prod must be zoneRedundant: storage in three zones does not help when the one of the functions is lost"
    if not zones:
        return
    for group in predicted.the_one(SITE)["properties"]["functionAppConfig"]["scaleAndConcurrency"]["alwaysReady"]:
        if group["instanceCount"] < 2:
            yield f"a plan over zones has two of {group['name']} always ready, or is billed for two that nobody wrote"
    for whose in ("host", "data"):
        if predicted.account(whose)["sku"]["name"] not in {"Standard_ZRS", "Standard_GZRS"}:
            yield f"a plan over zones needs the {whose}'s storage in zones"


REFUSED_BY_FLEX = {
    name.lower()
    for name in (
        *("alwaysOn", "containerSize", "dnsConfiguration", "ftpsState", "isReserved", "isXenon", "javaVersion"),
        *("linuxFxVersion", "netFrameworkVersion", "powerShellVersion", "functionAppScaleLimit"),
        *("preWarmedInstanceCount", "use32BitWorkerProcess", "vnetBackupRestoreEnabled", "vnetContentShareEnabled"),
        *("vnetImagePullEnabled", "vnetRouteAllEnabled", "windowsFxVersion"),
        # Not in Microsoft's list, but refused (ARM 51021) or without effect too: AVM web-site 345, 353 and 360.
        *("functionsRuntimeScaleMonitoringEnabled", "minimumElasticInstanceCount", "healthCheckPath", "appSettings"),
        *("numberOfWorkers", "autoHealEnabled", "autoHealRules", "remoteDebuggingEnabled", "webSocketsEnabled"),
        *("managedPipelineMode", "phpVersion", "pythonVersion", "nodeVersion", "appCommandLine"),
    )
}
"""Members of a site, or of its siteConfig, that only other plans have, in lower case: all of Microsoft's list "Flex Consumption
plan deprecations". Newer parts of the platform refuse a deployment with them, older ones ignore them. App settings are checked in
`settings.py`."""

TAKEN_BY_FLEX = {
    *("minTlsVersion", "scmMinTlsVersion", "http20Enabled", "cors"),
    *("ipSecurityRestrictions", "ipSecurityRestrictionsDefaultAction"),
    *("scmIpSecurityRestrictions", "scmIpSecurityRestrictionsDefaultAction", "scmIpSecurityRestrictionsUseMain"),
}
"""Members of siteConfig that Flex Consumption is known to accept."""


def nothing_of_other_plans(predicted: Predicted) -> Iterator[str]:
    site = predicted.the_one(SITE)["properties"]
    for where, members in (("siteConfig", site["siteConfig"]), ("properties", site)):
        refused = {name for name in members if name.lower() in REFUSED_BY_FLEX}
        yield from (f"{where}: {name} has no place on Flex Consumption" for name in sorted(refused))
    for name in sorted(set(site["siteConfig"]) - TAKEN_BY_FLEX):
        if name.lower() not in REFUSED_BY_FLEX:
            yield f"siteConfig: {name} is not known to be taken by Flex Consumption: find out, then list it"
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
    site = predicted.the_one(SITE)
    if site["identity"]["type"] != "UserAssigned" or len(site["identity"]["userAssignedIdentities"]) != 1:
        yield "the app must have the functions' identity alone"
