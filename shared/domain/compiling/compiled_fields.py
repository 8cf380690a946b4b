"""Compiles the expressions of fields, each in the scope of its place in the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
import dataclasses
from typing import Any

from shared.domain.compiling.in_force import InForce
from shared.domain.compiling.offered import filter_faults, filters, option_conditions
from shared.domain.expressions.compiler import Formula, compile
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import RESERVED, Scope
from shared.domain.expressions.tokens import ExpressionError
from shared.domain.fields.base import Field, Risk, TypedExpression, Validity
from shared.domain.fields.overruling import Overruling, overrulings
from shared.domain.source.faults import FaultText, nearest
from shared.domain.text.localized_text import LocalizedText

YamlPath = tuple[str | int, ...]
LocatedFault = tuple[YamlPath, FaultText]
"""A fault and the keys and indexes that lead to it."""

YES = Formula(Kind.YES_NO, True)
_TRUTH = (Kind.YES_NO,)
_NEVER_REMEMBERED = (Risk.IDENTITY, Risk.PICTURE, Risk.WHEREABOUTS)


@dataclasses.dataclass(frozen=True, slots=True)
class CompiledField:
    """A field with its compiled expressions. `visible` None: always; `required` None: never. `own_expressions`: those of the
    field's type. `options`: the conditions of options that are not always offered, by value. `where`: what the columns of its
    list must contain."""

    field: Field
    visible: Formula | None = None
    required: Formula | None = None
    default: Any = None
    valid: tuple[tuple[Formula, LocalizedText], ...] = ()
    own_expressions: tuple[tuple[TypedExpression, Formula], ...] = ()
    inner: tuple[CompiledField, ...] = ()
    options: tuple[tuple[str, Formula], ...] = ()
    where: tuple[tuple[str, Formula], ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether it stands in the file: the tick of a warning does not."""
        return not isinstance(self.field, Overruling)


@dataclasses.dataclass(frozen=True, slots=True)
class _Form:
    """The whole form around a repeated group: the fields before the group, and all of them."""

    before: Mapping[str, Field]
    whole: Mapping[str, Field]


@dataclasses.dataclass(slots=True)
class _Place:
    """One field and what its expressions may use; collects their faults."""

    field: Field
    earlier: Scope
    anywhere: Scope
    in_force: InForce
    faults: list[LocatedFault] = dataclasses.field(default_factory=list)

    def formula(self, path: YamlPath, text: str, gives: tuple[Kind, ...], scope: Scope) -> Formula | None:
        try:
            return compile(text, scope, gives)
        except ExpressionError as error:
            self.faults.append((path, error.fault_text))
            return None

    def condition(self, key: str) -> Formula | None:
        text = getattr(self.field, key)
        return None if text is None else self.formula((key,), text, _TRUTH, self.earlier)

    def visible(self) -> Formula | None:
        days, condition = self.in_force.condition(self.field, self.earlier.inside), self.condition("visible_when")
        return days.also(condition) if days else condition

    def options(self) -> Iterator[tuple[str, Formula]]:
        return option_conditions(self.field, self.in_force, self.earlier.inside, self._earlier)

    def where(self) -> Iterator[tuple[str, Formula]]:
        return filters(self.field, self._earlier)

    def _earlier(self, path: YamlPath, text: str, gives: tuple[Kind, ...]) -> Formula | None:
        return self.formula(path, text, gives, self.earlier)

    def dates(self) -> Iterator[LocatedFault]:
        """The faults in the days of the field, of its options and of its rules."""
        before = self.earlier.form if self.earlier.inside else self.earlier.beside
        earlier = {id: other for id, other in before.items() if isinstance(other, Field)}
        yield from self.in_force.field_faults(self.field, earlier)

    def valid(self) -> Iterator[tuple[Formula, LocalizedText]]:
        for number, validity in enumerate(self.field.valid_when):
            rule = self.formula(("valid_when", number, "rule"), validity.rule, _TRUTH, self.anywhere)
            if rule:
                yield self._while_in_force(rule, validity), validity.message

    def _while_in_force(self, rule: Formula, validity: Validity) -> Formula:
        days = self.in_force.condition(validity, self.earlier.inside)
        return Formula(Kind.YES_NO, ["or", ["not", days.compiled], rule.compiled]) if days else rule

    def own_expressions(self) -> Iterator[tuple[TypedExpression, Formula]]:
        for typed in self.field.typed_expressions():
            formula = self.formula((typed.key,), typed.source, typed.gives, self.earlier)
            if formula:
                yield typed, formula.rounded(typed.places)

    def default(self) -> Any:
        """A default as in the compiled definition: a value, `{"$expr": …}`, or None."""
        match self.field.default:
            case None:
                return None
            case tuple() as values:
                self.faults += [(("default", *path), fault) for path, fault in self._chosen(values)]
                return list(values)
            case text:
                kind = self.field.operand_kind()
                if text in (self.field.possible() or ()):
                    self.faults.append(
                        (("default",), FaultText("forgotten-quotes", {"name": text}, suggestion=f"'\"{text}\"'"))
                    )
                    return None
                formula = self.formula(("default",), text, (kind,), self.earlier)
                if formula:
                    self.faults += [
                        (("default", *path), fault) for path, fault in self._chosen((formula.value,), False)
                    ]
                return formula.value if formula else None

    def _chosen(self, values: tuple[Any, ...], listed: bool = True) -> Iterator[LocatedFault]:
        """Faults of default constants that are not among the field's options."""
        if listed and self.field.operand_kind() is not Kind.LIST:
            yield (), FaultText("list-default")
            return
        possible = self.field.possible()
        for number, value in enumerate(values):
            if possible is not None and isinstance(value, str) and value not in possible:
                options = [str(option) for option in possible]
                texts = {"field": self.field.id, "value": value, "options": ", ".join(options[:12])}
                yield (
                    ((number,) if listed else ()),
                    FaultText("unknown-option", texts, suggestion=nearest(value, options)),
                )


def compile_fields(
    fields: Sequence[tuple[Field, Formula | None]], in_force: InForce, form: _Form | None = None
) -> tuple[tuple[CompiledField, ...], list[LocatedFault]]:
    """Compile the fields of one object, each given with its section's condition. Returns them and their faults, whose paths begin
    with the index of the field."""
    by_id = {field.id: field for field, _ in fields}
    before: dict[str, Field] = {}
    compiled_fields: list[CompiledField] = []
    faults: list[LocatedFault] = []
    for number, (field, section) in enumerate(fields):
        enclosing = form or _Form(dict(before), by_id)
        later = frozenset(by_id) - frozenset(before)
        earlier = Scope(dict(before), enclosing.before, form is not None, later)
        place = _Place(field, earlier, Scope(by_id, enclosing.whole, form is not None), in_force)
        place.faults += [
            (_path(fault_text.at), fault_text)
            for fault_text in (*field.faults(), *filter_faults(field), *_common_faults(field, before))
        ]
        place.faults += place.dates()
        if field.remember and (fault_text := _remember_fault(field, before, form is not None)):
            place.faults.append((("remember",), fault_text))
        compiled_fields.append(_compiled_field(place, section, enclosing))
        before[field.id] = field
        compiled_fields += _ticks(place, dict(before))
        faults += [((number, *path), fault_text) for path, fault_text in place.faults]
    return tuple(compiled_fields), faults


def _ticks(place: _Place, upto: Mapping[str, Field]) -> Iterator[CompiledField]:
    """The ticks of a field's warnings, which may use the field itself and earlier ones."""
    inside = place.earlier.inside
    scope = dataclasses.replace(place.earlier, beside=upto, form=place.earlier.form if inside else upto)
    for number, tick in enumerate(overrulings(place.field)):
        rule = place.formula(("warns_when", number, "rule"), tick.visible_when or "", _TRUTH, scope)
        if rule is not None:
            answered = Formula(Kind.YES_NO, ["answered", ["get", "here", place.field.id]])
            yield CompiledField(tick, answered.also(rule))


def _compiled_field(place: _Place, section: Formula | None, form: _Form) -> CompiledField:
    field = place.field
    visible = place.visible()
    inner, faults = compile_fields([(below, None) for below in getattr(field, "fields", ())], place.in_force, form)
    place.faults += [(("fields", *path), fault_text) for path, fault_text in faults]
    return CompiledField(
        field,
        section.also(visible) if section else visible,
        YES if field.required else place.condition("required_when"),
        place.default(),
        tuple(place.valid()),
        tuple(place.own_expressions()),
        inner,
        tuple(place.options()),
        tuple(place.where()),
    )


def _remember_fault(field: Field, before: Mapping[str, Field], is_inner: bool) -> FaultText | None:
    """The fault of a field that the phone may not, or cannot, remember as it asks."""
    guarded = [inner for inner in field.inner() if inner.risk in _NEVER_REMEMBERED]
    if field.remember not in field.remembers or guarded:
        return FaultText("no-remember", {"type": field.type, "value": field.remember or ""})
    if is_inner:
        return FaultText("inner-remember", {"id": field.id})
    if field.remember == "unit" and not any(other.kind == "p-number" for other in before.values()):
        return FaultText("remember-no-unit", {"id": field.id})
    return None


def _path(at: str) -> YamlPath:
    return tuple(int(part) if part.isdigit() else part for part in at.split(".")) if at else ()


def _common_faults(field: Field, before: Mapping[str, Field]) -> Iterator[FaultText]:
    if field.id in before:
        yield FaultText("id-twice", {"id": field.id}, "id")
    if field.id in RESERVED:
        yield FaultText("reserved-id", {"id": field.id}, "id")
    if field.required and field.required_when is not None:
        yield FaultText("required-twice", at="required_when")
    if field.inner() and field.default is not None:
        yield FaultText("no-default", {"type": field.type}, "default")
    autofill = getattr(field, "autofill", None)
    references = {"company": getattr(field, "company", None), "autofill.company": autofill and autofill.company}
    for key, company in references.items():
        if company and (company not in before or before[company].kind != "cvr"):
            companies = [id for id, field in before.items() if field.kind == "cvr"]
            yield FaultText(
                "no-company", {"id": company}, key, suggestion=nearest(company, companies) or ", ".join(companies)
            )
    units = [field for field in before.values() if field.kind == "p-number"]
    if (
        autofill
        and autofill.value == "unit-address"
        and all(getattr(unit, "company", None) != autofill.company for unit in units)
    ):
        yield FaultText("autofill-no-unit", {"id": field.id, "company": autofill.company}, "autofill.value")
