"""The operators' guide: its sums, its runbooks and its commands are those of the product."""

from __future__ import annotations

import json
import re

import pytest

from infra.compiler import example_values
from local.run.parts import HOME
from tests.infra.predicted import committed

GUIDE = (HOME / "docs" / "operations.md").read_text("utf-8")
README = (HOME / "infra" / "README.md").read_text("utf-8")


def rates(name: str) -> list[float]:
    line = next(line for line in GUIDE.splitlines() if line.startswith(f"| {name}"))
    return [float(number.replace(" ", "")) for number in line.split("|")[2].split("/")]


def row(name: str) -> list[float]:
    """The three figures of a line of the table: what stands after an arrow or an equals sign."""
    line = next(line for line in GUIDE.splitlines() if line.startswith((f"| {name}", f"| **{name}")))
    cells = line.strip("| ").split("|")[1:]
    return [float(re.split("→|=", cell.replace("*", ""))[-1].replace(" ", "")) for cell in cells]


@pytest.mark.parametrize(("column", "consultants", "units"), [(0, 50, 1), (1, 500, 1), (2, 5000, 2)])
def test_the_guides_figures_follow_from_its_prices(column: int, consultants: int, units: int) -> None:
    visits = consultants * 2 * 21
    calls = visits * 30
    executed = (calls + visits) * 2
    operations = visits * 60 + 43_200 * 12 + 2 * 5_184_000
    logs = calls * 7e-6 + 1
    expected = {
        "visits": visits,
        "calls |": calls,
        "API Management |": units * rates("API Management StandardV2")[0],
        "always ready": warm() * 2 * 2_592_000 * rates("Always ready")[0],
        "calls and deliveries": executed * rates("Execution time")[1],
        "timers": 2 * 43_200 * 2 * rates("Execution time")[1],
        "executions": (calls + visits + 86_400) * rates("Executions")[0] / 1e6,
        "table and queue operations": operations / 10_000 * rates("Table and queue")[0],
        "storage (60": visits * 60e-6 * 60 * rates("Storage, ZRS")[0],
        "Log Analytics above": max(0, logs - 5) * rates("Log Analytics |")[0],
        "Static Web Apps |": rates("Static Web Apps Standard")[0],
        "private endpoints": len(list(committed("prod").of("Microsoft.Network/privateEndpoints")))
        * rates("Private endpoint |")[0],
        "one outbound address": rates("NAT gateway")[0],
        "availability": 25_920 * rates("Availability test")[0],
        "Key Vault, alerts, DNS, Event Grid |": rates("Key Vault, alerts, DNS, Event Grid: flat")[0],
    }
    for name, value in expected.items():
        assert row(name)[column] == pytest.approx(value, abs=1.0), name
    total = sum(row(name)[column] for name in list(expected)[2:])
    assert row("sum, DKK a month")[column] == pytest.approx(total, abs=0.5)
    assert row("a consultant")[column] == pytest.approx(total / consultants, abs=0.5)
    assert row("a visit")[column] == pytest.approx(total / visits, abs=0.005)


def warm() -> int:
    """Instances that a plan in several zones keeps and bills: two of HTTP, and two of each function that is not HTTP."""
    assert committed("prod").the_one("Microsoft.Web/serverfarms")["properties"]["zoneRedundant"] is True
    sources = "".join(file.read_text("utf-8") for file in sorted((HOME / "functions").glob("*.py")))
    return 2 * (1 + len(re.findall(r"@bp\.(?!route)\w+_trigger\(", sources)))


def test_the_queue_is_asked_as_often_as_the_sums_say() -> None:
    host = json.loads((HOME / "host.json").read_text("utf-8"))
    assert host["extensions"]["queues"]["maxPollingInterval"] == "00:00:00.500"
    assert 30 * 24 * 3600 * 2 == 5_184_000


def severities() -> dict[str, int | None]:
    """Each alarm that would be made, and how urgent it is; a budget does not say."""
    result: dict[str, int | None] = {"budget": None}
    predicted = committed("prod")
    for kind in ("Microsoft.Insights/scheduledQueryRules", "Microsoft.Insights/metricAlerts"):
        for rule in predicted.of(kind):
            result[rule["name"].partition("-feltskema-")[0]] = rule["properties"]["severity"]
    for events in predicted.of("Microsoft.EventGrid/systemTopics/eventSubscriptions"):
        severity = events["properties"]["destination"]["properties"]["severity"]
        result[events["name"].rpartition("/")[2]] = int(severity.removeprefix("Sev"))
    return result


def test_every_alarm_has_a_runbook_and_every_runbook_an_alarm() -> None:
    runbooks = dict(re.findall(r"^### ([a-z-]+)\n(.+)", GUIDE.split("## Runbooks")[1], re.M))
    assert set(runbooks) == set(severities())
    for name, severity in severities().items():
        if severity is not None:
            assert f"Severity {severity}.*" in runbooks[name], name


def test_every_alarm_names_its_runbook() -> None:
    infrastructure = json.dumps(committed("prod").resources)
    for name in set(severities()) - {"budget"}:
        assert f"docs/operations.md#{name}" in infrastructure, name


OF_THE_OPERATOR = {"MY_ADDRESS", "ME", "SCOPE", "APP_ID", "TOKEN", "KEY", "ETAG", "RELEASE", "ID", "p", "0"}
"""Variables of the shell that the guides themselves set, or explain."""


def test_every_variable_in_a_command_is_an_output_or_the_operators_own() -> None:
    outputs = set(re.findall(r"^output (\w+) ", (HOME / "infra/bicep/main.bicep").read_text("utf-8"), re.M))
    for guide in (GUIDE, README):
        used = set(re.findall(r"\$\{?(\w+)", guide)) - {"bicep"}
        assert used <= outputs | set(example_values()) | OF_THE_OPERATOR, used


def typed(guide: str) -> list[str]:
    """Every command of a guide that acts on a deployment, those in the text too, each on one line."""
    text = (HOME / guide).read_text("utf-8").replace("\\\n", " ")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    return re.findall(r"az deployment sub [^`\n]+", text) + re.findall(
        r"\bazd (?:up|provision|deploy|env)[^\n#;]*", blocks
    )


@pytest.mark.parametrize("guide", ["docs/operations.md", "infra/README.md"])
def test_every_deployment_takes_its_stage(guide: str) -> None:
    """One name, or one file, for all stages: a command could act on, or tell of, another stage than meant."""
    commands = typed(guide)
    assert len(commands) > 3
    for command in commands:
        if command.startswith("azd "):
            assert re.search(r'(-e|env new) "\$FELTSKEMA_STAGE"', command), command
        if re.match("az deployment sub (create|show)", command):
            assert '--name "feltskema-$FELTSKEMA_STAGE"' in command, command
        if re.match("az deployment sub (create|what-if)", command):
            assert '--parameters "infra/bicep/$FELTSKEMA_STAGE.bicepparam"' in command, command


def test_what_was_opened_is_shut_by_a_command_that_always_deploys() -> None:
    """azd takes no notice of what was changed past it: a template like the last one is not deployed."""
    chapter = GUIDE.partition("## Reach the data")[2].partition("\n## ")[0]
    opened, _, shut = chapter.partition("Afterwards")
    assert "network-rule add" in opened
    assert "az deployment sub create" in shut
    assert "`azd provision --no-state" in shut
    assert "azd up" not in shut


def test_the_azure_cli_is_new_enough() -> None:
    """2.77 uploads the package's name in place of the package (azure-cli#32044)."""
    match = re.search(r"Azure CLI (\d+)\.(\d+)\+", GUIDE)
    assert match is not None
    assert (int(match[1]), int(match[2])) >= (2, 78)


@pytest.mark.parametrize("guide", ["docs/operations.md", "infra/README.md"])
def test_every_azure_command_names_what_it_acts_on(guide: str) -> None:
    """A command that leaves it out works for its author alone, who has a default group."""
    text = (HOME / guide).read_text("utf-8").replace("\\\n", " ")
    commands = re.findall(
        r"(?:^|[`(])\s*(?:ETAG=\$\(|TOKEN=\$\()?(az (?:functionapp|storage|keyvault|staticwebapp) [^`\n]+)", text, re.M
    )
    assert len(commands) > 3
    unnamed = re.compile(r"^az storage (blob undelete|container restore|entity query)`?")
    for command in commands:
        names = re.search(r"(--account-name|--vault-name|--name|-n) \"\$\w+\"", command)
        assert names or unnamed.match(command), command


def test_every_provider_that_a_deployment_needs_is_registered_first() -> None:
    used = {resource["type"].split("/")[0].removeprefix("Microsoft.") for resource in committed("prod").resources}
    listed = re.search(r"for p in ([\w ]+); do az provider register", README)
    assert listed is not None
    # Of the delegated subnet; and what every subscription has.
    assert set(listed[1].split()) == (used | {"App"}) - {"Authorization", "Resources"}


def test_every_file_and_chapter_that_it_points_to_is_there() -> None:
    for name in re.findall(r"`((?:infra|tests|docs)/[\w./-]+\.\w+)`", GUIDE):
        assert (HOME / name).exists(), name
    chapters = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in re.findall("^#+ (.+)", GUIDE, re.M)
    }
    for anchor in re.findall(r"\]\(#([\w-]+)\)", GUIDE):
        assert anchor in chapters, anchor
