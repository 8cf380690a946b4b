"""The only place where ports meet adapters. Everything is imported and made on first use, in the running process's own loop:
what is imported here is imported at every cold start, whichever function it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shared import wired_operations as operations
from shared.parts import close_parts, overridable, override, part
from shared.wired_evaluation import (
    bills,
    change_records,
    consumption_records,
    consumption_sources,
    effect_records,
    hours_app,
    paper,
    public_files,
    repeats,
    status_watch,
    survey_answers,
    usage_meters,
)
from shared.wired_stores import (
    access,
    account,
    gateway,
    handshakes,
    sample_days,
    samples,
    settings,
    timer_runs,
    windows,
)

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.adapters.exports import Format
    from shared.domain.ports import (
        Broker,
        CompanyRegister,
        Definitions,
        Target,
    )
    from shared.services.dependencies import Dependencies
    from shared.services.period_resources import EffectSources
    from shared.services.session import Sessions
    from shared.services.sign_in import SignIn
    from shared.services.target_traffic import TargetTraffic

DEFINITIONS = Path(__file__).parent / "definitions"


__all__ = [
    "access",
    "bills",
    "change_records",
    "close_parts",
    "consumption_records",
    "consumption_sources",
    "effect_records",
    "gateway",
    "handshakes",
    "hours_app",
    "operations",
    "override",
    "paper",
    "public_files",
    "repeats",
    "sample_days",
    "samples",
    "settings",
    "status_watch",
    "survey_answers",
    "timer_runs",
    "usage_meters",
    "windows",
]


@overridable
def clock() -> datetime:
    return datetime.now(UTC)


@part
def dependencies() -> Dependencies:
    from shared.adapters.attachments_blobs import BlobAttachments
    from shared.adapters.entities_table import TableEntities
    from shared.adapters.pdf.pictures import drawable
    from shared.adapters.queue import StorageQueue
    from shared.adapters.registrations_table import TableRegistrations
    from shared.adapters.unregistered_table import TableUnregistered
    from shared.services.dependencies import Dependencies
    from shared.services.held_targets import HeldTargets

    current = settings()
    return Dependencies(
        registrations=TableRegistrations(account()),
        attachments=BlobAttachments(account()),
        unregistered=TableUnregistered(account()),
        entities=TableEntities(account()),
        delivery_queue=StorageQueue(account()),
        definitions=definitions(),
        targets=target,
        drawable=drawable,
        companies=companies,
        clock=clock,
        lease=timedelta(seconds=current.delivery_lease_seconds),
        patience=timedelta(seconds=current.sweep_after_seconds),
        budget=timedelta(seconds=current.delivery_budget_seconds),
        send_again_after=timedelta(seconds=current.send_again_after_seconds),
        held=HeldTargets(operations.holds()),
        traffic=traffic(),
        receipts=operations.receipts(),
        tallies=operations.tallies(),
        findings=operations.findings(),
        repeats=repeats(),
    )


@part
def traffic() -> TargetTraffic:
    """How much may go out to each target."""
    from shared.adapters.target_states_table import TableTargetStates
    from shared.adapters.targets import limit_of
    from shared.services.target_traffic import TargetTraffic

    return TargetTraffic(TableTargetStates(account()), lambda name: limit_of(name, settings()), clock)


@part
def definitions() -> Definitions:
    from shared.adapters.definition_folder import DefinitionFolder
    from shared.adapters.served_definitions import ServedDefinitions

    folder = DefinitionFolder(_definitions_folder())
    if settings().draft_definitions:
        from shared.adapters.reloaded_definitions import ReloadedDefinitions

        return ReloadedDefinitions(folder)
    return ServedDefinitions(folder, definition_files)


@part
def definition_files() -> DefinitionFiles:
    from shared.adapters.definition_files import DefinitionFiles

    return DefinitionFiles(_definitions_folder())


def _definitions_folder() -> Path:
    chosen = settings().definitions
    return Path(chosen) if chosen else DEFINITIONS


def effect_sources() -> EffectSources:
    """What reports on effect are made of."""
    from shared.adapters.begin_days_file import read_begin_days
    from shared.services.period_resources import EffectSources

    begun = read_begin_days(_definitions_folder())
    return EffectSources(effect_records(), survey_answers(), change_records(), begun, definitions())


@part
def target(name: str) -> Target:
    """A target by its name in a definition. `KeyError` for one that is not in the catalogue, or not set up."""
    from shared.adapters.targets import make_target

    return make_target(name, settings())


def export_formats() -> Mapping[str, Format]:
    """The formats of exports, by name."""
    from shared.adapters.exports import FORMATS

    return FORMATS


@part
def companies() -> CompanyRegister:
    from shared.adapters.cvr import VirkIndex, VirkRegister

    current = settings()
    return VirkRegister(VirkIndex(current.cvr_url, current.cvr_user, current.cvr_password), current.employer_cvr)


@part
def broker() -> Broker:
    from shared.adapters.broker import OidcBroker, agreement

    return OidcBroker(agreement(settings()))


@part
def sessions() -> Sessions:
    from shared.services.session import Sessions

    current = settings()
    idle, workday = timedelta(minutes=current.session_idle_minutes), timedelta(hours=current.session_workday_hours)
    return Sessions(current.public_url, current.session_key, current.session_previous_keys, idle, workday)


@part
def sign_in() -> SignIn:
    from shared.adapters.broker import dialect
    from shared.services.sign_in import Admission, SignIn

    current = settings()
    speaks = dialect(current)
    admission = Admission(
        employer=current.employer_cvr,
        levels=speaks.levels,
        name_claim=speaks.name,
        cvr_claim=speaks.cvr,
        level_claim=speaks.level,
        person_claim=speaks.person,
    )
    return SignIn(broker(), handshakes(), admission, callback())


def callback() -> str:
    """Where the broker sends the browser back to."""
    return f"{settings().public_url}/api/auth/callback"
