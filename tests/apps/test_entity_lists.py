"""Who sees an app's registrations as options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.storage import Account
from shared.domain.entities import Entity
from shared.domain.problems import UnknownApp
from shared.services.entity_list import entity_list
from tests.apps.storing import KAREN, storing, with_definitions

A = {"da": "Felt", "en": "Field"}
CHIEF = KAREN.model_copy(update={"roles": ("konsulent", "teamleder")})


def write(folder: Path, app: str, field: dict[str, Any], **keys: Any) -> None:
    content = {
        "app": app, "version": 1, "title": A, "description": A, "target": "log", "heading": ["felt"],
        "sections": [{"id": "a", "title": A, "fields": [{"id": "felt", "label": A, **field}]}], **keys,
    }  # fmt: skip
    (folder / f"{app}.yaml").write_text(yaml.safe_dump(content), "utf-8")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("list_roles", "choosing_roles", "karen_sees"),
    [
        (None, None, True),
        (["teamleder"], None, True),
        (["teamleder"], ["teamleder"], False),
        (None, ["teamleder"], True),
    ],
)
async def test_a_list_is_seen_by_who_sees_its_app_or_chooses_from_it(
    account: Account, tmp_path: Path, list_roles: Any, choosing_roles: Any, karen_sees: bool
) -> None:
    roles = {"roles": list_roles} if list_roles else {}
    write(tmp_path, "liste", {"type": "text"}, entity=True, **roles)
    choosing = {"roles": choosing_roles} if choosing_roles else {}
    write(tmp_path, "valg", {"type": "choice", "options_from": {"app": "liste"}}, **choosing)
    async with storing(account) as stores:
        dependencies = with_definitions(stores, DefinitionFiles(tmp_path))
        await dependencies.entities.save("liste", Entity("1", "En"), KAREN.key)
        assert list(await entity_list("liste", CHIEF, dependencies)) == [Entity("1", "En")]
        if karen_sees:
            assert list(await entity_list("liste", KAREN, dependencies)) == [Entity("1", "En")]
        else:
            with pytest.raises(UnknownApp):
                await entity_list("liste", KAREN, dependencies)
