"""The parts of the evaluation: where the status page is written, and what sets reports on paper."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from shared.parts import part
from shared.wired_stores import account, settings

if TYPE_CHECKING:
    from shared.domain.document import Document
    from shared.domain.ports import (
        Bills,
        ConsumptionRecords,
        EffectRecords,
        PublicFiles,
        Repeats,
        SurveyAnswers,
        UsageMeters,
    )
    from shared.services.consumption_report import ConsumptionSources
    from shared.services.publish_status import StatusWatch


@part
def public_files() -> PublicFiles:
    """Where the status page is written: beside the other data, or in a folder of this machine where a setting names one."""
    from pathlib import Path

    from shared.adapters.public_files_blobs import BlobPublicFiles, FolderPublicFiles

    folder = settings().status_folder
    return FolderPublicFiles(Path(folder)) if folder else BlobPublicFiles(account())


@part
def status_watch() -> StatusWatch:
    """What this process knows of how it stood at the last rounds of samples."""
    from shared.services.publish_status import StatusWatch

    return StatusWatch()


def paper() -> Callable[[Document], Awaitable[bytes]]:
    """What sets a document as a PDF."""
    from shared.adapters.pdf import pdf

    return pdf


@part
def usage_meters() -> UsageMeters:
    """The meters of what the product runs on; in Azure they are read with the app's own identity."""
    from shared.adapters.azure_metrics import AzureMeters

    current = settings()
    identity = account().credential if current.storage_identity else None
    return AzureMeters(current.metrics_url, current.metered_resources, identity)


@part
def bills() -> Bills:
    from shared.adapters.bills_blobs import BlobBills

    return BlobBills(account())


@part
def consumption_records() -> ConsumptionRecords:
    from shared.adapters.evaluation_table import TableConsumption

    return TableConsumption(account())


@part
def effect_records() -> EffectRecords:
    from shared.adapters.evaluation_table import TableEffects

    return TableEffects(account())


@part
def repeats() -> Repeats:
    from shared.adapters.evaluation_table import TableRepeats

    return TableRepeats(account())


@part
def survey_answers() -> SurveyAnswers:
    from shared.adapters.survey_table import TableSurvey

    return TableSurvey(account())


def hours_app() -> str:
    """The app in which hours of operation and maintenance are registered."""
    from shared.adapters.rates_file import read_rates

    return read_rates().hours_app


def consumption_sources() -> ConsumptionSources:
    """What reports on consumption are made of."""
    from shared.adapters.rates_file import read_rates
    from shared.domain.evaluation.focus import Account
    from shared.services.consumption_report import ConsumptionSources

    subscription = next(iter(settings().metered_resources), "/").strip("/").split("/")[:2]
    payer = "/".join(subscription) or "unbilled"
    paid = Account(payer, "Estimate by the rates", payer, "Feltskema", "unknown", "unknown")
    return ConsumptionSources(bills(), consumption_records(), effect_records(), read_rates(), paid)
