"""The only place where ports meet adapters. Everything is imported and made on first use, in the running process's own loop:
what is imported here is imported at every cold start, whichever function it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial, wraps
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.adapters.exports import Format
    from shared.adapters.storage import Account
    from shared.domain.access.access_list import AccessList
    from shared.domain.ports import (
        Broker,
        CompanyRegister,
        Definitions,
        Gateway,
        Handshakes,
        Revocations,
        Samples,
        Target,
    )
    from shared.services.dependencies import Dependencies
    from shared.services.instance_status import Instance
    from shared.services.probe import Probe
    from shared.services.session import Sessions
    from shared.services.sign_in import SignIn
    from shared.settings import Settings

DEFINITIONS = Path(__file__).parent / "definitions"

_P = ParamSpec("_P")
_T = TypeVar("_T")
_parts: dict[tuple[Any, ...], Any] = {}
"""What has been made: by its function's name, and its arguments."""


def part(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A part that is made once, on first use."""

    @wraps(make)
    def made(*names: _P.args, **none: _P.kwargs) -> _T:
        key = (make.__name__, *names)
        if key not in _parts:
            _parts[key] = make(*names, **none)
        found: _T = _parts[key]
        return found

    return made


@contextmanager
def override(**parts: Any) -> Iterator[None]:
    """The parts to use while the block runs, by the names of the functions here; the others are made anew. For tests, and
    the only way in: nothing else changes what a part is."""
    before = dict(_parts)
    _parts.clear()
    _parts.update({(name,): given for name, given in parts.items()})
    try:
        yield
    finally:
        _parts.clear()
        _parts.update(before)


def settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    from shared.settings import settings

    return settings()


def clock() -> datetime:
    told: Callable[[], datetime] | None = _parts.get(("clock",))
    return told() if told else datetime.now(UTC)


@part
def dependencies() -> Dependencies:
    from shared.adapters.attachments_blobs import BlobAttachments
    from shared.adapters.entities_table import TableEntities
    from shared.adapters.pdf.pictures import drawable
    from shared.adapters.queue import StorageQueue
    from shared.adapters.registrations_table import TableRegistrations
    from shared.adapters.unregistered_table import TableUnregistered
    from shared.services.dependencies import Dependencies

    known = settings()
    return Dependencies(
        registrations=TableRegistrations(_account()),
        attachments=BlobAttachments(_account()),
        unregistered=TableUnregistered(_account()),
        entities=TableEntities(_account()),
        delivery_queue=StorageQueue(_account()),
        definitions=definitions(),
        targets=target,
        drawable=drawable,
        clock=clock,
        lease=timedelta(seconds=known.delivery_lease_seconds),
        patience=timedelta(seconds=known.sweep_after_seconds),
        budget=timedelta(seconds=known.delivery_budget_seconds),
    )


@part
def definitions() -> Definitions:
    from shared.adapters.definition_folder import DefinitionFolder
    from shared.adapters.served_definitions import ServedDefinitions

    return ServedDefinitions(DefinitionFolder(_definitions_folder()), _definition_files)


@part
def _definition_files() -> DefinitionFiles:
    from shared.adapters.definition_files import DefinitionFiles

    return DefinitionFiles(_definitions_folder())


def _definitions_folder() -> Path:
    chosen = settings().definitions
    return Path(chosen) if chosen else DEFINITIONS


@part
def target(name: str) -> Target:
    """A target by its name in a definition. `KeyError` for one that is not in the catalogue."""
    from shared.adapters.targets import TARGETS

    return TARGETS[name](settings())


def export_formats() -> Mapping[str, Format]:
    """The formats of exports, by name."""
    from shared.adapters.exports import FORMATS

    return FORMATS


@part
def companies() -> CompanyRegister:
    from shared.adapters.cvr import VirkIndex, VirkRegister

    known = settings()
    return VirkRegister(VirkIndex(known.cvr_url, known.cvr_user, known.cvr_password), known.employer_cvr)


@part
def broker() -> Broker:
    from shared.adapters.broker import OidcBroker, agreement

    return OidcBroker(agreement(settings()))


@part
def handshakes() -> Handshakes:
    from shared.adapters.sign_in_tables import TableHandshakes

    return TableHandshakes(_account())


@part
def revocations() -> Revocations:
    from shared.adapters.sign_in_tables import TableRevocations

    return TableRevocations(_account())


@part
def access() -> AccessList:
    from shared.adapters.access_table import TableAccess

    return TableAccess(_account())


@part
def samples() -> Samples:
    from shared.adapters.samples_table import TableSamples

    return TableSamples(_account())


@part
def probes() -> Mapping[str, Probe]:
    """Every dependency that the product looks at, by the name its samples are kept under."""
    return {
        "storage": samples().probe,
        "broker": partial(broker().probe, _callback()),
        "fasit": target("fasit-documents").probe,
        "cvr": companies().probe,
    }


@part
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
    from shared.services.instance_status import Instance

    known = settings()
    return Instance(
        definitions=definitions(),
        registrations=dependencies().registrations,
        queues=QueueDepths(_account()),
        samples=samples(),
        checks=list(probes()),
        faults=lambda: [str(fault) for fault in _definition_files().check()],
        certificate_expires=lambda: expires(known.fasit_client_certificate),
        gateway_checked=bool(known.gateway_issuers),
    )


@part
def sessions() -> Sessions:
    from shared.services.session import Sessions

    known = settings()
    idle, workday = timedelta(minutes=known.session_idle_minutes), timedelta(hours=known.session_workday_hours)
    return Sessions(known.public_url, known.session_key, known.session_previous_keys, idle, workday)


@part
def sign_in() -> SignIn:
    from shared.adapters.broker import dialect
    from shared.services.sign_in import Admission, SignIn

    known = settings()
    speaks = dialect(known)
    admission = Admission(
        employer=known.employer_cvr,
        levels=speaks.levels,
        name_claim=speaks.name,
        cvr_claim=speaks.cvr,
        level_claim=speaks.level,
        person_claim=speaks.person,
    )
    return SignIn(broker(), handshakes(), admission, _callback())


def _callback() -> str:
    """Where the broker sends the browser back to."""
    return f"{settings().public_url}/api/auth/callback"


@part
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
