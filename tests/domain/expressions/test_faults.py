"""What is told to an author whose expression cannot be used: where, what, and what was probably meant."""

from __future__ import annotations

import pytest

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.tokens import ExpressionError
from shared.texts import author_text
from tests.domain.expressions.known import AT_TOP, IN_GROUP, compiled


@pytest.mark.parametrize(
    ("text", "key", "offset", "meant"),
    [
        ("moedt == yes", "foreign-sign", 6, "="),
        ("moedt && moedt", "foreign-sign", 6, "and"),
        ("!moedt", "foreign-sign", 0, "not"),
        ("antal ≥ 3", "foreign-sign", 6, ">="),
        ("udfald = 'aftale'", "wrong-quotes", 9, '"aftale"'),
        ("udfald = ”aftale”", "wrong-quotes", 9, '"aftale"'),
        ('udfald = "aftale', "open-quote", 9, ""),
        ("antal > 3,5", "decimal-comma", 8, "3.5"),
        ("antal > 3x", "bad-number", 8, ""),
        ("antal # 3", "unknown-sign", 6, ""),
        ('"a\\t"', "bad-escape", 0, ""),
        ("moedt og moedt", "other-word", 6, "and"),
        ("moedt adn moedt", "no-operator", 6, "and"),
        ("frist > today + 7 dage", "other-word", 18, "days"),
        ("moedt and", "ends-open", 9, ""),
        ("and moedt", "no-operand", 0, ""),
        ("(moedt", "ends-early", 6, ""),
        ("1 < antal < 5", "chained", 10, ""),
        ("form.", "ends-open", 5, ""),
        ("udfald in [aftale]", "expected-value", 11, '"aftale"'),
        ("emner includes praktik", "expected-value", 15, '"praktik"'),
        ("navn kr", "kr-of-number", 5, ""),
        ("pris > 1.005 kr", "kr-decimals", 7, ""),
        ("antal" + "+1" * 201 + " > 2", "too-many-signs", 405, ""),
        ("(" * 41 + "moedt" + ")" * 41, "too-deep", 40, ""),
        ("not " * 2000 + "moedt", "too-deep", 160, ""),
        ("modt", "unknown-field", 0, "moedt"),
        ("MOEDT", "unknown-field", 0, "moedt"),
        ("moedt = ja", "truth-word", 8, "yes"),
        ("answered(senere)", "later-field", 9, ""),
        ("person.nam", "unknown-person", 0, "person.name"),
        ("behov.antal > 1", "only-totals", 0, "sum(behov.antal)"),
        ("navn.antal", "no-dots", 0, ""),
        ("count(behow)", "unknown-group", 6, "behov"),
        ("sum(behov.anttal)", "unknown-in-group", 4, "antal"),
        ("sum(behov.titel)", "wrong-value", 4, ""),
        ("sum(antal)", "group-field-only", 4, ""),
        ('udfald = "aftle"', "unknown-option", 9, '"aftale"'),
        ('udfald in ["aftale", "interese"]', "unknown-option", 21, '"interesse"'),
        ('emner includes "praktk"', "unknown-option", 15, '"praktik"'),
        ("udfald = aftale", "forgotten-quotes", 9, '"aftale"'),
        ("anwered(navn)", "unknown-function", 0, "answered"),
        ("round(timer)", "arguments", 0, "round(tal, 2)"),
        ("answered(1)", "field-only", 9, "answered(…)"),
        ("round(timer, antal)", "places", 13, ""),
        ("round(timer, 11)", "places", 13, ""),
        ("navn and moedt", "wrong-kind", 0, "answered(navn)"),
        ("antal = navn", "unlike", 6, ""),
        ("pris > 100", "unlike", 5, "100 kr"),
        ("pris + 100", "unlike", 5, "100 kr"),
        ("frist + 7", "unlike", 6, "7 days"),
        ("pris * pris", "unlike", 5, ""),
        ('emner = "praktik"', "unlike", 6, 'emner includes "praktik"'),
        ("emner = emner", "not-compared", 6, 'emner includes "…"'),
        ("sted = sted", "not-compared", 5, ""),
        ("moedt < moedt", "not-ordered", 6, ""),
        ("1 = 1", "constants-only", 2, ""),
        ('if(moedt, 1, "a")', "unlike-branches", 13, ""),
        ("if(navn, 1, 2)", "wrong-kind", 3, ""),
        ("frist > 2026-02-30", "no-such-date", 8, ""),
        ("moede > 24:00", "no-such-time", 8, ""),
        ("navn & moedt", "wrong-value", 7, 'if(moedt, "ja", "nej")'),
        ("navn & besoegt", "wrong-value", 7, "date(besoegt)"),
        ("pris else 0", "unlike", 5, "0 kr"),
        ('udfald else "aftle"', "unknown-option", 12, '"aftale"'),
        ("emner else emner", "wrong-value", 0, "answered(emner)"),
        ("pris ellers 0 kr", "other-word", 5, "else"),
        ("frist + 3 måneder", "other-word", 10, "months"),
        ("frist + 2 år", "other-word", 10, "years"),
        ("antal + 3 months", "unlike", 6, ""),
        ("min(pris, 100)", "unlike", 10, "100 kr"),
        ("max(navn, navn)", "wrong-value", 4, ""),
        ("max(antal, frist)", "unlike", 11, ""),
        ("min(antal)", "group-field-only", 4, ""),
        ("sum(form.behov)", "group-field-only", 4, ""),
        ("sum(behov.antal where antl)", "unknown-field", 22, "antal"),
        ("sum(behov.antal where behov.antl > 1)", "unknown-in-group", 22, "antal"),
        ("sum(behov.antal where behov.antal)", "wrong-kind", 22, ""),
        ("sum(behov.antal hvor moedt)", "other-word", 16, "where"),
        ("round(timer where moedt)", "arguments", 0, "round(tal, 2)"),
        ("length(navn where moedt)", "no-where", 18, ""),
        ("sum(behov.fejl.pris)", "unknown-in-group", 4, ""),
        ("date(frist)", "wrong-value", 5, ""),
        ("date(timer, 1)", "arguments", 0, "date(tidspunkt)"),
        ("length(antal)", "wrong-value", 7, ""),
    ],
)
def test_a_fault_names_place_and_remedy(text: str, key: str, offset: int, meant: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        compiled(text)
    fault_text = raised.value.fault_text
    assert (fault_text.key, fault_text.offset, fault_text.suggestion) == (key, offset, meant)
    for language in ("da", "en"):
        assert author_text(fault_text.key, language, **fault_text.values)
        author_text(f"{fault_text.key}.do", language, **fault_text.values)


def test_a_field_outside_the_group_is_pointed_to() -> None:
    with pytest.raises(ExpressionError) as raised:
        compiled("navn", scope=IN_GROUP)
    assert (raised.value.fault_text.key, raised.value.fault_text.suggestion) == ("outside-group", "form.navn")


def test_a_condition_must_be_yes_or_no() -> None:
    with pytest.raises(ExpressionError) as raised:
        compiled("antal", Kind.YES_NO, scope=AT_TOP)
    assert raised.value.fault_text.key == "wrong-kind"
