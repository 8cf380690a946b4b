"""Our own rules for the resources that a deployment would create. A rule yields a line for each fault, which names the
resource."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.infra.predicted import Predicted
from tests.infra.rules import (
    alarms,
    diagnostics,
    functions,
    gateway,
    network,
    questions,
    reach,
    roles,
    secrets,
    settings,
    storage,
)

Rule = Callable[[Predicted], Iterable[str]]

RULES: tuple[Rule, ...] = (
    alarms.every_alarm_wakes_somebody,
    alarms.every_alarm_is_there,
    diagnostics.everything_tells_the_workspace,
    diagnostics.everything_is_tagged,
    functions.flex_consumption_as_agreed,
    functions.nothing_of_other_plans,
    functions.scales_as_agreed,
    functions.outlives_a_zone,
    functions.nothing_signs_in_with_a_password,
    gateway.one_public_host,
    gateway.policies_are_the_files,
    gateway.telemetry_tells_no_content,
    gateway.no_private_key_in_the_gateway,
    gateway.what_is_needed_comes_through,
    gateway.names_in_policies_mean_what_they_say,
    network.subnets_as_the_services_want_them,
    network.callers_are_known_by_one_address,
    network.only_our_own_reach_the_endpoints,
    network.every_endpoint_is_found_by_its_name,
    questions.every_question_is_asked_as_it_was_meant,
    questions.every_table_that_is_asked_is_filled,
    reach.encrypted_on_the_way,
    reach.nothing_public_when_private,
    roles.exactly_these,
    roles.no_log_is_read,
    secrets.vault_is_locked_down,
    secrets.every_secret_is_a_reference,
    secrets.no_local_authentication,
    secrets.logs_by_the_workspaces_roles_alone,
    settings.code_and_bicep_agree,
    settings.storage_by_identity,
    settings.no_settings_of_other_plans,
    settings.every_connection_of_a_trigger_is_set,
    settings.every_setting_means_what_it_says,
    storage.no_keys_and_nothing_public,
    storage.tables_queues_and_containers_of_the_code,
    storage.anchors_are_immutable,
    storage.what_is_lost_comes_back,
)


def faults(predicted: Predicted) -> list[str]:
    """Every fault of every rule."""
    return [fault for rule in RULES for fault in _faults_of(rule, predicted)]


def _faults_of(rule: Rule, predicted: Predicted) -> Iterable[str]:
    try:
        return [f"{predicted.stage}: {rule.__name__}: {fault}" for fault in rule(predicted)]
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        return [f"{predicted.stage}: {rule.__name__}: {error}"]
