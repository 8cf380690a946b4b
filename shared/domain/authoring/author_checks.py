"""Checks a working file for mistakes that can be read and served, but that its author cannot mean. A published version is never
refused for these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.domain.authoring.condition_checks import condition_faults
from shared.domain.authoring.danish_numbers import thousands_faults
from shared.domain.authoring.example_check import put_in_faults
from shared.domain.authoring.text_checks import text_faults
from shared.domain.authoring.value_checks import value_faults
from shared.domain.authoring.value_text_checks import value_text_faults
from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.source.faults import Fault
from shared.domain.source.node import SourceNode


def author_faults(compiled: Compiled, node: SourceNode) -> Iterator[Fault]:
    """Every such fault, with its place in the file that `node` holds."""
    for path, fault_text in _located(compiled, node):
        yield node.fault(path, fault_text)


def _located(compiled: Compiled, node: SourceNode) -> Iterator[LocatedFault]:
    texts = node.without("example", "example_at")
    yield from text_faults(texts)
    yield from value_text_faults(compiled.definition, texts)
    yield from thousands_faults(node, compiled.definition)
    yield from condition_faults(compiled)
    yield from _values(compiled)
    yield from put_in_faults(compiled)


def _values(compiled: Compiled) -> Iterator[LocatedFault]:
    paths = (path for path, _ in compiled.definition.places())
    for path, compiled_field in zip(paths, _written(compiled.compiled_fields), strict=True):
        yield from (((*path, *below), fault_text) for below, fault_text in value_faults(compiled_field))


def _written(fields: Sequence[CompiledField]) -> Iterator[CompiledField]:
    """Sort faults in the order of `Definition.places`."""
    for field in fields:
        if field.is_written:
            yield field
            yield from _written(field.inner)
