"""Definitions from YAML files, one a app, each loaded on first use."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
import logging
from pathlib import Path
from typing import Any

import yaml

from shared.domain.definitions import Compiled, DefinitionError, compiled, parse
from shared.domain.problems import UnknownApp, UnknownVersion

log = logging.getLogger("feltskema.definitions")


class _Loader(yaml.SafeLoader):
    """YAML without the surprises: a key that stands twice is an error instead of silently the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key: Hashable = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key} stands twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


# Dates stay text and `on`/`off`/`yes`/`no` stay words: a form author means what the file says.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", yaml.resolver.re.compile("^(true|false)$"), list("tf"))  # type: ignore[attr-defined]


class DefinitionFiles:
    """The folder of definitions. A broken file is logged and left out; the others are not touched by it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._load = cache(self._read)

    def all(self) -> Sequence[Compiled]:
        return [definition for app in self._apps() if (definition := self._usable(app))]

    def get(self, app: str, version: int | None = None) -> Compiled:
        definition = self._usable(app) if app in self._apps() else None
        if definition is None:
            raise UnknownApp(app=app[:40])
        if version not in (None, definition.definition.version):
            raise UnknownVersion(app=app, version=str(version)[:20])
        return definition

    def check(self) -> Sequence[DefinitionError]:
        """Every fault in every file, for whoever ships them."""
        return [fault for app in self._apps() if isinstance(fault := self._load(app), DefinitionError)]

    def _apps(self) -> Sequence[str]:
        return sorted(path.stem for path in self._folder.glob("*.yaml"))

    def _usable(self, app: str) -> Compiled | None:
        found = self._load(app)
        return found if isinstance(found, Compiled) else None

    def _read(self, app: str) -> Compiled | DefinitionError:
        source = f"{app}.yaml"
        try:
            content = yaml.load((self._folder / source).read_text("utf-8"), _Loader)  # noqa: S506 (a SafeLoader)
            definition = parse(content, source)
            if definition.app != app:
                raise DefinitionError(source, [("app", f"must be the file's own name, {app}")])
            return compiled(definition)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            fault = DefinitionError(source, [("the file", str(error))])
        except DefinitionError as error:
            fault = error
        log.error("a definition cannot be used and is left out:\n%s", fault)
        return fault
