"""A field of each type, answers to it that are taken and answers that are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shared.domain.attachments import JPEG, PDF

A = {"da": "Felt", "en": "Field"}
ONE = "0195b3c0-1111-4abc-8def-0123456789ab"
HASH = "e56adaa37bb2b05f480fb2dc401f923f5f7148f8765705f0d180535fad09297c"
OPTIONS = [
    {"value": "roed", "label": {"da": "Rød", "en": "Red"}},
    {"value": "groen", "label": {"da": "Grøn, lys", "en": "Green, light"}},
    {"value": "blaa", "label": {"da": "Blå", "en": "Blue"}},
]


def attachment(type: str = JPEG, name: str = "Åben dør.jpg", size: int = 20_910) -> dict[str, Any]:
    return {"id": ONE, "name": name, "type": type, "size": size, "sha256": HASH}


@dataclass(frozen=True)
class Sample:
    """`good` (answer, shown in Danish, shown in English), the first with `written`: texts that `parse` reads it from beside its
    own words; `bad` (answer, code, path below the field); `cells` of the first good answer; `control` the phone draws."""

    keys: dict[str, Any]
    control: str
    good: list[tuple[Any, str, str]]
    bad: list[tuple[Any, str, str]]
    cells: list[Any]
    written: list[str] = field(default_factory=list)
    from_words: bool = True


SAMPLES: dict[str, Sample] = {
    "text": Sample(
        {"min_length": 2, "max_length": 5}, "text",
        [("Åse", "Åse", "Åse"), ("😀😀😀😀😀", "😀😀😀😀😀", "😀😀😀😀😀")],
        [("x", "too-short", ""), ("123456", "too-long", ""), ("   ", "pattern", ""), (7, "wrong-type", "")],
        ["Åse"], [" Åse "],
    ),
    "long-text": Sample(
        {"max_length": 20}, "textarea",
        [("To\nlinjer", "To\nlinjer", "To\nlinjer")],
        [("x" * 21, "too-long", ""), ("\n \t", "pattern", ""), (["x"], "wrong-type", "")],
        ["To\nlinjer"],
    ),
    "integer": Sample(
        {"minimum": -5, "maximum": 50_000, "unit": {"da": "stk.", "en": "pcs"}}, "integer",
        [(12_500, "12.500 stk.", "12,500 pcs"), (2026, "2026 stk.", "2026 pcs"), (-5, "-5 stk.", "-5 pcs")],
        [(50_001, "too-large", ""), (-6, "too-small", ""), (1.5, "decimals", ""), ("7", "wrong-type", "")],
        [12_500], ["12500", "12.500"],
    ),
    "decimal": Sample(
        {"minimum": 0.5, "maximum": 99_999, "decimals": 1, "unit": {"da": "km", "en": "km"}}, "decimal",
        [(7.3, "7,3 km", "7.3 km"), (12_000.5, "12.000,5 km", "12,000.5 km"), (8, "8,0 km", "8.0 km")],
        [(0.25, "too-small", ""), (1.25, "decimals", ""), (100_000, "too-large", ""), ("1,5", "wrong-type", "")],
        [7.3], ["7,3", "7.3"],
    ),
    "money": Sample(
        {"minimum": 0.5, "maximum": 20_000}, "money",
        [(1_250_050, "12.500,50 kr.", "DKK 12,500.50"), (50, "0,50 kr.", "DKK 0.50"), (99_900, "999,00 kr.", "DKK 999.00")],
        [(49, "too-small", ""), (2_000_001, "too-large", ""), (100.5, "decimals", ""), ("100", "wrong-type", "")],
        [12500.5], ["12500,5", "12.500,50"],
    ),
    "yes-no": Sample(
        {}, "yes-no", [(True, "Ja", "Yes"), (False, "Nej", "No")], [("ja", "wrong-type", ""), (1, "wrong-type", "")],
        ["Ja"], ["ja", "YES"],
    ),
    "choice": Sample(
        {"options": OPTIONS}, "radio", [("groen", "Grøn, lys", "Green, light")],
        [("gul", "not-an-option", ""), (["roed"], "not-an-option", "")], ["Grøn, lys"], ["groen", "Green, light"],
    ),
    "choices": Sample(
        {"options": OPTIONS, "max_items": 2}, "checkboxes",
        [(["roed", "groen"], "Rød; Grøn, lys", "Red; Green, light"), (["groen"], "Grøn, lys", "Green, light")],
        [(["gul"], "not-an-option", "/0"), ([], "too-few", ""), (["roed", "roed"], "duplicates", ""),
         (["roed", "groen", "blaa"], "too-many", ""), ("roed", "wrong-type", "")],
        ["Rød; Grøn, lys"], ["groen;roed", "roed, groen"],
    ),
    "date": Sample(
        {"earliest": "2026-01-01", "latest": "today + 1 week"}, "date",
        [("2026-03-31", "31.03.2026", "31 March 2026")],
        [("2025-12-31", "too-early", ""), ("2026-12-01", "too-late", ""), ("0026-12-07", "too-early", ""),
         ("2026-02-30", "date", ""), ("31.3.2026", "date", ""), (20260331, "wrong-type", "")],
        ["2026-03-31"], ["31.3.2026", "31/3 2026", "31-03-2026", "2026-03-31"],
    ),
    "time": Sample(
        {}, "time", [("09:05", "09.05", "09:05"), ("23:59", "23.59", "23:59")],
        [("24:00", "time", ""), ("9:05", "time", ""), ("09:60", "time", ""), (905, "wrong-type", "")],
        ["09.05"], ["9.05", "kl. 9.05", "09:05"],
    ),
    "date-time": Sample(
        {}, "date-time",
        [("2026-11-23T14:05:00+01:00", "23. november 2026 kl. 14.05", "23 November 2026 at 14:05")],
        [("0026-12-07T14:05:00+01:00", "date-time", ""), ("2101-01-01T00:00:00+01:00", "too-late", ""),
         ("2026-11-23T14:05", "date-time", ""), ("2026-02-30T10:00:00Z", "date-time", ""), (1, "wrong-type", "")],
        ["2026-11-23 14:05:00"], ["2026-11-23 14:05", "2026-11-23T14:05:00+01:00"], from_words=False,
    ),
    "duration": Sample(
        {"minimum": 5, "maximum": 600}, "duration",
        [(95, "1 t. 35 min.", "1 h 35 min"), (60, "1 t.", "1 h"), (45, "45 min.", "45 min")],
        [(4, "too-small", ""), (601, "too-large", ""), (5.5, "decimals", ""), ("1:30", "wrong-type", "")],
        [95], ["95", "1:35", "1 t 35 min"],
    ),
    "email": Sample(
        {}, "email", [("navn.efternavn+x@sub.firma.dk",) * 3, ("a@b.museum",) * 3],
        [("navn@firma", "email", ""), ("navn firma.dk", "email", ""), ("a..b@c.dk", "email", ""), ("a@-b.dk", "email", ""),
         (".a@b.dk", "email", ""), ("åse@b.dk", "email", ""), (f"{'a' * 65}@b.dk", "email", ""),
         (f"a@{'b' * 64}.dk", "email", ""), (f"a@{'b.' * 130}dk", "email", ""),
         ("a@b.dk\n", "email", ""), (1, "wrong-type", "")],
        ["navn.efternavn+x@sub.firma.dk"],
    ),
    "phone": Sample(
        {}, "phone", [("+4512345678", "+45 12 34 56 78", "+45 12 34 56 78"), ("+46701234567",) * 3],
        [("12345678", "phone", ""), ("+451234567", "phone", ""), ("+45123456789", "phone", ""), ("+0123456789", "phone", ""),
         ("+1234567", "phone", ""),
         ("+1234567890123456", "phone", ""), ("+45 12345678", "phone", ""),
         ("+45１２３４５６７８", "phone", ""), (12345678, "wrong-type", "")],
        ["12 34 56 78"], ["12345678", "12 34 56 78", "0045 12 34 56 78", "(+45) 12-34-56-78"],
    ),
    "address": Sample(
        {}, "address",
        [({"street": "Vesterbrogade 12, 3. tv.", "postcode": "1620", "town": "København V"},
          *("Vesterbrogade 12, 3. tv., 1620 København V",) * 2)],
        [({"street": "V 1", "postcode": "162", "town": "K"}, "postcode", "/postcode"),
         ({"street": "V 1", "postcode": "1620"}, "required", "/town"),
         ({"street": " ", "postcode": "1620", "town": "K"}, "pattern", "/street"),
         ({"street": "V 1", "postcode": "1620", "town": "K", "floor": "1"}, "unknown-field", "/floor"),
         ("V 1", "wrong-type", "")],
        ["Vesterbrogade 12, 3. tv.", "1620", "København V"], ["Vesterbrogade 12, 3. tv. 1620 København V"],
    ),
    "cvr": Sample(
        {}, "cvr", [("64942212",) * 3],
        [("64942213", "cvr", ""), ("6494221", "cvr", ""), ("６４９４２２１２", "cvr", ""), (64942212, "wrong-type", "")],
        ["64942212"], ["64 94 22 12", "DK64942212"],
    ),
    "p-number": Sample(
        {"company": "cvr"}, "p-number",
        [("1090018987",) * 3, ("afventer", "Afventer opslag i CVR", "Awaiting look-up in the CVR register")],
        [("109001898", "pattern", ""), ("Afventer", "pattern", ""), (1090018987, "wrong-type", "")], ["1090018987"],
    ),
    "cpr": Sample(
        {}, "cpr", [("0101601234", "010160-1234", "010160-1234"), ("2902001234", "290200-1234", "290200-1234")],
        [("3002601234", "cpr", ""), ("2902611234", "cpr", ""), ("0113601234", "cpr", ""), ("0001601234", "cpr", ""),
         ("010160-1234", "cpr", ""), ("010160123", "cpr", ""), (101601234, "wrong-type", "")],
        [], ["010160-1234", "010160 1234"],
    ),
    "url": Sample(
        {}, "url", [("https://www.firma.dk/job?id=1#top",) * 3, ("http://blåbær.dk:8080",) * 3],
        [("www.firma.dk", "url", ""), ("ftp://firma.dk", "url", ""), ("http://localhost/", "url", ""),
         ("https://a b.dk", "url", ""),
         ("https://firma.dk/a b", "url", ""),
         ("https://1.2.3.4/", "url", ""), ("https://a@firma.dk", "url", ""),
         ("https://-a.dk", "url", ""), (f"https://firma.dk/{'x' * 2000}", "url", ""), ("javascript:alert(1)", "url", "")],
        ["https://www.firma.dk/job?id=1#top"], ["www.firma.dk/job?id=1#top"],
    ),
    "photo": Sample(
        {"max_items": 2, "max_mb": 1}, "photo", [([attachment()], "Åben dør.jpg", "Åben dør.jpg")],
        [([], "too-few", ""), ([attachment()] * 3, "too-many", ""),
         ([attachment(PDF)], "not-an-option", "/0/type"),
         ([attachment(size=1_048_577)], "too-large", "/0/size"), ([{"id": ONE}], "required", "/0/name"),
         ([{**attachment(), "id": "1"}], "pattern", "/0/id"), ([{**attachment(), "sha256": "x"}], "pattern", "/0/sha256")],
        ["Åben dør.jpg"], from_words=False,
    ),
    "file": Sample(
        {"types": ["pdf"]}, "file", [([attachment(PDF, "Tilbud.pdf")], "Tilbud.pdf", "Tilbud.pdf")],
        [([attachment()], "not-an-option", "/0/type"), ([attachment(PDF, size=0)], "too-small", "/0/size"),
         ([attachment(PDF)] * 6, "too-many", "")],
        ["Tilbud.pdf"], from_words=False,
    ),
    "signature": Sample(
        {}, "signature", [("M 1 2 L 3.5 4", "Underskrevet", "Signed"), ("M1 2L3 4 M5 6", "Underskrevet", "Signed")],
        [("M -1 2", "pattern", ""), ("<script>", "pattern", ""), ("L 1 2", "pattern", ""), ("M 1 2 Z", "pattern", ""),
         ("M 1 2" + " L 3 4" * 4000, "too-long", "")],
        ["Underskrevet"], from_words=False,
    ),
    "position": Sample(
        {}, "position",
        [({"latitude": 55.676, "longitude": 12.568, "accuracy": 12, "at": "2026-11-23T10:00:00Z"},
          "55,67600° bredde, 12,56800° længde (inden for 12 m)", "55.67600° latitude, 12.56800° longitude (within 12 m)")],
        [({"latitude": 91, "longitude": 0, "accuracy": 1, "at": "2026-11-23T10:00:00Z"}, "too-large", "/latitude"),
         ({"latitude": 55, "longitude": 12, "accuracy": 1, "at": "nu"}, "date-time", "/at"),
         ({"latitude": 55, "longitude": 12, "accuracy": 1}, "required", "/at"), ([55, 12], "wrong-type", "")],
        [55.676, 12.568, 12], from_words=False,
    ),
    "group": Sample(
        {"item_label": {"da": "Person", "en": "Person"}, "add_label": A, "max_items": 2,
         "fields": [{"id": "navn", "type": "text", "label": {"da": "Navn", "en": "Name"}, "required": True}]},
        "group", [([{"navn": "Åse"}, {"navn": "Bo"}], "2", "2")],
        [([], "too-few", ""), ([{"navn": "A"}] * 3, "too-many", ""), ([{}], "required", "/0/navn"), ([1], "wrong-type", "/0")],
        [2], from_words=False,
    ),
    "calculated": Sample(
        {"as": "money", "calculate": "2 * 50 kr"}, "calculated", [(10_000, "100,00 kr.", "DKK 100.00")],
        [(9_999, "calculated", ""), ("100", "wrong-type", "")], [100.0],
    ),
    "note": Sample({"text": {"da": "Husk.", "en": "Remember."}}, "note", [], [("x", "unknown-field", "")], [], from_words=False),
}  # fmt: skip
