"""What expressions compile to, as the contract says."""

from __future__ import annotations

from typing import Any

import pytest

from shared.domain.expressions.kinds import Kind
from tests.domain.expressions.known import IN_GROUP, compiled


def get(id: str, where: str = "here") -> list[str]:
    return ["get", where, id]


@pytest.mark.parametrize(
    ("text", "arrays"),
    [
        ("moedt", get("moedt")),
        ('udfald = "aftale"', ["=", "text", get("udfald"), "aftale"]),
        ('"aftale" = udfald', ["=", "text", "aftale", get("udfald")]),
        ('udfald != "aftale"', ["!=", "text", get("udfald"), "aftale"]),
        ("antal<=5", ["<=", "number", get("antal"), 5]),
        ("antal > -5", [">", "number", get("antal"), -5]),
        ('emner includes "praktik"', ["includes", get("emner"), ["praktik"]]),
        ('emner includes any ["praktik", "mentor"]', ["includes", get("emner"), ["praktik", "mentor"]]),
        ('udfald in ["aftale", "interesse"]', ["in", get("udfald"), ["aftale", "interesse"]]),
        ("antal in [1, -2, 2.5]", ["in", get("antal"), [1, -2, 2.5]]),
        ("answered(sted)", ["answered", get("sted")]),
        ("answered(behov)", ["answered", get("behov")]),
        (
            "moedt and antal > 1 and timer > 2",
            ["and", get("moedt"), [">", "number", get("antal"), 1], [">", "number", get("timer"), 2]],
        ),
        ("moedt or moedt and moedt", ["or", get("moedt"), ["and", get("moedt"), get("moedt")]]),
        ("(moedt or moedt) and moedt", ["and", ["or", get("moedt"), get("moedt")], get("moedt")]),
        ('not udfald = "aftale" and moedt', ["and", ["not", ["=", "text", get("udfald"), "aftale"]], get("moedt")]),
        ("not not moedt", ["not", ["not", get("moedt")]]),
        ("timer * 60 + 30", ["+", ["*", get("timer"), 60], 30]),
        ("30 + timer * 60", ["+", 30, ["*", get("timer"), 60]]),
        ("1 - 2 - timer", ["-", ["-", 1, 2], get("timer")]),
        ("-timer", ["-", 0, get("timer")]),
        ("frist >= today + 7 days", [">=", "date", get("frist"), ["add-days", ["today"], 7]]),
        ("frist >= today + 2 weeks", [">=", "date", get("frist"), ["add-days", ["today"], 14]]),
        ("frist >= today - 1 day", [">=", "date", get("frist"), ["add-days", ["today"], -1]]),
        ("today + antal weeks", ["add-days", ["today"], ["*", get("antal"), 7]]),
        ("today - antal days", ["add-days", ["today"], ["-", 0, get("antal")]]),
        ("frist - today", ["days-between", get("frist"), ["today"]]),
        ("frist - today <= 14 days", ["<=", "number", ["days-between", get("frist"), ["today"]], 14]),
        ("frist = 2026-01-31", ["=", "date", get("frist"), ["date", "2026-01-31"]]),
        ("moede < 08:30", ["<", "time", get("moede"), "08:30"]),
        ("besoegt <= now", ["<=", "date-time", get("besoegt"), ["now"]]),
        ("sum(behov.antal)", ["sum", "behov", "antal"]),
        ("min(behov.loen)", ["min", "behov", "loen"]),
        ("count(behov) > 2", [">", "number", ["count", "behov"], 2]),
        ("pris > 100 kr", [">", "number", get("pris"), 10000]),
        ("pris > 100.55 kr", [">", "number", get("pris"), 10055]),
        ("pris > -1 kr", [">", "number", get("pris"), -100]),
        ("pris * antal / 2", ["/", ["*", get("pris"), get("antal")], 2]),
        ("pris / 1 kr", ["/", get("pris"), 100]),
        ('"Hej " & navn & "!"', ["join", "Hej ", get("navn"), "!"]),
        ('if(moedt, "ja", "nej")', ["if", get("moedt"), "ja", "nej"]),
        ("pris else 0 kr", ["else", get("pris"), 0]),
        ("pris + pris else 0 kr", ["+", get("pris"), ["else", get("pris"), 0]]),
        ("(timer / antal) else 0", ["else", ["/", get("timer"), get("antal")], 0]),
        ("not moedt else no", ["not", ["else", get("moedt"), False]]),
        ("min(antal, 5)", ["least", "number", get("antal"), 5]),
        ("max(pris, 1 kr, pris)", ["greatest", "number", get("pris"), 100, get("pris")]),
        ("max(frist, today)", ["greatest", "date", get("frist"), ["today"]]),
        ("min(moede, 08:30)", ["least", "time", get("moede"), "08:30"]),
        ("min(besoegt, now)", ["least", "date-time", get("besoegt"), ["now"]]),
        ("frist + 3 months", ["add-months", get("frist"), 3]),
        ("frist - 2 years", ["add-months", get("frist"), -24]),
        ("frist - antal months", ["add-months", get("frist"), ["-", 0, get("antal")]]),
        ("1 month + today", ["add-months", ["today"], 1]),
        ("date(besoegt)", ["day-of", get("besoegt")]),
        ("date(now)", ["today"]),
        ('"a" & antal', ["join", "a", ["in-words", "number", get("antal")]]),
        ('pris & " i alt"', ["join", ["in-words", "money", get("pris")], " i alt"]),
        (
            '"den " & frist & moede',
            ["join", "den ", ["in-words", "date", get("frist")], ["in-words", "time", get("moede")]],
        ),
        (
            '"" & emner',
            ["join", "", ["label", get("emner"), [["praktik", "x"], ["mentor", "x"], ["rekruttering", "x"]]]],
        ),
        ("count(emner)", ["chosen", get("emner")]),
        ("count(behov.opgaver)", ["count", ["form", "behov", "opgaver"]]),
        ("sum(form.behov.antal)", ["sum", "behov", "antal"]),
        ("sum(behov.opgaver.timer)", ["sum", ["form", "behov", "opgaver"], "timer"]),
        ("sum(behov.antal where behov.haster)", ["sum", ["form", "behov"], "antal", get("haster")]),
        (
            "count(behov where behov.haster and moedt)",
            ["count", ["form", "behov"], ["and", get("haster"), get("moedt", "form")]],
        ),
        (
            "max(behov.opgaver.timer where behov.opgaver.faglig)",
            ["max", ["form", "behov", "opgaver"], "timer", get("faglig")],
        ),
        ("round(timer, 2)", ["round", get("timer"), 2]),
        ("length(navn) > 3", [">", "number", ["length", get("navn")], 3]),
        ("person.initials", ["person", "initials"]),
        ("yes", True),
        ('"en \\"lille\\" \\\\ \\n tekst"', 'en "lille" \\ \n tekst'),
        ("form.navn", get("navn")),
        ("  moedt\n  and\tmoedt ", ["and", get("moedt"), get("moedt")]),
    ],
)
def test_an_expression_compiles(text: str, arrays: Any) -> None:
    assert compiled(text).compiled == arrays


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pris + 1 kr", Kind.MONEY),
        ("2 * pris", Kind.MONEY),
        ("pris / pris", Kind.NUMBER),
        ("pris / 2", Kind.MONEY),
        ("sum(behov.loen)", Kind.MONEY),
        ("frist - 7 days", Kind.DATE),
        ("frist - frist", Kind.NUMBER),
        ("if(moedt, pris, 0 kr)", Kind.MONEY),
        ("round(pris * 1.25, 0)", Kind.MONEY),
        ("person.name", Kind.TEXT),
        ("pris else 0 kr", Kind.MONEY),
        ("(frist - today) else 7 days", Kind.NUMBER),
        ("min(pris, 1 kr)", Kind.MONEY),
        ("max(frist, today) + 1 year", Kind.DATE),
        ("sum(behov.loen where behov.haster)", Kind.MONEY),
        ("antal & frist", Kind.TEXT),
    ],
)
def test_an_expression_has_a_kind(text: str, kind: Kind) -> None:
    assert compiled(text).kind is kind


def test_inside_a_group_totals_go_over_the_groups_of_the_same_item() -> None:
    assert compiled("sum(opgaver.timer where opgaver.faglig and form.moedt)", scope=IN_GROUP).compiled == [
        *("sum", ["here", "opgaver"], "timer", ["and", get("faglig"), get("moedt", "form")]),
    ]
    assert compiled("sum(behov.antal)", scope=IN_GROUP).compiled == ["sum", "behov", "antal"]


def test_inside_a_group_the_form_is_looked_at_by_its_name() -> None:
    assert compiled("antal > form.antal", scope=IN_GROUP).compiled == [
        *(">", "number", get("antal"), get("antal", "form")),
    ]


@pytest.mark.parametrize("text", ["moedt", "not moedt", "antal > 3", "frist = today", "sum(behov.antal) > 3"])
def test_a_condition_of_the_layout_is_for_the_evaluator(text: str) -> None:
    formula = compiled(text)
    assert formula.value == {"$expr": formula.compiled}


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("no", False)])
def test_a_constant_condition_is_that(text: str, value: bool) -> None:
    assert compiled(text).value is value
