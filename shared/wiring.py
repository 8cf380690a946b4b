"""The only place where ports meet adapters. Everything is made on first use, in the running process's own loop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
import os
from pathlib import Path
from typing import TYPE_CHECKING

from shared.domain.ports import Broker, CompanyRegister, Handshakes, Revocations, Samples, Target
from shared.services.probe import Probe
from shared.services.session import Sessions
from shared.services.sign_in import Admission, SignIn
from shared.services.work import Work
from shared.settings import settings

if TYPE_CHECKING:
    from shared.adapters.exports import Format
    from shared.adapters.storage import Account

DEFINITIONS = Path(__file__).parent / "definitions"


def clock() -> datetime:
    return datetime.now(UTC)


@cache
def work() -> Work:
    from shared.adapters.attachments_blobs import BlobAttachments
    from shared.adapters.definition_files import DefinitionFiles
    from shared.adapters.entities_table import TableEntities
    from shared.adapters.pdf.pictures import drawable
    from shared.adapters.queue import StorageQueue
    from shared.adapters.registrations_table import TableRegistrations

    known = settings()
    return Work(
        registrations=TableRegistrations(_account()),
        attachments=BlobAttachments(_account()),
        entities=TableEntities(_account()),
        outbox=StorageQueue(_account()),
        definitions=DefinitionFiles(DEFINITIONS),
        targets=target,
        drawable=drawable,
        clock=clock,
        lease=timedelta(seconds=known.delivery_lease_seconds),
        patience=timedelta(seconds=known.sweep_after_seconds),
    )


@cache
def target(name: str) -> Target:
    """A target by its name in a definition. `KeyError` for one that is not in the catalogue."""
    from shared.adapters.targets import TARGETS

    return TARGETS[name](settings())


def export_formats() -> Mapping[str, Format]:
    """The formats of exports, by name."""
    from shared.adapters.exports import FORMATS

    return FORMATS


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
def sessions() -> Sessions:
    known = settings()
    idle, workday = timedelta(minutes=known.session_idle_minutes), timedelta(hours=known.session_workday_hours)
    return Sessions(known.public_url, known.session_key, known.session_previous_keys, idle, workday)


@cache
def sign_in() -> SignIn:
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
        blobs=known.storage_blobs,
        create=os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT") == "Development",
    )
