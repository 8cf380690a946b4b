"""Assembles a definition: inserts its template, parts and option lists where it names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shared.domain.authoring.law_dates import LawDates
from shared.domain.authoring.listed_options import list_text, used_lists
from shared.domain.authoring.template_merge import merged
from shared.domain.source.faults import DefinitionError, Fault, FaultText, nearest
from shared.domain.source.node import SourceNode

SharedFiles = Mapping[str, SourceNode]
"""Files by name. Reading a broken one raises `DefinitionError`."""

MAX_INCLUDES = 8
"""How deep parts may include parts."""


@dataclass(frozen=True, slots=True)
class Library:
    """What definitions can share."""

    parts: SharedFiles = field(default_factory=dict)
    templates: SharedFiles = field(default_factory=dict)
    lists: SharedFiles = field(default_factory=dict)
    """A list written in CSV is a text."""
    law: SharedFiles = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Uses:
    """What a definition is assembled from, by name."""

    parts: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    law: frozenset[str] = frozenset()


class Assembly:
    """Assembles one definition, and records what it used and what was wrong."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._used: dict[str, set[str]] = {"parts": set(), "templates": set(), "lists": set()}
        self._tables: dict[str, SourceNode] = {}
        self.faults: list[Fault] = []
        self._law = LawDates(library.law, self.faults)

    @property
    def uses(self) -> Uses:
        return Uses(
            **{shared_folder: frozenset(names) for shared_folder, names in self._used.items()},
            law=frozenset(self._law.used),
        )

    def assemble(self, root: SourceNode) -> SourceNode:
        """The whole definition, without `extends` and `include`, and with each `list` inserted: as options or, with columns, as
        CSV in `lists`."""
        # A published version contains its lists.
        own_lists = root.get("lists")
        if own_lists is not None and isinstance(own_lists.value, dict):
            self._tables |= own_lists.value
        root = self._law.resolved(self._with_template(root))
        fields = [field for section in root.items("sections") for field in section.items("fields")]
        used = {name: text for name, text in sorted(self._tables.items()) if name in used_lists(fields)}
        return root.with_("lists", SourceNode(used, root.mark)) if used else root

    def _with_template(self, root: SourceNode) -> SourceNode:
        if not isinstance(root.value, dict):
            self._fault(root, "not-a-mapping")
            return root
        root = self._expanded(root)
        template = root.get("extends")
        if template is None:
            return root
        base = self._take("templates", template)
        if base is None or not isinstance(base.value, dict):
            return root.without("extends")
        for key in ("app", "version", "extends"):
            if key in base.value:
                self.faults.append(base.fault((key,), FaultText("not-in-template", {"key": key}), at_key=True))
        return merged(self._expanded(base), root.without("extends"), self.faults)

    def _expanded(self, root: SourceNode) -> SourceNode:
        """The same definition with the fields of its sections expanded."""
        sections = [self._with_fields(section) for section in root.items("sections")]
        items = root.get("sections")
        if items is None or not isinstance(items.value, list):
            return root
        return root.with_("sections", SourceNode(sections, items.mark))

    def _with_fields(self, owner: SourceNode, within: tuple[str, ...] = ()) -> SourceNode:
        items = owner.get("fields")
        if items is None or not isinstance(items.value, list):
            return owner
        fields = [node for item in items.value for node in self._field(item, within)]
        return owner.with_("fields", SourceNode(fields, items.mark))

    def _field(self, item: SourceNode, within: tuple[str, ...]) -> Iterator[SourceNode]:
        name = item.get("include")
        if name is None:
            yield self._with_options(self._with_fields(item, within))
            return
        if name.value in within or len(within) >= MAX_INCLUDES:
            self._fault(name, "circular-include", name=name.value)
            return
        part = self._take("parts", name)
        if part is None:
            return
        inner = self._with_fields(part, (*within, str(name.value))).items("fields")
        if not inner:
            self._fault(part, "empty-part", name=name.value)
        yield from self._overridden(item, inner)

    def _overridden(self, item: SourceNode, fields: Sequence[SourceNode]) -> Iterator[SourceNode]:
        if len(fields) == 1 and isinstance(fields[0].value, dict):
            # The overriding keys may contain a list of their own, or fields.
            own_node = self._with_options(self._with_fields(item.without("include")))
            yield fields[0].over(own_node)
            return
        for key in item.value.keys() - {"include", "visible_when", "without"}:
            self.faults.append(item.fault((key,), FaultText("include-several", {"key": key}), at_key=True))
        away = self._taken_away(item, fields)
        for node in fields:
            if _id(node) not in away:
                yield _also_when(node, item.get("visible_when"))

    def _taken_away(self, item: SourceNode, fields: Sequence[SourceNode]) -> frozenset[str]:
        ids = [_id(node) for node in fields]
        for name in item.items("without"):
            if name.value not in ids:
                fault_text = FaultText(
                    "unknown-without", {"id": name.value, "known": ", ".join(ids)}, suggestion=_near(name, ids)
                )
                self.faults.append(name.fault((), fault_text))
        return frozenset(str(name.value) for name in item.items("without"))

    def _with_options(self, item: SourceNode) -> SourceNode:
        name = item.get("list")
        if name is None:
            return item
        if name.value in self._tables:
            return item
        list_node = self._take("lists", name)
        if item.get("options") is not None:
            self._fault(name, "options-twice")
        if list_node is not None and (text := list_text(list_node, self.faults)) is not None:
            self._tables[str(name.value)] = SourceNode(text, list_node.mark)
            return item
        options = list_node.get("options") if list_node is not None else None
        if list_node is not None and options is None:
            self._fault(list_node, "empty-list", name=name.value)
        return item.without("list").with_("options", options) if options is not None else item

    def _take(self, folder: str, name: SourceNode) -> SourceNode | None:
        """The file that a name in the definition refers to, or None with a fault."""
        files: SharedFiles = getattr(self._library, folder)
        if not isinstance(name.value, str) or name.value not in files:
            values = {"name": name.value, "known": ", ".join(files) or "–"}
            self.faults.append(name.fault((), FaultText(f"unknown-{folder}", values, suggestion=_near(name, files))))
            return None
        self._used[folder].add(name.value)
        try:
            return files[name.value]
        except DefinitionError as error:
            self.faults += [fault for fault in error.faults if fault not in self.faults]
            return None

    def _fault(self, node: SourceNode, key: str, **values: object) -> None:
        self.faults.append(node.fault((), FaultText(key, values)))


def _near(name: SourceNode, names: Iterable[str]) -> str:
    return nearest(str(name.value), names)


def _id(node: SourceNode) -> str:
    id = node.get("id")
    return str(id.value) if id is not None else ""


def _also_when(node: SourceNode, condition: SourceNode | None) -> SourceNode:
    """The field, shown only when this condition holds as well."""
    if condition is None:
        return node
    own_condition = node.get("visible_when")
    if own_condition is None:
        return node.with_("visible_when", condition)
    both = SourceNode(
        f"({condition.value}) and ({own_condition.value})",
        type(own_condition.mark)(own_condition.mark.file, own_condition.mark.line, own_condition.mark.column),
    )
    return node.with_("visible_when", both)
