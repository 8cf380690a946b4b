"""Mistakes in what options depend on, and in the dates of the law."""

from __future__ import annotations

from tests.domain.mistakes.form import Mistake as M

RED = "{value: roed, label: {da: Rød, en: Red}}"
CODE = "      - id: kode\n"
TOWN = "      - {id: by, type: choice, label: {da: By, en: Town}, list: byer, where: {region: navn}}\n"
HEADING = "heading: [navn]\n"


def red(keys: str) -> str:
    """The option with more keys."""
    return f"{RED[:-1]}, {keys}}}"


def town(old: str, new: str) -> str:
    """The field that chooses in a list, with a mistake."""
    assert old in TOWN
    return TOWN.replace(old, new) + CODE


MISTAKES = [
    M(RED, red("visible_when: antal > 20"), "50:13", "roed kan aldrig", "Ret betingelsen", ("antal > 20", "antal > 2")),
    M(RED, red("visible_when: udfalt"), "50:68", "udfalt", "Mente du udfald?", ("udfalt", 'udfald = "aftale"')),
    M(
        RED,
        red("visible_when: pris > 10 kr, until: 31.12.2026"),
        "50:89",
        "31.12.2026 i until",
        "2027-01-31",
        ("31.12.2026", "2027-01-31"),
    ),
    M(RED, red("from: 2027-02-30"), "50:60", "2027-02-30 i from er ikke", "Skriv datoen", ("02-30", "02-28")),
    M(
        RED,
        red("from: 2027-01-01, until: 2026-12-31"),
        "50:60",
        "from 2027-01-01 ligger efter until 2026-12-31",
        "Byt om på de to datoer",
        ("from: 2027-01-01, until: 2026-12-31", "from: 2026-12-31, until: 2027-01-01"),
    ),
    M(RED, red("until: gammel-lovv"), "50:61", "ingen dato gammel-lovv", "Mente du gammel-lov?", ("lovv", "lov")),
    M(
        "latest: 2030-12-31\n",
        "latest: 2030-12-31\n        from: nylov\n",
        "46:15",
        "ingen dato nylov",
        "gammel-lov, ny-lov",
        ("nylov", "ny-lov"),
    ),
    M(
        HEADING,
        f"{HEADING}in_force_on: navn\n",
        "7:14",
        "navn er et felt af typen text",
        "date eller date-time",
        (": navn\n", ": dag\n"),
    ),
    M(HEADING, f"{HEADING}in_force_on: dagen\n", "7:14", "dagen", "Mente du dag?", (": dagen\n", ": dag\n")),
    M(
        CODE,
        town("{region: navn}", "region = navn"),
        "52:78",
        "where er kolonner",
        "Mente du where: {region: navn}?",
        ("region = navn", "{region: navn}"),
    ),
    M(CODE, town("{region:", "{regoin:"), "52:87", "ingen kolonne regoin", "Mente du region?", ("regoin", "region")),
    M(CODE, town("{region: navn}", "{region: antal}"), "52:87", "det er et tal", "giver en tekst", ("antal}", "navn}")),
    M(CODE, town("list: byer", "list: bier"), "52:65", "ingen liste bier", "Mente du byer?", ("bier", "byer")),
    M(
        CODE,
        town("list: byer", "options: [{value: a, label: {da: A, en: A}}, {value: b, label: {da: B, en: B}}]"),
        "52:147",
        "where kan kun stå ved en list",
        "slet where",
        (", where: {region: navn}", ""),
    ),
    M(
        CODE,
        TOWN
        + "      - {id: tal, type: calculated, as: decimal, label: {da: T, en: T}, calculate: by.indbyggre}\n"
        + CODE,
        "53:84",
        "ingen kolonne indbyggre",
        "Mente du indbyggere?",
        ("indbyggre", "indbyggere"),
    ),
    M(
        CODE,
        (
            TOWN
            + "      - {id: tal, type: calculated, as: decimal, label: {da: T, en: T}, calculate: by.indbyggere}\n"
            + CODE
        ).replace("type: choice", "type: choices"),
        "53:84",
        "I by kan der vælges flere",
        "typen choice",
        ("type: choices, label: {da: By", "type: choice, label: {da: By"),
    ),
]
