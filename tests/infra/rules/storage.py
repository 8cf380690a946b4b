"""Rules for the two storage accounts: that of the data, and the host's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
import re

from infra.compiler import ROOT
from shared.adapters.attachments_blobs import CONTAINER
from shared.adapters.bills_blobs import CONTAINER as COSTS
from shared.adapters.public_files_blobs import CONTAINER as STATUS
from shared.adapters.queue import NAME
from shared.adapters.storage import TABLES
from tests.infra.predicted import Predicted, whose_account

ACCOUNT = "Microsoft.Storage/storageAccounts"

_WANTED = {
    "allowSharedKeyAccess": False,
    "allowBlobPublicAccess": False,
    "allowCrossTenantReplication": False,
    "defaultToOAuthAuthentication": True,
    "minimumTlsVersion": "TLS1_2",
    "supportsHttpsTrafficOnly": True,
}


OTHERS = {
    "packages": "the platform reads the code from it",
    "audit-anchors": "nobody may change what is written there, the code neither",
}
"""Containers that the product's code does not use, and why they exist."""


_PARTS = ("tableServices/tables", "queueServices/queues", "blobServices/containers")


def no_keys_and_nothing_public(predicted: Predicted) -> Iterator[str]:
    for account in predicted.of(ACCOUNT):
        for name, expected in _WANTED.items():
            if account["properties"].get(name) != expected:
                yield f"{account['name']}: {name} must be {expected}"
    for container in predicted.of(f"{ACCOUNT}/blobServices/containers"):
        if container["properties"].get("publicAccess") != "None":
            yield f"{container['name']}: publicAccess must be None"


def tables_queues_and_containers_of_the_code(predicted: Predicted) -> Iterator[str]:
    triggered = _queues_of_triggers(ROOT / "functions")
    queues = triggered | {NAME} | {f"{name}-poison" for name in triggered}
    yield from _differences("table", _names(predicted, "tableServices/tables"), set(TABLES))
    yield from _differences("queue", _names(predicted, "queueServices/queues"), queues)
    existing = _names(predicted, "blobServices/containers") - set(OTHERS)
    yield from _differences("container", existing, {CONTAINER, STATUS, COSTS})
    for kind in _PARTS:
        for resource in predicted.of(f"{ACCOUNT}/{kind}"):
            name = resource["name"].rpartition("/")[2]
            if whose_account(resource["name"]) != ("host" if name == "packages" else "data"):
                yield f"{kind} {name} lies in the account of the other: data and host's storage are apart"


def what_is_lost_comes_back(predicted: Predicted) -> Iterator[str]:
    """Deleted blobs can be restored for 14 days, and the data of prod is stored in several data centres."""
    for blobs in predicted.of(f"{ACCOUNT}/blobServices"):
        for name in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy"):
            retention = blobs["properties"][name]
            if not retention["enabled"] or retention.get("days", 0) < 14:
                yield f"{blobs['name']}: {name} must be enabled, for a fortnight at least"
    copies = predicted.account("data")["sku"]["name"]
    if predicted.stage == "prod" and copies not in {"Standard_ZRS", "Standard_GZRS"}:
        yield "prod must keep its copies in more than one zone"


def anchors_are_immutable(predicted: Predicted) -> Iterator[str]:
    policies = list(predicted.of(f"{ACCOUNT}/blobServices/containers/immutabilityPolicies"))
    if not any("/audit-anchors/" in policy["name"] for policy in policies):
        yield "audit-anchors has no immutability policy"
    for policy in policies:
        properties = policy["properties"]
        least = 5 * 365 if predicted.stage == "prod" else 1
        if properties["immutabilityPeriodSinceCreationInDays"] < least or properties["allowProtectedAppendWrites"]:
            yield f"{policy['name']}: anchors must be immutable for {least} days at least, and not appended to"


def _queues_of_triggers(folder: Path) -> set[str]:
    sources = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.py")))
    return set(re.findall(r'queue_trigger\([^)]*queue_name="([^"]+)"', sources))


def _names(predicted: Predicted, kind: str) -> set[str]:
    return {resource["name"].rpartition("/")[2] for resource in predicted.of(f"{ACCOUNT}/{kind}")}


def _differences(kind: str, existing: set[str], used: set[str]) -> Iterator[str]:
    yield from (f"{kind} {name} is used by the code and not made" for name in sorted(used - existing))
    yield from (f"{kind} {name} is made and not used by the code" for name in sorted(existing - used))
