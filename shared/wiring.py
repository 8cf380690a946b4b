"""The only place where ports meet adapters. Everything is imported and made on first use, in the running process's own loop:
what is imported here is imported at every cold start, whichever function it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.adapters.storage import Account
    from shared.domain.definitions import Definitions
    from shared.domain.ports import Broker, CompanyRegister, Gateway, Handshakes, Revocations, Samples, Target
    from shared.services.operation import Instance
    from shared.services.probe import Probe
    from shared.services.session import Sessions
    from shared.services.sign_in import SignIn
    from shared.services.work import Work
    from shared.settings import Settings

DEFINITIONS = Path(__file__).parent / "definitions"


def settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    from shared.settings import settings

    return settings()


def clock() -> datetime:
    return datetime.now(UTC)


@cache
def work() -> Work:
    from shared.adapters.queue import StorageQueue
    from shared.adapters.registrations_table import TableRegistrations
    from shared.services.work import Work

    known = settings()
    return Work(
        registrations=TableRegistrations(_account()),
        outbox=StorageQueue(_account()),
        definitions=definitions(),
        targets=target,
        clock=clock,
        lease=timedelta(seconds=known.delivery_lease_seconds),
        patience=timedelta(seconds=known.sweep_after_seconds),
    )


def definitions() -> Definitions:
    return _definition_files()


@cache
def _definition_files() -> DefinitionFiles:
    from shared.adapters.definition_files import DefinitionFiles

    return DefinitionFiles(DEFINITIONS)


@cache
def target(name: str) -> Target:
    """A target by its name in a definition. `KeyError` for one that is not in the catalogue."""
    from shared.adapters.targets import TARGETS

    return TARGETS[name](settings())


@cache
def companies() -> CompanyRegister:
    from shared.adapters.cvr import VirkRegister

    known = settings()
    return VirkRegister(known.cvr_url, known.cvr_user, known.cvr_password)


@cache
def broker() -> Broker:
    from shared.adapters.broker import OidcBroker

    known = settings()
    client = (known.oidc_client_id, known.oidc_client_secret)
    return OidcBroker(known.oidc_authority, client, known.oidc_scopes, known.oidc_extra, known.oidc_loopback_http)


@cache
def handshakes() -> Handshakes:
    from shared.adapters.sign_in_tables import TableHandshakes

    return TableHandshakes(_account())


@cache
def revocations() -> Revocations:
    from shared.adapters.sign_in_tables import TableRevocations

    return TableRevocations(_account())


@cache
def samples() -> Samples:
    from shared.adapters.samples_table import TableSamples

    return TableSamples(_account())


def probes() -> Mapping[str, Probe]:
    """Every dependency that the product looks at, by the name its samples are kept under."""
    return {
        "storage": samples().probe,
        "broker": broker().probe,
        "fasit": target("fasit-documents").probe,
        "cvr": companies().probe,
    }


@cache
def gateway() -> Gateway | None:
    """Who must be the caller; None where no gateway is set up, as on one machine."""
    known = settings()
    if not known.gateway_issuers:
        return None
    from shared.adapters.gateway import EntraGateway

    return EntraGateway(known.gateway_issuers, known.gateway_audiences, known.gateway_client, known.gateway_jwks_url)


def instance() -> Instance:
    """What the operators' questions are asked of."""
    from shared.adapters.certificate import expires
    from shared.adapters.queue import QueueDepths
    from shared.services.operation import Instance

    known = settings()
    return Instance(
        definitions=definitions(),
        registrations=work().registrations,
        queues=QueueDepths(_account()),
        samples=samples(),
        checks=list(probes()),
        faults=lambda: [str(fault) for fault in _definition_files().check()],
        certificate_expires=lambda: expires(known.fasit_client_certificate),
        gateway_checked=bool(known.gateway_issuers),
    )


@cache
def sessions() -> Sessions:
    from shared.services.session import Sessions

    known = settings()
    idle, workday = timedelta(minutes=known.session_idle_minutes), timedelta(hours=known.session_workday_hours)
    return Sessions(known.public_url, known.session_key, known.session_previous_keys, idle, workday)


@cache
def sign_in() -> SignIn:
    from shared.services.sign_in import Admission, SignIn

    known = settings()
    admission = Admission(
        employer=known.employer_cvr,
        levels=known.oidc_loa_accepted,
        name_claim=known.oidc_claim_name,
        cvr_claim=known.oidc_claim_cvr,
        level_claim=known.oidc_claim_loa,
        roles_claim=known.oidc_claim_roles,
    )
    return SignIn(broker(), handshakes(), admission, f"{known.public_url}/api/auth/callback")


@cache
def _account() -> Account:
    from shared.adapters.storage import Account

    known = settings()
    return Account(
        known.storage,
        known.storage_tables,
        known.storage_queues,
        known.storage_identity,
        create=os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT") == "Development",
    )
