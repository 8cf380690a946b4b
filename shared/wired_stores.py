"""The stores of sign-ins, access and samples, made on first use of the storage account that the settings name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from shared.parts import overridable, part

if TYPE_CHECKING:
    from shared.adapters.storage import Account
    from shared.domain.ports import (
        AccessList,
        Gateway,
        Handshakes,
        SampleDays,
        Samples,
        ServiceWindows,
        TimerRuns,
    )
    from shared.settings import Settings


@overridable
def settings() -> Settings:
    """The settings of this process. Raises `SettingsError`."""
    from shared.settings import settings

    return settings()


@part
def account() -> Account:
    from shared.adapters.storage import Account

    current = settings()
    return Account(
        current.storage,
        current.storage_tables,
        current.storage_queues,
        current.storage_identity,
        blobs=current.storage_blobs,
        create=os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT") == "Development",
    )


@part
def handshakes() -> Handshakes:
    from shared.adapters.sign_in_tables import TableHandshakes

    return TableHandshakes(account())


@part
def access() -> AccessList:
    from shared.adapters.access_table import TableAccess

    return TableAccess(account())


@part
def samples() -> Samples:
    from shared.adapters.samples_table import TableSamples

    return TableSamples(account())


@part
def sample_days() -> SampleDays:
    from shared.adapters.sample_days_table import TableSampleDays

    return TableSampleDays(account())


@part
def windows() -> ServiceWindows:
    from shared.adapters.windows_table import TableWindows

    return TableWindows(account())


@part
def gateway() -> Gateway | None:
    """Who must be the caller; None where no gateway is set up, as on one machine."""
    current = settings()
    if not current.gateway_issuers:
        return None
    from shared.adapters.gateway import EntraGateway

    return EntraGateway(
        current.gateway_issuers, current.gateway_audiences, current.gateway_client, current.gateway_jwks_url
    )


@part
def timer_runs() -> TimerRuns:
    from shared.adapters.timers_table import TableTimerRuns

    return TableTimerRuns(account())
