"""The house's own rules on what a deployment would make. A rule tells each fault in one line that names the resource."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.infra.predicted import Predicted
from tests.infra.rules import alarms, diagnostics, functions, gateway, reach, roles, secrets, settings, storage

Rule = Callable[[Predicted], Iterable[str]]

RULES: tuple[Rule, ...] = (
    alarms.every_alarm_wakes_somebody,
    alarms.every_alarm_is_there,
    diagnostics.everything_tells_the_workspace,
    diagnostics.everything_is_tagged,
    functions.flex_consumption_as_agreed,
    functions.nothing_signs_in_with_a_password,
    gateway.one_public_host,
    gateway.policies_are_the_files,
    gateway.no_bodies_in_telemetry,
    reach.encrypted_on_the_way,
    reach.nothing_public_when_private,
    roles.exactly_these,
    secrets.vault_is_locked_down,
    secrets.every_secret_is_a_reference,
    secrets.no_local_authentication,
    settings.code_and_bicep_agree,
    settings.storage_by_identity,
    storage.no_keys_and_nothing_public,
    storage.tables_queues_and_containers_of_the_code,
    storage.anchors_are_immutable,
)


def faults(predicted: Predicted) -> list[str]:
    """Every fault of every rule."""
    return [fault for rule in RULES for fault in _told(rule, predicted)]


def _told(rule: Rule, predicted: Predicted) -> Iterable[str]:
    try:
        return [f"{predicted.stage}: {rule.__name__}: {fault}" for fault in rule(predicted)]
    except (AssertionError, KeyError) as error:
        return [f"{predicted.stage}: {rule.__name__}: {error}"]
