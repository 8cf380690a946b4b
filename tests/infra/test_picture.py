"""The picture in `infra/README.md` shows what would be deployed."""

from __future__ import annotations

import re

from infra.compiler import BICEP_FOLDER
from infra.picture import README, flowchart, with_picture
from tests.infra.predicted import committed


def test_the_picture_is_up_to_date() -> None:
    text = README.read_text("utf-8")
    assert text == with_picture(text), "run python -m infra.picture"


def test_the_picture_shows_the_network_only_where_there_is_one() -> None:
    assert "Private network" in flowchart(committed("prod").resources)
    assert "Private network" not in flowchart(committed("dev").resources)


def test_a_new_table_is_drawn() -> None:
    resources = committed("prod").resources
    account = committed("prod").account("data")["name"]
    table = {"type": "Microsoft.Storage/storageAccounts/tableServices/tables", "name": f"{account}/default/visitors"}
    assert "visitors" in flowchart([*resources, table])
    assert "visitors" not in flowchart(resources)


def test_the_readme_tells_of_every_parameter_and_no_other() -> None:
    source = (BICEP_FOLDER / "main.bicep").read_text("utf-8")
    table = README.read_text("utf-8").partition("## Parameters")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    reported = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(reported) == sorted(re.findall(r"^param (\w+)", source, flags=re.MULTILINE))


def test_the_readme_tells_of_every_policy() -> None:
    text = README.read_text("utf-8").partition("## Policies")[2]
    files = (BICEP_FOLDER / "policies").rglob("*.xml")
    for file in files:
        assert f"`{file.relative_to(BICEP_FOLDER / 'policies')}`" in text
