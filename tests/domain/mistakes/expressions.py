"""Mistakes in conditions, rules and calculations."""

from __future__ import annotations

from tests.domain.mistakes.form import Mistake

_SHOWN = "visible_when: antal > 2"
_TOTAL = "sum(ting.vaegt)"


def _shown(condition: str, says: str, words: str, right: str, at: str = "?") -> Mistake:
    """In the condition of the last field of the first section."""
    return Mistake(
        _SHOWN, f"visible_when: {condition}", at, says, words, (f"visible_when: {condition}", f"visible_when: {right}")
    )


def _total(calculate: str, says: str, words: str, right: str, at: str = "?") -> Mistake:
    """In the calculation."""
    return Mistake(_TOTAL, calculate, at, says, words, (f"calculate: {calculate}", f"calculate: {right}"))


MISTAKES = [
    _shown('udfald = ""', "Et valg er aldrig en tom tekst", "not answered(udfald)", "not answered(udfald)", "62:32"),
    _shown('udfald != ""', "Et valg er aldrig en tom tekst", "answered(udfald)", "answered(udfald)", "62:33"),
    _shown("antal > 1.000", "læses som 1", "1000", "antal < 1000", "62:31"),
    _shown("pris > 25.000 kr", "læses som 25", "25000", "pris > 25000 kr", "62:30"),
    _shown("pris > 25.500 kr", "læses som 25,5", "25500", "pris > 25500 kr", "62:30"),
    _shown("maal > 1.250", "læses som 1,25", "1250", "maal > 1250", "62:30"),
    _shown("'navn = \"\"'", "aldrig en tom tekst", "not answered(navn)", "not answered(navn)", "62:24"),
    _shown("'navn != \"\"'", "aldrig en tom tekst", "answered(navn)", "answered(navn)", "62:24"),
    _shown("'navn = \" \"'", "aldrig en tom tekst", "not answered(navn)", "not answered(navn)", "62:24"),
    _shown(
        "samtykke and not samtykke",
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        "samtykke or not samtykke",
        "62:23",
    ),
    _shown(
        '\'udfald = "aftale" and udfald = "ingen"\'',
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        '\'udfald = "aftale" or udfald = "ingen"\'',
        "62:24",
    ),
    _shown(
        '\'udfald != "aftale" and udfald != "ingen"\'',
        "aldrig blive opfyldt",
        "slet det ene led",
        "'udfald != \"aftale\"'",
        "62:24",
    ),
    _shown(
        '\'emner includes "roed" and not (emner includes "roed")\'',
        "aldrig blive opfyldt",
        "slet det ene led",
        "'emner includes \"roed\"'",
        "62:24",
    ),
    _shown("antal > 10", "aldrig blive opfyldt", "inden for feltets grænser", "antal > 9", "62:23"),
    _shown("antal < 1", "aldrig blive opfyldt", "inden for feltets grænser", "antal < 2", "62:23"),
    _shown("antal > 3 and antal < 4", "aldrig blive opfyldt", "slet det ene led", "antal > 3", "62:23"),
    _shown(
        "antal > 5 and antal < 3",
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        "antal > 5 or antal < 3",
        "62:23",
    ),
    _shown("pris > 60000 kr", "aldrig blive opfyldt", "inden for feltets grænser", "pris > 40000 kr", "62:23"),
    _shown("'udfald = \"ingen\" and antal = 3'", "aldrig blive opfyldt", "slet det ene led", "antal = 3", "62:24"),
    _shown(
        "samtykke and not answered(samtykke)",
        "aldrig blive opfyldt",
        "slet det ene led",
        "not answered(samtykke)",
        "62:23",
    ),
    _shown(
        "antal = 2 and antal = 3",
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        "antal = 2 or antal = 3",
        "62:23",
    ),
    _shown("antal in [20, 30]", "aldrig blive opfyldt", "inden for feltets grænser", "antal in [2, 3]", "62:23"),
    _shown(
        "dag < 2020-01-01 and dag > 2021-01-01",
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        "dag < 2020-01-01 or dag > 2021-01-01",
        "62:23",
    ),
    _shown("samtykke = yes and samtykke = no", "aldrig blive opfyldt", "slet det ene led", "samtykke = yes", "62:23"),
    _shown("no", "aldrig bliver vist", "skriv en betingelse", "samtykke", "62:23"),
    Mistake(
        _SHOWN,
        "required: true\n        visible_when: no",
        "63:23",
        "aldrig bliver vist",
        "skriv en betingelse",
        ("visible_when: no", "visible_when: antal > 2"),
    ),
    Mistake(
        _SHOWN,
        "required_when: samtykke and not samtykke",
        "62:24",
        "aldrig blive opfyldt",
        "slet det ene led",
        ("samtykke and not samtykke", "samtykke"),
    ),
    Mistake(
        'kode != "00"',
        "length(kode) < 2 and length(kode) > 4",
        "58:21",
        "aldrig blive opfyldt",
        "Skriv or i stedet for and",
        ("2 and", "2 or"),
    ),
    Mistake(
        'visible_when: udfald = "aftale"\n    fields',
        "visible_when: samtykke and not samtykke\n    fields",
        "65:19",
        "aldrig blive opfyldt",
        "slet det ene led",
        ("samtykke and not samtykke", "samtykke"),
    ),
    _total("sum(ting.vaegt) / 0", "divideres med 0", "fx 1", "sum(ting.vaegt) / 1", "78:38"),
    _total("maal / 0", "divideres med 0", "fx 1", "maal / 1", "78:27"),
    _shown("samtykke = true", "skrives ikke true", "yes", "samtykke = yes", "62:34"),
    _shown("samtykke = false", "skrives ikke false", "no", "samtykke = no", "62:34"),
    _shown("samtykke = ja", "skrives ikke ja", "yes", "samtykke = yes", "62:34"),
    _shown("'samtykke = \"ja\"'", "", "yes", "samtykke = yes", "62:35"),
    _shown("'samtykke = \"nej\"'", "", "no", "samtykke = no", "62:35"),
    _shown("samtykke = 1", "ja eller nej og et tal", "to af samme slags", "samtykke = yes", "62:32"),
    _shown("maal > 2,5", "har komma", "2.5", "maal > 2.5", "62:30"),
    _shown("dag = 31.12.2026", "kan ikke læses som en dato", "2026-12-31", "dag = 2026-12-31", "62:29"),
    _shown("dag > 1.3.2026", "kan ikke læses som en dato", "2026-03-01", "dag > 2026-03-01", "62:29"),
    _shown("'dag = \"2026-12-31\"'", "skrives uden anførselstegn", "2026-12-31", "dag = 2026-12-31", "62:30"),
    _shown("${samtykke}", "uden \\$ og krøllede", "samtykke", "samtykke", "62:23"),
    _shown("samtykke og antal > 2", "og er ikke et ord", "and", "samtykke and antal > 2", "62:32"),
    _shown("samtykke eller antal > 2", "eller er ikke et ord", "or", "samtykke or antal > 2", "62:32"),
    _shown("ikke samtykke", "ikke er ikke et ord", "not", "not samtykke", "62:23"),
    _shown("samtykke AND antal > 2", "AND er ikke et ord", "and", "samtykke and antal > 2", "62:32"),
    _shown("samtykke && antal > 2", "&& bruges ikke", "and", "samtykke and antal > 2", "62:32"),
    _shown("samtykke || antal > 2", "bruges ikke", "or", "samtykke or antal > 2", "62:32"),
    _shown("antal == 2", "== bruges ikke", "=", "antal = 2", "62:29"),
    _shown("antal <> 2", "<> bruges ikke", "!=", "antal != 2", "62:29"),
    _shown("antal => 2", "=> bruges ikke", ">=", "antal >= 2", "62:29"),
    _shown("antal ≥ 2", "≥ bruges ikke", ">=", "antal >= 2", "62:29"),
    _shown("'udfald = “aftale”'", "lige, dobbelte", '"aftale"', "'udfald = \"aftale\"'", "62:33"),
    _shown("\"udfald = 'aftale'\"", "lige, dobbelte", '"aftale"', "'udfald = \"aftale\"'", "62:33"),
    _shown("'udfald = aftale'", "aftale er en tekst", '"aftale"', "'udfald = \"aftale\"'", "62:33"),
    _shown("'udfald = \"aftle\"'", "muligheden aftle", '"aftale"', "'udfald = \"aftale\"'", "62:33"),
    _shown("'udfald = \"Aftale\"'", "muligheden Aftale", '"aftale"', "'udfald = \"aftale\"'", "62:33"),
    _shown("'udfald = \"måske\"'", "muligheden måske", "aftale, ingen", "'udfald = \"ingen\"'", "62:33"),
    _shown("'emner includes \"Rød\"'", "muligheden Rød", '"roed"', "'emner includes \"roed\"'", "62:39"),
    _shown(
        "'emner = \"roed\"'", "flere valg og en tekst", 'emner includes "roed"', "'emner includes \"roed\"'", "62:30"
    ),
    _shown("'emner contains \"roed\"'", "contains er ikke et ord", "includes", "'emner includes \"roed\"'", "62:30"),
    _shown(
        "'emner indeholder \"roed\"'", "indeholder er ikke et ord", "includes", "'emner includes \"roed\"'", "62:30"
    ),
    _shown(
        "'udfald includes \"aftale\"'",
        "ikke et felt med flere valg",
        'udfald = "aftale"',
        "'udfald = \"aftale\"'",
        "62:24",
    ),
    _shown("samtyke", "intet felt samtyke", "samtykke", "samtykke", "62:23"),
    _shown("antl > 2", "intet felt antl", "antal", "antal > 2", "62:23"),
    _shown("sum > 2", "sum står først længere nede", "Flyt feltet op", "antal > 2", "62:23"),
    _shown("antal", "ja eller nej, men det er et tal", "answered(antal)", "answered(antal)", "62:23"),
    _shown("answered antal", "answered skal have feltet i parentes", "answered(antal)", "answered(antal)", "62:23"),
    _shown("answered(antal", "slutter for tidligt", ")", "answered(antal)", "62:37"),
    _shown("udfyldt(antal)", "ingen funktion udfyldt", "answered", "answered(antal)", "62:23"),
    _shown("2 < antal < 5", "Kun én sammenligning", "and", "2 < antal and antal < 5", "62:33"),
    _shown("antal > 2 antal < 5", "giver antal ingen mening", "Skriv fx and", "antal > 2 and antal < 5", "62:33"),
    _shown("antal >", "slutter for tidligt", "antal > 2", "antal > 2", "62:30"),
    _shown("\"antal > 'to'\"", "lige, dobbelte", '"to"', "antal > 2", "62:32"),
    _shown("'navn > 2'", "en tekst og et tal", "to af samme slags", "'navn > \"2\"'", "62:29"),
    _shown("pris > 100", "et beløb og et tal", "100 kr", "pris > 100 kr", "62:28"),
    _shown("telefon = 12345678", "en tekst og et tal", '"12345678"', "'telefon = \"12345678\"'", "62:31"),
    _shown("dag > today - 14", "en dato og et tal", "14 days", "dag > today - 14 days", "62:35"),
    _shown("dag > today - 2 uger", "uger", "weeks", "dag > today - 2 weeks", "62:39"),
    _shown("dag > today()", "uden parentes", "today", "dag > today", "62:29"),
    _shown("dag = idag", "idag", "today", "dag = today", "62:29"),
    _shown("antal > 2 %", "% kan ikke bruges", "Fjern det", "antal > 2", "62:33"),
    _shown("'udfald in [aftale, ingen]'", "kan kun stå en værdi", '"aftale"', "'udfald in [\"aftale\"]'", "62:35"),
    _shown("'udfald = \"aftale'", 'mangler et afsluttende "', 'Sæt et "', "'udfald = \"aftale\"'", "62:33"),
    _shown("dag - dag > 1 month", "sammenlignes med måneder", "Læg månederne", "dag > dag + 1 month - 1 day", "62:23"),
    _shown("'udfald: aftale'", "har ikke kolon", 'udfald = "aftale"', "'udfald = \"aftale\"'", "62:24"),
    _shown("1 = 1", "To faste værdier", "Sammenlign med et felt", "antal = 2", "62:25"),
    _total("sum(ting.vægt)", "ting har intet felt vægt", "vaegt", "sum(ting.vaegt)", "78:24"),
    _total("sum(tinge.vaegt)", "tinge er ingen gruppe", "ting", "sum(ting.vaegt)", "78:24"),
    _total("sum(ting)", "sum tæller et felt i en gruppe sammen", "sum(behov.antal)", "sum(ting.vaegt)", "78:24"),
    _total("sum(ting.vaegt", "slutter for tidligt", ")", "sum(ting.vaegt)", "78:34"),
    _total("summ(ting.vaegt)", "ingen funktion summ", "sum", "sum(ting.vaegt)", "78:20"),
    _total("'\"tekst\"'", "skulle stå et tal, men det er en tekst", "der giver et tal", "sum(ting.vaegt)", "78:21"),
    _total("ting.vaegt * 2", "ting gentages", "sum(ting.vaegt)", "sum(ting.vaegt) * 2", "78:20"),
    _total("count(ting.vaegt)", "ikke et felt i den", "count(ting)", "count(ting)", "78:20"),
    _total("if(samtykke; 1; 2)", "komma, ikke semikolon", ",", "if(samtykke, 1, 2)", "78:31"),
    _total("hvis(samtykke, 1, 2)", "hvis", "if", "if(samtykke, 1, 2)", "78:20"),
    _total("if(samtykke, 1)", "if tager 3", "if(betingelse, så, ellers)", "if(samtykke, 1, 2)", "78:20"),
    _total(
        'if(samtykke, 1, "x")', "if giver enten et tal eller en tekst", "samme slags", "if(samtykke, 1, 2)", "78:36"
    ),
    _total("round(maal)", "round tager 2", "round(tal, 2)", "round(maal, 2)", "78:20"),
    _total("maal * 2,5", "har komma", "2.5", "maal * 2.5", "78:27"),
    _total("maal ^", r"\^ kan ikke bruges", "Fjern det", "maal", "78:25"),
    _total("pris * 2", "et tal, men det er et beløb", "der giver et tal", "maal * 2", "78:20"),
    _total("=maal * 2", "mangler et felt eller en værdi", "Slet =", "maal * 2", "78:20"),
]
