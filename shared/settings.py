"""The environment, as one frozen model. Read on first use, never at import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
import os
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Json,
    ValidationError,
    model_validator,
)

from shared.setting_values import Broker, EncryptedUrl, Names, OptionalPem, Pem, Url, draft_secrets, person_number, svg


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names each and the remedy."""


MOMENTUM_TOKENS = "https://login.microsoftonline.com/momentumb2c.onmicrosoft.com/oauth2/token"
"""Where KMD's customers get their tokens, as the known client has it."""

RECORDING_SECONDS = 60
"""What a delivery takes at most after its budget is used up: its outcome is written, and a message sent."""


class Settings(BaseModel):
    """Every setting that the code reads. What each means: the table in `docs/architecture.md`."""

    model_config = ConfigDict(frozen=True, defer_build=True, extra="ignore")
    storage: Annotated[str, Field(alias="DataStorage")] = ""
    storage_tables: Annotated[Url | Literal[""], Field(alias="DataStorage__tableServiceUri")] = ""
    storage_queues: Annotated[Url | Literal[""], Field(alias="DataStorage__queueServiceUri")] = ""
    storage_blobs: Annotated[Url | Literal[""], Field(alias="DataStorage__blobServiceUri")] = ""
    storage_credential: Annotated[Literal["managedidentity", ""], Field(alias="DataStorage__credential")] = ""
    storage_identity: Annotated[str, Field(alias="DataStorage__clientId")] = ""
    public_url: Annotated[Url, Field(alias="PUBLIC_URL")]
    status_folder: Annotated[str, Field(alias="STATUS_FOLDER")] = ""
    metered_resources: Annotated[Names, Field(alias="METERED_RESOURCES")] = ()
    metrics_url: Annotated[EncryptedUrl, Field(alias="METRICS_URL")] = "https://management.azure.com"
    definitions: Annotated[str, Field(alias="DEFINITIONS")] = ""
    draft_definitions: Annotated[bool, Field(alias="DRAFT_DEFINITIONS")] = False

    session_key: Annotated[Pem, Field(alias="SESSION_KEY")]
    session_previous_keys: Annotated[OptionalPem, Field(alias="SESSION_PREVIOUS_KEYS")] = ""
    draft_secrets: Annotated[tuple[bytes, ...], BeforeValidator(draft_secrets), Field(alias="DRAFT_KEYS")]
    session_idle_minutes: Annotated[int, Field(alias="SESSION_IDLE_MINUTES", ge=1, le=600)] = 60
    session_workday_hours: Annotated[int, Field(alias="SESSION_WORKDAY_HOURS", ge=1, le=24)] = 10
    session_cookie: Annotated[str, Field(alias="SESSION_COOKIE", pattern=r"^[A-Za-z0-9_-]+$")] = "__Host-feltskema"
    device_cookie: Annotated[str, Field(alias="DEVICE_COOKIE", pattern=r"^[A-Za-z0-9_-]+$")] = "__Host-feltskema-device"
    cookie_domain: Annotated[str, Field(alias="COOKIE_DOMAIN")] = ""

    employer_cvr: Annotated[str, Field(alias="EMPLOYER_CVR", pattern=r"^\d{8}$")] = "64942212"
    first_operator: Annotated[str, BeforeValidator(person_number), Field(alias="FIRST_OPERATOR")] = ""
    access_contact: Annotated[str, Field(alias="ACCESS_CONTACT", max_length=200)] = ""
    oidc_authority: Annotated[Url, Field(alias="OIDC_AUTHORITY")]
    oidc_client_id: Annotated[str, Field(alias="OIDC_CLIENT_ID", min_length=1)]
    oidc_client_secret: Annotated[str, Field(alias="OIDC_CLIENT_SECRET", min_length=1)]
    oidc_broker: Annotated[Broker, Field(alias="OIDC_BROKER")] = "signaturgruppen"
    oidc_scopes: Annotated[Names | None, Field(alias="OIDC_SCOPES")] = None
    oidc_extra: Annotated[Json[dict[str, str]] | None, Field(alias="OIDC_EXTRA")] = None
    oidc_claim_name: Annotated[str, Field(alias="OIDC_CLAIM_NAME")] = ""
    oidc_claim_cvr: Annotated[str, Field(alias="OIDC_CLAIM_CVR")] = ""
    oidc_claim_loa: Annotated[str, Field(alias="OIDC_CLAIM_LOA")] = ""
    oidc_claim_person: Annotated[str, Field(alias="OIDC_CLAIM_PERSON")] = ""
    oidc_loa_accepted: Annotated[Names, Field(alias="OIDC_LOA_ACCEPTED")] = ()
    oidc_userinfo: Annotated[bool | None, Field(alias="OIDC_USERINFO")] = None
    oidc_privilege_roles: Annotated[
        Json[dict[str, str]], Field(alias="OIDC_PRIVILEGE_ROLES", default="{}", validate_default=True)
    ]
    oidc_loopback_http: Annotated[bool, Field(alias="OIDC_LOOPBACK_HTTP")] = False

    cvr_url: Annotated[EncryptedUrl, Field(alias="CVR_URL")]
    cvr_user: Annotated[str, Field(alias="CVR_USER", min_length=1)]
    cvr_password: Annotated[str, Field(alias="CVR_PASSWORD", min_length=1)]

    fasit_url: Annotated[EncryptedUrl, Field(alias="FASIT_URL")]
    fasit_tenant: Annotated[str, Field(alias="FASIT_TENANT", pattern=r"^[A-Za-z0-9_-]+$")]
    fasit_version: Annotated[Literal["v1", "v2"], Field(alias="FASIT_VERSION")] = "v2"
    fasit_client_certificate: Annotated[Pem, Field(alias="FASIT_CLIENT_CERTIFICATE")]
    fasit_ca: Annotated[OptionalPem, Field(alias="FASIT_CA")] = ""
    fasit_party_urn: Annotated[str, Field(alias="FASIT_PARTY_URN", pattern=r"^urn:")]
    fasit_user_key: Annotated[bool, Field(alias="FASIT_USER_KEY")] = True
    fasit_uncertain: Annotated[Literal["ask", "retry"], Field(alias="FASIT_UNCERTAIN")] = "ask"
    fasit_connect_seconds: Annotated[float, Field(alias="FASIT_CONNECT_SECONDS", gt=0, le=20)] = 5
    fasit_timeout_seconds: Annotated[float, Field(alias="FASIT_TIMEOUT_SECONDS", gt=0, le=50)] = 20
    fasit_create_seconds: Annotated[float, Field(alias="FASIT_CREATE_SECONDS", gt=0, le=120)] = 40
    fasit_at_once: Annotated[int, Field(alias="FASIT_AT_ONCE", ge=0, le=1000)] = 32
    fasit_per_minute: Annotated[int, Field(alias="FASIT_PER_MINUTE", ge=0, le=60_000)] = 1800

    momentum_url: Annotated[EncryptedUrl | Literal[""], Field(alias="MOMENTUM_URL")] = ""
    momentum_token_url: Annotated[EncryptedUrl, Field(alias="MOMENTUM_TOKEN_URL")] = MOMENTUM_TOKENS
    momentum_client_id: Annotated[str, Field(alias="MOMENTUM_CLIENT_ID")] = ""
    momentum_client_secret: Annotated[str, Field(alias="MOMENTUM_CLIENT_SECRET")] = ""
    momentum_resource: Annotated[str, Field(alias="MOMENTUM_RESOURCE")] = ""
    momentum_api_key: Annotated[str, Field(alias="MOMENTUM_API_KEY", pattern=r"^[!-~]*$")] = ""
    momentum_ca: Annotated[OptionalPem, Field(alias="MOMENTUM_CA")] = ""
    momentum_tag: Annotated[str, Field(alias="MOMENTUM_TAG", max_length=100)] = ""
    momentum_connect_seconds: Annotated[float, Field(alias="MOMENTUM_CONNECT_SECONDS", gt=0, le=20)] = 5
    momentum_timeout_seconds: Annotated[float, Field(alias="MOMENTUM_TIMEOUT_SECONDS", gt=0, le=50)] = 30
    momentum_settle_seconds: Annotated[float, Field(alias="MOMENTUM_SETTLE_SECONDS", ge=0, le=3600)] = 300
    momentum_reconcile: Annotated[Literal["on", "off"], Field(alias="MOMENTUM_RECONCILE")] = "on"
    momentum_at_once: Annotated[int, Field(alias="MOMENTUM_AT_ONCE", ge=0, le=1000)] = 8
    momentum_per_minute: Annotated[int, Field(alias="MOMENTUM_PER_MINUTE", ge=0, le=60_000)] = 300

    municipality_name: Annotated[str, Field(alias="MUNICIPALITY_NAME", max_length=100)] = ""
    municipality_logo: Annotated[str, AfterValidator(svg), Field(alias="MUNICIPALITY_LOGO")] = ""

    traces: Annotated[Literal["", "application-insights"], Field(alias="TRACES")] = ""

    gateway_issuers: Annotated[Names, Field(alias="GATEWAY_ISSUER")] = ()
    gateway_audiences: Annotated[Names, Field(alias="GATEWAY_AUDIENCE")] = ()
    gateway_client: Annotated[str, Field(alias="GATEWAY_CLIENT")] = ""
    gateway_jwks_url: Annotated[Url | Literal[""], Field(alias="GATEWAY_JWKS_URL")] = ""

    delivery_lease_seconds: Annotated[int, Field(alias="DELIVERY_LEASE_SECONDS", ge=1, le=600)] = 90
    delivery_budget_seconds: Annotated[int, Field(alias="DELIVERY_BUDGET_SECONDS", ge=1)] = 240
    sweep_after_seconds: Annotated[int, Field(alias="SWEEP_AFTER_SECONDS", ge=1, le=3600)] = 60
    send_again_after_seconds: Annotated[int, Field(alias="SEND_AGAIN_AFTER_SECONDS", ge=0, le=3600)] = 300
    function_timeout: Annotated[timedelta, Field(alias="AzureFunctionsJobHost__functionTimeout")] = timedelta(minutes=5)

    @model_validator(mode="after")
    def _a_broker_that_can(self) -> Settings:
        if self.oidc_privilege_roles and self.oidc_broker != "signaturgruppen":
            raise ValueError(
                "OIDC_PRIVILEGE_ROLES: only Signaturgruppen has Privilege Management; take the setting away, or set "
                "OIDC_BROKER to signaturgruppen"
            )
        if self.oidc_broker == "signicat" and not self.oidc_claim_cvr:
            raise ValueError(
                "OIDC_CLAIM_CVR: set it to the claim that holds the employer's CVR number, as Signicat's agreement names it"
            )
        return self

    @model_validator(mode="after")
    def _a_logo_with_a_name(self) -> Settings:
        if self.municipality_logo and not self.municipality_name:
            raise ValueError("MUNICIPALITY_LOGO: set MUNICIPALITY_NAME too; it is what the logo is read aloud as")
        return self

    @model_validator(mode="after")
    def _cookies_that_browsers_take(self) -> Settings:
        if self.cookie_domain and any(name.startswith("__Host-") for name in (self.session_cookie, self.device_cookie)):
            raise ValueError(
                "COOKIE_DOMAIN: browsers refuse a __Host- cookie with a domain; name SESSION_COOKIE and DEVICE_COOKIE "
                "with __Secure-, or take COOKIE_DOMAIN away"
            )
        return self

    @model_validator(mode="after")
    def _times_that_go_together(self) -> Settings:
        longest = 4 * self.fasit_connect_seconds + self.fasit_timeout_seconds + self.fasit_create_seconds
        how = "four times FASIT_CONNECT_SECONDS, FASIT_TIMEOUT_SECONDS and FASIT_CREATE_SECONDS together"
        if self.delivery_lease_seconds < longest:
            raise ValueError(
                f"DELIVERY_LEASE_SECONDS: a claim must hold as long as one call may take, {longest:g} seconds ({how}); "
                "make it at least that, or those shorter"
            )
        if self.delivery_budget_seconds <= longest:
            raise ValueError(
                f"DELIVERY_BUDGET_SECONDS: a delivery takes longer than one of its calls, {longest:g} seconds ({how}); "
                "make it more than that, or those shorter"
            )
        if self.delivery_budget_seconds + RECORDING_SECONDS > self.function_timeout.total_seconds():
            raise ValueError(
                f"DELIVERY_BUDGET_SECONDS: the host ends a worker at functionTimeout (host.json, or "
                f"AzureFunctionsJobHost__functionTimeout), with every delivery in it; make it at least "
                f"{RECORDING_SECONDS} seconds less than that"
            )
        return self

    @model_validator(mode="after")
    def _times_that_go_with_momentums(self) -> Settings:
        longest = 4 * self.momentum_connect_seconds + 2 * self.momentum_timeout_seconds
        times = {
            "DELIVERY_LEASE_SECONDS: a claim must hold": self.delivery_lease_seconds,
            "DELIVERY_BUDGET_SECONDS: a delivery needs time": self.delivery_budget_seconds,
            "MOMENTUM_SETTLE_SECONDS: Momentum may still work on it": self.momentum_settle_seconds,
        }
        for fault, seconds in times.items():
            if self.momentum_url and seconds <= longest:
                raise ValueError(
                    f"{fault} as long as one call to Momentum may take, {longest:g} seconds (four times MOMENTUM_CONNECT_SECONDS "
                    "and twice MOMENTUM_TIMEOUT_SECONDS); make it more than that, or those shorter"
                )
        return self


_MOMENTUM = tuple(f"MOMENTUM_{part}" for part in ("URL", "CLIENT_ID", "CLIENT_SECRET", "RESOURCE", "API_KEY"))
_GATEWAY = ("GATEWAY_ISSUER", "GATEWAY_AUDIENCE", "GATEWAY_CLIENT", "GATEWAY_JWKS_URL")
_STORAGE = tuple(
    f"DataStorage__{part}" for part in ("tableServiceUri", "queueServiceUri", "blobServiceUri", "credential")
)


def _where_data_lies(values: Mapping[str, str]) -> None:
    """`DataStorage` is a connection string, or the name before an identity's four settings: never both, never some of the
    four. The queue's trigger reads the same settings by the host's own rules, where the string wins over the identity."""
    names = [name for name in (*_STORAGE, "DataStorage__clientId") if name in values]
    if "DataStorage" in values:
        if names:
            raise SettingsError(
                f"DataStorage, {', '.join(names)}: a connection string and an identity contradict; "
                "set DataStorage alone, or take it away"
            )
        return
    missing = [name for name in _STORAGE if name not in values]
    if not names:
        raise SettingsError(f"DataStorage: set a connection string, or all of {', '.join(_STORAGE)}")
    if missing:
        raise SettingsError(f"{', '.join(missing)}: set all of {', '.join(_STORAGE)}, or DataStorage alone")


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; an empty value counts as absent. `SettingsError` never shows a value."""
    values: dict[str, Any] = {name: value for name, value in environment.items() if value != ""}
    unresolved = [name for name, value in values.items() if value.startswith("@Microsoft.KeyVault")]
    if unresolved:
        raise SettingsError(
            f"{', '.join(unresolved)}: Key Vault reference not resolved; give the app's identity access to the secret"
        )
    _where_data_lies(values)
    for together in (_GATEWAY, _MOMENTUM):
        missing = [name for name in together if name not in values]
        if missing and len(missing) < len(together):
            raise SettingsError(f"{', '.join(missing)}: set all of {', '.join(together)}, or none of them")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        faults = "; ".join(
            f"{e['loc'][0]}: {e['msg']}" if e["loc"] else e["msg"].removeprefix("Value error, ")
            for e in error.errors(include_input=False)
        )
        raise SettingsError(f"{faults}. Set them as app settings; docs/architecture.md tells what each means") from None


@cache
def settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    return read(os.environ)
