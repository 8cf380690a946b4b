"""Faults in a definition's file that depend on the other files: its name, its extension, its withdrawal, its target."""

from __future__ import annotations

from collections.abc import Iterator

from shared.domain.authoring.law_dates import read_dates
from shared.domain.authoring.listed_options import list_text
from shared.domain.authoring.target_faults import Needs
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.source.faults import DefinitionError, Fault, FaultText
from shared.domain.source.node import SourceNode


def wrong_ending(stray: str) -> DefinitionError:
    """The fault of a file that is not read because its name ends in `.yml`."""
    fault_text = FaultText("wrong-ending", {"file": stray, "meant": stray.removesuffix(".yml") + ".yaml"})
    return DefinitionError(stray, [Fault(stray, 1, 1, "", fault_text)])


def bad_withdrawal(source: str, app: str) -> DefinitionError:
    """The fault of a `withdrawn.yaml` without a valid day."""
    return DefinitionError(source, [Fault(source, 1, 1, "", FaultText("bad-withdrawal", {"app": app}))])


def misnamed(compiled: Compiled, node: SourceNode, app: str, version: int | None) -> Fault | None:
    if compiled.definition.app != app:
        return node.fault(("app",), _other_name(app))
    if version not in (None, compiled.definition.version):
        return node.fault(("version",), FaultText("other-version", {"version": version}, suggestion=str(version)))
    return None


def _other_name(app: str) -> FaultText:
    from shared.domain.text.slug import slug

    if slug(app) == app:
        return FaultText("other-name", {"app": app}, suggestion=app)
    return FaultText("bad-file-name", {"file": f"{app}.yaml", "app": slug(app)})


def read_shared(folder: str, node: SourceNode) -> None:
    """Raise `DefinitionError` if a shared file contains something that no definition could use."""
    faults: list[Fault] = []
    if folder == "law":
        read_dates(node)
    elif folder == "lists":
        list_text(node, faults)
    if faults:
        raise DefinitionError(node.mark.file, faults)


def author_faults(compiled: Compiled, node: SourceNode) -> Iterator[Fault]:
    from shared.domain.authoring.author_checks import author_faults as faults

    return faults(compiled, node)


def notices(compiled: Compiled, node: SourceNode) -> tuple[Fault, ...]:
    """Things in a valid file that are probably mistakes, with their places. They are reported, not refused."""
    from shared.domain.authoring.unfinished import unfinished_calculations

    return tuple(node.fault(path, fault_text) for path, fault_text in unfinished_calculations(compiled))


def needs_of_targets() -> Needs:
    from shared.adapters.targets import needs_of_targets as needs

    return needs()
