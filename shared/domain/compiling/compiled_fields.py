"""Fields with their expressions compiled: each asked where it stands, with what it may look at from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
"""A fault and the keys and numbers that lead to it."""

YES = Formula(Kind.YES_NO, True)
_TRUTH = (Kind.YES_NO,)
_NEVER_REMEMBERED = (Risk.IDENTITY, Risk.PICTURE, Risk.WHEREABOUTS)


@dataclass(frozen=True, slots=True)
class CompiledField:
    """A field, compiled. `visible` None: always; `required` None: never; `own` the type's own expressions; `options` the
    conditions of the options that do not always fit, by value; `where` what the columns of its list must hold."""

    field: Field
    visible: Formula | None = None
    required: Formula | None = None
    default: Any = None
    valid: tuple[tuple[Formula, LocalizedText], ...] = ()
    own: tuple[tuple[TypedExpression, Formula], ...] = ()
    inner: tuple[CompiledField, ...] = ()
    options: tuple[tuple[str, Formula], ...] = ()
    where: tuple[tuple[str, Formula], ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether it stands in the file: the tick of a warning does not."""
        return not isinstance(self.field, Overruling)


@dataclass(frozen=True, slots=True)
class _Form:
    """The whole form around a repeated group: the fields before the group, and all of them."""

    before: Mapping[str, Field]
    whole: Mapping[str, Field]


@dataclass(slots=True)
class _Place:
    """One field and what its expressions may look at; `found` gathers what is wrong with them."""

    one: Field
    earlier: Scope
    anywhere: Scope
    in_force: InForce
    found: list[LocatedFault] = field(default_factory=list)

    def formula(self, way: YamlPath, text: str, gives: tuple[Kind, ...], scope: Scope) -> Formula | None:
        try:
            return compile(text, scope, gives)
        except ExpressionError as error:
            self.found.append((way, error.said))
            return None

    def condition(self, key: str) -> Formula | None:
        text = getattr(self.one, key)
        return None if text is None else self.formula((key,), text, _TRUTH, self.earlier)

    def visible(self) -> Formula | None:
        days, asked = self.in_force.condition(self.one, self.earlier.inside), self.condition("visible_when")
        return days.also(asked) if days else asked

    def options(self) -> Iterator[tuple[str, Formula]]:
        return option_conditions(self.one, self.in_force, self.earlier.inside, self._earlier)

    def where(self) -> Iterator[tuple[str, Formula]]:
        return filters(self.one, self._earlier)

    def _earlier(self, way: YamlPath, text: str, gives: tuple[Kind, ...]) -> Formula | None:
        return self.formula(way, text, gives, self.earlier)

    def dates(self) -> Iterator[LocatedFault]:
        """What is wrong with the days of the field, of its options and of its rules."""
        before = self.earlier.form if self.earlier.inside else self.earlier.here
        earlier = {id: known for id, known in before.items() if isinstance(known, Field)}
        yield from (((said.at,), said) for said in self.in_force.faults(self.one, earlier))
        for number, _, _, dated in self.one.conditional_options():
            yield from ((("options", number, said.at), said) for said in self.in_force.faults(dated, earlier))
        for number, validity in enumerate(self.one.valid_when):
            yield from ((("valid_when", number, said.at), said) for said in self.in_force.faults(validity, None))

    def valid(self) -> Iterator[tuple[Formula, LocalizedText]]:
        for number, validity in enumerate(self.one.valid_when):
            rule = self.formula(("valid_when", number, "rule"), validity.rule, _TRUTH, self.anywhere)
            if rule:
                yield self._while_in_force(rule, validity), validity.message

    def _while_in_force(self, rule: Formula, validity: Validity) -> Formula:
        days = self.in_force.condition(validity, self.earlier.inside)
        return Formula(Kind.YES_NO, ["or", ["not", days.compiled], rule.compiled]) if days else rule

    def own(self) -> Iterator[tuple[TypedExpression, Formula]]:
        for asked in self.one.asks():
            formula = self.formula((asked.key,), asked.source, asked.gives, self.earlier)
            if formula:
                yield asked, formula.rounded(asked.places)

    def default(self) -> Any:
        """A default as the layout has it: a value, `{"$expr": …}`, or None."""
        match self.one.default:
            case None:
                return None
            case tuple() as values:
                self.found += [(("default", *way), fault) for way, fault in self._chosen(values)]
                return list(values)
            case text:
                kind = self.one.operand_kind()
                if text in (self.one.possible() or ()):
                    self.found.append(
                        (("default",), FaultText("forgotten-quotes", {"name": text}, meant=f"'\"{text}\"'"))
                    )
                    return None
                formula = self.formula(("default",), text, (kind,), self.earlier)
                if formula:
                    self.found += [(("default", *way), fault) for way, fault in self._chosen((formula.value,), False)]
                return formula.value if formula else None

    def _chosen(self, values: tuple[Any, ...], listed: bool = True) -> Iterator[LocatedFault]:
        """Constants of a default that the field does not know."""
        if listed and self.one.operand_kind() is not Kind.LIST:
            yield (), FaultText("list-default")
            return
        possible = self.one.possible()
        for number, value in enumerate(values):
            if possible is not None and isinstance(value, str) and value not in possible:
                options = [str(one) for one in possible]
                said = {"field": self.one.id, "value": value, "options": ", ".join(options[:12])}
                yield ((number,) if listed else ()), FaultText("unknown-option", said, meant=nearest(value, options))


def questions(
    fields: Sequence[tuple[Field, Formula | None]], in_force: InForce, form: _Form | None = None
) -> tuple[tuple[CompiledField, ...], list[LocatedFault]]:
    """The fields of one object compiled, each given with its section's condition, and everything that is wrong with
    them; a fault's way begins with the number of its field."""
    whole = {one.id: one for one, _ in fields}
    before: dict[str, Field] = {}
    asked: list[CompiledField] = []
    found: list[LocatedFault] = []
    for number, (one, section) in enumerate(fields):
        enclosing = form or _Form(dict(before), whole)
        later = frozenset(whole) - frozenset(before)
        earlier = Scope(dict(before), enclosing.before, form is not None, later)
        place = _Place(one, earlier, Scope(whole, enclosing.whole, form is not None), in_force)
        place.found += [
            (_way(said.at), said) for said in (*one.faults(), *filter_faults(one), *_common_faults(one, before))
        ]
        place.found += place.dates()
        if one.remember and (said := _remember_fault(one, before, form is not None)):
            place.found.append((("remember",), said))
        asked.append(_question(place, section, enclosing))
        before[one.id] = one
        asked += _ticks(place, dict(before))
        found += [((number, *way), said) for way, said in place.found]
    return tuple(asked), found


def _ticks(place: _Place, upto: Mapping[str, Field]) -> Iterator[CompiledField]:
    """The ticks of a field's warnings, which may look at the field itself and at those before it."""
    inside = place.earlier.inside
    scope = replace(place.earlier, here=upto, form=place.earlier.form if inside else upto)
    for number, tick in enumerate(overrulings(place.one)):
        rule = place.formula(("warns_when", number, "rule"), tick.visible_when or "", _TRUTH, scope)
        if rule is not None:
            answered = Formula(Kind.YES_NO, ["answered", ["get", "here", place.one.id]])
            yield CompiledField(tick, answered.also(rule))


def _question(place: _Place, section: Formula | None, form: _Form) -> CompiledField:
    one = place.one
    visible = place.visible()
    inner, faults = questions([(field, None) for field in getattr(one, "fields", ())], place.in_force, form)
    place.found += [(("fields", *way), said) for way, said in faults]
    return CompiledField(
        one,
        section.also(visible) if section else visible,
        YES if one.required else place.condition("required_when"),
        place.default(),
        tuple(place.valid()),
        tuple(place.own()),
        inner,
        tuple(place.options()),
        tuple(place.where()),
    )


def _remember_fault(one: Field, before: Mapping[str, Field], is_inner: bool) -> FaultText | None:
    """Why the phone may not, or cannot, remember what the field asks it to."""
    guarded = [inner for inner in one.inner() if inner.risk in _NEVER_REMEMBERED]
    if one.remember not in one.remembers or guarded:
        return FaultText("no-remember", {"type": one.type, "value": one.remember or ""})
    if is_inner:
        return FaultText("inner-remember", {"id": one.id})
    if one.remember == "unit" and not any(other.kind == "p-number" for other in before.values()):
        return FaultText("remember-no-unit", {"id": one.id})
    return None


def _way(at: str) -> YamlPath:
    return tuple(int(part) if part.isdigit() else part for part in at.split(".")) if at else ()


def _common_faults(one: Field, before: Mapping[str, Field]) -> Iterator[FaultText]:
    if one.id in before:
        yield FaultText("id-twice", {"id": one.id}, "id")
    if one.id in RESERVED:
        yield FaultText("reserved-id", {"id": one.id}, "id")
    if one.required and one.required_when is not None:
        yield FaultText("required-twice", at="required_when")
    if one.inner() and one.default is not None:
        yield FaultText("no-default", {"type": one.type}, "default")
    autofill = getattr(one, "autofill", None)
    named = {"company": getattr(one, "company", None), "autofill.company": autofill and autofill.company}
    for key, company in named.items():
        if company and (company not in before or before[company].kind != "cvr"):
            known = [id for id, field in before.items() if field.kind == "cvr"]
            yield FaultText("no-company", {"id": company}, key, meant=nearest(company, known) or ", ".join(known))
    units = [field for field in before.values() if field.kind == "p-number"]
    if (
        autofill
        and autofill.value == "unit-address"
        and all(getattr(unit, "company", None) != autofill.company for unit in units)
    ):
        yield FaultText("autofill-no-unit", {"id": one.id, "company": autofill.company}, "autofill.value")
