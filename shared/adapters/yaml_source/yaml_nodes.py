"""Reads YAML without implicit conversions: `no` is a text, not False."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
import math
import re
from typing import Any

import yaml

from shared.domain.source.faults import DefinitionError, Fault, FaultText
from shared.domain.source.node import Mark, SourceNode

READS = hasattr(yaml, "CSafeLoader")
"""Whether PyYAML was built with libyaml. Its Python reader cannot replace it: it refuses `{da: Hvem?}` and reports other places,
so a definition could be valid on one machine and faulty on another."""

_Base: Any = yaml.CSafeLoader if READS else yaml.SafeLoader


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes only; `_Reader` converts their values."""


# Dates and times stay text, and `on`, `off`, `yes` and `no` are not booleans.
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))

_READ: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:null": lambda text: None,
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:str": str,
}
_DECIMAL = "tag:yaml.org,2002:float"
_NUMBERS = {"tag:yaml.org,2002:int", _DECIMAL}
DEEPEST = 30
MAX_NODES = 50_000
LARGEST = 1_000_000
"""Bytes of a file; the largest definition has a tenth of that."""
MAX_KEPT = 128
"""The number of files whose nodes are cached: more than an instance has definitions and shared files."""


def read_yaml(text: str, file: str) -> SourceNode:
    """The file's content as nodes, which must not be changed. Raises `DefinitionError` with line and column."""
    if not READS:
        raise _error(Mark(file), "no-libyaml")
    return _nodes(text, file)


@lru_cache(MAX_KEPT)
def _nodes(text: str, file: str) -> SourceNode:
    """The file's content, cached: `check`, and the preview after each change, read all files again, and most have not changed."""
    try:
        if len(text) > LARGEST:
            raise _error(Mark(file), "too-large", limit=LARGEST // 1000)
        _look_through(text, file)
        root = yaml.compose(text, _Loader)
    except yaml.YAMLError as error:
        raise _unreadable(text, file, error) from None
    if root is None:
        raise _error(Mark(file), "empty-file")
    return _Reader(file, len(text)).node(root, 0)


def _look_through(text: str, file: str) -> None:
    """Check the file's events before composing nodes: libyaml composes recursively and would crash the process on deep nesting,
    and a composed node does not show whether its tag was explicit."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        tag = getattr(event, "tag", None)
        if tag:
            raise _error(_mark(file, event.start_mark), "yaml-tag", tag=tag)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST + 1:
                raise _error(_mark(file, event.start_mark), "too-nested", limit=DEEPEST)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _mark(file: str, place: Any) -> Mark:
    """Our mark for one of PyYAML's, whose two readers have a class each; the beginning of the file if there is none."""
    return Mark(file, place.line + 1, place.column + 1) if place else Mark(file)


def _unreadable(text: str, file: str, error: yaml.YAMLError) -> DefinitionError:
    from shared.adapters.yaml_source.unreadable import unreadable

    if isinstance(error, yaml.MarkedYAMLError) and "nesting depth" in (error.problem or ""):
        # Newer versions of libyaml stop at a depth limit of their own.
        return _error(_mark(file, error.problem_mark), "too-nested", limit=DEEPEST)
    return unreadable(text, file, error)


def _error(mark: Mark, key: str, suggestion: str = "", /, **values: Any) -> DefinitionError:
    return DefinitionError(
        mark.file, [Fault(mark.file, mark.line, mark.column, "", FaultText(key, values, suggestion=suggestion))]
    )


def _begins(node: yaml.Node) -> int | None:
    """The offset of a scalar's text in its source; None if it is not written as one line of the same text."""
    if not isinstance(node, yaml.ScalarNode) or node.start_mark.line != node.end_mark.line:
        return None
    quoted = 1 if node.style in ("'", '"') else 0
    width = node.end_mark.column - node.start_mark.column
    return quoted if width == len(node.value) + 2 * quoted else None


class _Reader:
    """Converts one file's composed nodes to ours."""

    def __init__(self, file: str, length: int) -> None:
        self._file = file
        self._nodes_left = MAX_NODES
        # A file with fewer characters than nodes repeats itself by anchors, and gets another message.
        self._is_long = length > MAX_NODES

    def node(self, node: yaml.Node, depth: int) -> SourceNode:
        mark = Mark(self._file, node.start_mark.line + 1, node.start_mark.column + 1, _begins(node))
        if depth > DEEPEST:
            raise _error(mark, "too-nested", limit=DEEPEST)
        # An alias repeats nodes, and a few lines of aliases can stand for billions.
        self._nodes_left -= 1
        if self._nodes_left < 0:
            raise _error(mark, "too-many-lines" if self._is_long else "too-many", limit=MAX_NODES)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, mark, depth)
            case yaml.SequenceNode():
                return SourceNode([self.node(inner, depth + 1) for inner in node.value], mark)
        # Too large for a double, so for the phone; Python does not even parse a very long one.
        if node.tag in _NUMBERS and math.isinf(float(node.value)):
            raise _error(mark, "yaml-number")
        return SourceNode(_READ[node.tag](node.value), mark, written=node.value if node.tag == _DECIMAL else "")

    def _mapping(self, node: yaml.MappingNode, mark: Mark, depth: int) -> SourceNode:
        values: dict[str, SourceNode] = {}
        keys: dict[str, Mark] = {}
        for key, value in node.value:
            place = _mark(self._file, key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                raise _error(place, "yaml-key")
            if key.value in values:
                raise _error(place, "key-twice", key=key.value)
            values[key.value] = self.node(value, depth + 1)
            keys[key.value] = place
        return SourceNode(values, mark, keys)
