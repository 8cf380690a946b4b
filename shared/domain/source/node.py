"""The content of a definition's file, with the place of everything in it.

Definitions are assembled from parts, a template and lists; each piece keeps its own place, so that a fault is reported where its
author can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.domain.source.faults import Fault, FaultText

YamlPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """`line` and `column` from 1. `text`: at which character of the value its own text begins: 1 for a quoted one, None where the
    text is folded or spread over lines."""

    file: str
    line: int = 1
    column: int = 1
    text: int | None = None


@dataclass(frozen=True, slots=True)
class SourceNode:
    """`value`: a scalar, a dict of nodes or a list of nodes. `keys`: the places of a dict's keys. `written`: a number with
    decimals as written: 25.000 is read as 25."""

    value: Any
    mark: Mark
    keys: Mapping[str, Mark] = field(default_factory=dict)
    written: str = ""

    def plain(self) -> Any:
        """The value without places."""
        match self.value:
            case dict():
                return {key: node.plain() for key, node in self.value.items()}
            case list():
                return [node.plain() for node in self.value]
        return self.value

    def get(self, key: str) -> SourceNode | None:
        """A key's node; None where this is no mapping, or has no such key."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def items(self, key: str) -> Sequence[SourceNode]:
        """The nodes of a list below a key; none where there is no list."""
        child = self.get(key)
        return child.value if child is not None and isinstance(child.value, list) else ()

    def with_(self, key: str, node: SourceNode, mark: Mark | None = None) -> SourceNode:
        """The mapping with one key set."""
        return SourceNode(
            {**self.value, key: node}, self.mark, {**self.keys, key: mark or self.keys.get(key, node.mark)}
        )

    def without(self, *keys: str) -> SourceNode:
        return SourceNode({key: node for key, node in self.value.items() if key not in keys}, self.mark, self.keys)

    def over(self, other: SourceNode) -> SourceNode:
        """This mapping, with the other's keys added or overriding its own."""
        return SourceNode({**self.value, **other.value}, self.mark, {**self.keys, **other.keys})

    def fault(self, path: YamlPath, fault_text: FaultText, *, at_key: bool = False) -> Fault:
        """The fault with the place of the node at the end of the path, or of the last one that exists. `at_key`: the place of the
        key itself."""
        node, mark = self, self.mark
        for step in path:
            mark = node.keys.get(step, node.mark) if isinstance(step, str) else node.mark
            inner = node.value.get(step) if isinstance(node.value, dict) else _nth(node.value, step)
            if inner is None:
                break
            node = inner
            mark = mark if at_key else node.mark
        dotted = ".".join(map(str, path))
        column = mark.column + (mark.text + fault_text.offset if mark.text is not None else 0)
        return Fault(mark.file, mark.line, column, dotted, fault_text)


def _nth(value: Any, step: str | int) -> SourceNode | None:
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        node: SourceNode = value[step]
        return node
    return None


def unplaced(value: Any, file: str) -> SourceNode:
    """Plain values as nodes, for content that comes from no file."""
    mark = Mark(file)
    match value:
        case dict():
            return SourceNode({key: unplaced(inner, file) for key, inner in value.items()}, mark)
        case list():
            return SourceNode([unplaced(inner, file) for inner in value], mark)
    return SourceNode(value, mark)
