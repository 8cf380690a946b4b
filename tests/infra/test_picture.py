"""The picture in the README is what would be deployed."""

from __future__ import annotations

from infra.picture import README, drawn, with_picture
from tests.infra.predicted import committed


def test_the_picture_is_up_to_date() -> None:
    text = README.read_text("utf-8")
    assert text == with_picture(text), "run python -m infra.picture"


def test_the_picture_shows_the_network_only_where_there_is_one() -> None:
    assert "Private network" in drawn(committed("prod").resources)
    assert "Private network" not in drawn(committed("dev").resources)


def test_a_new_table_is_drawn() -> None:
    resources = committed("prod").resources
    table = {"type": "Microsoft.Storage/storageAccounts/tableServices/tables", "name": "st/default/visitors"}
    assert "visitors" in drawn([*resources, table])
    assert "visitors" not in drawn(resources)
