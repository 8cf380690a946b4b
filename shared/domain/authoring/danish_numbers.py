"""Checks for numbers in Danish notation, which YAML and expressions read as another number."""

from __future__ import annotations

from collections.abc import Iterator
import re

from shared.domain.compiling.compiled_fields import LocatedFault
from shared.domain.definition.definition import Definition
from shared.domain.expressions.tokens import ExpressionError, tokens
from shared.domain.fields import Field
from shared.domain.source.faults import FaultText
from shared.domain.source.node import SourceNode, YamlPath

_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_DANISH = re.compile(r"-?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_EXAMPLES = ("example", "example_at")


def thousands_faults(node: SourceNode, definition: Definition) -> Iterator[LocatedFault]:
    """Every number with a point before exactly three digits, in a value or an expression: it is read as a decimal fraction."""
    yield from _in_values(node.without(*_EXAMPLES), ())
    for path, source in expressions(definition):
        yield from ((path, fault_text) for fault_text in _in_expression(source))


def thousands_text(written: str, offset: int = 0) -> FaultText | None:
    """The fault of a number with a point before three digits; None for any other."""
    return _fault_text(written, offset) if _THOUSANDS.fullmatch(written) else None


def plain_number_of(text: str) -> str:
    """How `2,5`, `1.000.000` or `25.000,00 kr` must be written (`2.5`, `1000000`, `25000`); empty for what is no number."""
    digits = re.sub(r"\s*(?:kr\.?|kroner)$|^kr\.?\s*", "", text.strip(), flags=re.IGNORECASE)
    if not _DANISH.fullmatch(digits):
        return ""
    whole, _, decimals = digits.partition(",")
    decimals = decimals.rstrip("0")
    return re.sub("[. ]", "", whole) + (f".{decimals}" if decimals else "")


def expressions(definition: Definition) -> Iterator[tuple[YamlPath, str]]:
    """Every expression of a definition as written, with its path."""
    for number, section in enumerate(definition.sections):
        if section.visible_when is not None:
            yield ("sections", number, "visible_when"), section.visible_when
    for path, field in definition.places():
        for key in ("visible_when", "required_when", "default"):
            source = getattr(field, key)
            if isinstance(source, str):
                yield (*path, key), source
        for key in ("valid_when", "warns_when"):
            for number, validity in enumerate(getattr(field, key)):
                yield (*path, key, number, "rule"), validity.rule
        yield from ((((*path, *below)), source) for below, source in _of_options(field))
        for typed in field.typed_expressions():
            if getattr(field, typed.key, None) is not None:
                yield (*path, typed.key), typed.source


def _of_options(field: Field) -> Iterator[tuple[YamlPath, str]]:
    for number, _, source, _ in field.conditional_options():
        if source is not None:
            yield ("options", number, "visible_when"), source
    yield from ((("where", column), source) for column, source in field.filters().items())


def _in_values(node: SourceNode, path: YamlPath) -> Iterator[LocatedFault]:
    if isinstance(node.value, dict):
        for key, inner in node.value.items():
            yield from _in_values(inner, (*path, key))
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            yield from _in_values(inner, (*path, number))
    elif (fault_text := thousands_text(node.written)) is not None:
        yield path, fault_text


def _in_expression(source: str) -> Iterator[FaultText]:
    try:
        words = tokens(source)
    except ExpressionError:
        return
    for token in words:
        fault_text = thousands_text(token.text, token.offset) if token.kind == "number" else None
        if fault_text is not None:
            yield fault_text


def _fault_text(written: str, offset: int) -> FaultText:
    whole = written.replace(".", "")
    decimal = written.rstrip("0") if written.endswith("0") else f"{written}0"
    values = {"written": written, "read": f"{float(written):g}".replace(".", ","), "decimal": decimal.rstrip(".")}
    return FaultText("thousands", values, offset=offset, suggestion=whole)
