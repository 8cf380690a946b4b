"""Rules for app settings: every setting that the code reads is set in Bicep or keeps its default for a reason, and Bicep sets no
other."""

from __future__ import annotations

from collections.abc import Iterator
import re

from infra.compiler import ROOT, TENANT, example_values
from shared.settings import Settings
from tests.infra.predicted import Predicted

HOST, DATA = "AzureWebJobsStorage", "DataStorage"
SERVICES = {HOST: ("blob", "table"), DATA: ("blob", "queue", "table")}
"""The storage services of each connection. The host needs no queue service, which only blob triggers use."""

PLATFORM = {
    f"{HOST}__blobServiceUri": "locks, timers and packages",
    f"{HOST}__tableServiceUri": "the host's diagnostic events",
    f"{HOST}__credential": "tells the host to sign in by identity",
    f"{HOST}__clientId": "by which",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "where the host sends telemetry",
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": "by which identity",
}
"""Settings that Bicep sets for the host, which our code does not read."""

AT_DEFAULT = {
    DATA: "a connection string, for one machine alone; beside an identity it contradicts",
    "AZURE_FUNCTIONS_ENVIRONMENT": "the platform says Production",
    "DEFINITIONS": "for tests and previews alone: in Azure the package's own definitions are the ones that were checked",
    "DRAFT_DEFINITIONS": "what people are served is published; `moreSettings` of a test environment shows drafts to form authors",
    "ACCESS_CONTACT": "the page then names the leader and the operators; `moreSettings` names somebody",
    "SESSION_IDLE_MINUTES": "the product's choice",
    "SESSION_WORKDAY_HOURS": "the product's choice",
    "SESSION_COOKIE": "the gateway's policy knows it by this name",
    "DEVICE_COOKIE": "the gateway's policy knows it by this name",
    "COOKIE_DOMAIN": "a __Host- cookie has none",
    "OIDC_BROKER": "Signaturgruppen",
    "OIDC_SCOPES": "the broker's own, told in its agreement",
    "OIDC_EXTRA": "MitID Erhverv alone",
    "OIDC_CLAIM_NAME": "the broker's own",
    "OIDC_CLAIM_CVR": "the broker's own",
    "OIDC_CLAIM_LOA": "the broker's own",
    "OIDC_CLAIM_PERSON": "the broker's own",
    "OIDC_LOA_ACCEPTED": "Substantial and High, as the NSIS has it; Idura's is not known",
    "OIDC_USERINFO": "the broker's own",
    "OIDC_PRIVILEGE_ROLES": "Privilege Management is ordered by few",
    "METRICS_URL": "Azure's public cloud",
    "STATUS_FOLDER": "for one machine alone; the status page lies in the storage",
    "OIDC_LOOPBACK_HTTP": "for one machine alone",
    "MUNICIPALITY_NAME": "the document then names no municipality; `moreSettings` names it",
    "MUNICIPALITY_LOGO": "none; `moreSettings` gives one",
    "FASIT_VERSION": "v2",
    "FASIT_CA": "for one machine alone",
    "FASIT_USER_KEY": "the product's choice",
    "FASIT_UNCERTAIN": "the product's choice: a person looks",
    "FASIT_CONNECT_SECONDS": "the product's choice",
    "FASIT_TIMEOUT_SECONDS": "the product's choice",
    "FASIT_CREATE_SECONDS": "the product's choice",
    "DELIVERY_LEASE_SECONDS": "the product's choice",
    "DELIVERY_BUDGET_SECONDS": "the product's choice",
    "AzureFunctionsJobHost__functionTimeout": "host.json says it",
    "SWEEP_AFTER_SECONDS": "the product's choice",
    "SEND_AGAIN_AFTER_SECONDS": "the product's choice",
    "MOMENTUM_TOKEN_URL": "KMD's own directory",
    "MOMENTUM_CA": "the real server has a public certificate",
    "MOMENTUM_CONNECT_SECONDS": "the product's choice",
    "MOMENTUM_TIMEOUT_SECONDS": "the known client's",
    "MOMENTUM_SETTLE_SECONDS": "the product's choice",
    "MOMENTUM_RECONCILE": "on; an operator in trouble turns it off, and `moreSettings` keeps it so",
    **dict.fromkeys(
        ("FASIT_AT_ONCE", "FASIT_PER_MINUTE", "MOMENTUM_AT_ONCE", "MOMENTUM_PER_MINUTE"),
        "what the target agrees to, when it does",
    ),
    "TRACES": "spans cost by the byte: off, until an operator asks for them",
}
"""Settings that Bicep does not set: the code's default applies, and `moreSettings` can change it."""


OPTIONAL = {
    *("MOMENTUM_URL", "MOMENTUM_CLIENT_ID", "MOMENTUM_CLIENT_SECRET", "MOMENTUM_RESOURCE", "MOMENTUM_API_KEY"),
    "MOMENTUM_TAG",
}
"""The settings of a system that not every municipality has: all or none of them are set."""


def read_by_the_code() -> set[str]:
    """The names of settings in `Settings`, in `os.environ`, and in `%…%` of triggers."""
    sources = "\n".join(
        file.read_text("utf-8") for room in ("functions", "shared") for file in sorted((ROOT / room).rglob("*.py"))
    )
    direct = re.findall(r'environ(?:\.get\(|\[)\s*"(\w+)"', sources) + re.findall(r'="%(\w+)%"', sources)
    return {str(field.alias) for field in Settings.model_fields.values()} | set(direct)


def required() -> set[str]:
    return {str(field.alias) for field in Settings.model_fields.values() if field.is_required()}


def code_and_bicep_agree(predicted: Predicted) -> Iterator[str]:
    set_in_bicep, read_names = set(predicted.settings()), read_by_the_code()
    for name in sorted(read_names - set_in_bicep - set(AT_DEFAULT) - OPTIONAL):
        yield f"{name} is read by the code: set it in app-settings.bicep, or list why its default holds"
    for name in sorted(required() - set_in_bicep):
        yield f"{name} has no default: set it in app-settings.bicep"
    for name in sorted(set_in_bicep - read_names - set(PLATFORM)):
        yield f"{name} is set and read by nobody"
    for name in sorted(set(AT_DEFAULT) & set_in_bicep):
        yield f"{name} is set, so its reason for being left out is none"


def storage_by_identity(predicted: Predicted) -> Iterator[str]:
    settings = predicted.settings()
    for connection, services in SERVICES.items():
        account = predicted.account("host" if connection == HOST else "data")["name"]
        if connection in settings:
            yield f"{connection} itself must not be set, not even empty: it breaks the connection"
        for service in services:
            address = f"[format('https://{{0}}.{service}.{{1}}', '{account}', environment().suffixes.storage)]"
            if settings.get(f"{connection}__{service}ServiceUri") != address:
                yield f"{connection}__{service}ServiceUri must be the address of {service}s in {account}"
        if settings.get(f"{connection}__credential") != "managedidentity":
            yield f"{connection}__credential must be managedidentity"
        if "/id-functions-" not in settings.get(f"{connection}__clientId", ""):
            yield f"{connection}__clientId must be the functions' identity"


REFUSED_BY_FLEX = {
    *("ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME"),
    *("FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT"),
    *("FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED", "SCM_DO_BUILD_DURING_DEPLOYMENT"),
    *("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE"),
    *("WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION"),
    *("WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL"),
    # Listed as unsupported on the plan's own page.
    *("WEBSITE_TIME_ZONE", "TZ", "WEBSITE_LOAD_CERTIFICATES"),
}
"""All app settings of Microsoft's list "Flex Consumption plan deprecations"."""


def no_settings_of_other_plans(predicted: Predicted) -> Iterator[str]:
    forbidden = {name for name in predicted.settings() if name.upper() in REFUSED_BY_FLEX}
    yield from (f"{name} has no place on Flex Consumption" for name in sorted(forbidden))


def every_connection_of_a_trigger_is_set(predicted: Predicted) -> Iterator[str]:
    """Every trigger's connection is set. Otherwise the trigger never runs, without any other error, even at deployment."""
    sources = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "functions").glob("*.py")))
    settings = predicted.settings()
    for connection in sorted(set(re.findall(r'connection="(\w+)"', sources))):
        if not {f"{connection}__queueServiceUri", f"{connection}__credential"} <= set(settings):
            yield f"{connection} is a trigger's connection: set {connection}__queueServiceUri and __credential"


_WORDS = {
    "APPLICATIONINSIGHTS_CONNECTION_STRING": ("/Microsoft.Insights/components/", ".ConnectionString"),
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": ("ClientId={0};Authorization=AAD", "/id-functions-", ".clientId"),
    "GATEWAY_CLIENT": ("/id-gateway-", ".principalId"),
    "GATEWAY_ISSUER": ("https://sts.windows.net/{0}/", "{1}{2}/v2.0", f"'{TENANT}', environment()", f", '{TENANT}')"),
    "GATEWAY_JWKS_URL": ("{0}{1}/discovery/v2.0/keys", f"'{TENANT}'"),
}
"""What the expression of a setting must contain whose value only Azure knows."""


def every_setting_means_what_it_says(predicted: Predicted) -> Iterator[str]:
    settings, example = predicted.settings(), example_values()
    for name in sorted(set(settings) & set(example) - {"GATEWAY_AUDIENCE"}):
        if settings[name] != example[name]:
            yield f"{name} must be what the operator gave as {name}"
    if example["GATEWAY_AUDIENCE"] not in settings["GATEWAY_AUDIENCE"].split(","):
        yield "GATEWAY_AUDIENCE must hold what the operator gave"
    for name, words in _WORDS.items():
        if not all(word in settings.get(name, "") for word in words):
            yield f"{name} must hold {' and '.join(words)}"
