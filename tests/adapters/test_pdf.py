"""The document: whatever a person typed, it is made, archivable and readable aloud."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
import pytest

from local.fasit.pdf_check import fault
from shared.adapters.pdf import pdf, typeset
from shared.adapters.pdf.displayable import covered, displayable
from shared.domain.document import Document, Line, Section
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.output.build_document import build_document
from tests.adapters.covered import shown
from tests.dependencies import DEFINITIONS
from tests.examples import APP, KAREN, NOW, VISIT, registration, uuid7

WHOLE: dict[str, Any] = {
    **VISIT,
    "adresse": "Bredgade 161, 1260 København K",
    "branche": "Caféer, værtshuse, diskoteker mv.",
    "pnummer": "1090014068",
    "emner": ["rekruttering", "praktik"],
    "behov": [
        {"titel": "Kok", "antal": 2, "start": "2026-12-01", "timer": 37, "beskrivelse": "Linje 1\nLinje 2"},
        {"titel": "Tjener", "antal": 1, "beskrivelse": "Weekend"},
    ],
    "ordinaertAnsatte": 25,
    "stoettede": 3,
    "fleksjobTaeller": False,
    "pladser": 5,
    "ledigePladser": 2,
    "rimelighed": "Plads til 2 mere: 5 ved 25 ordinært ansatte, 3 brugt",
    "udfald": "aftale",
    "aftaler": [{"tekst": "Vi ringer", "ansvarlig": "Karen", "frist": "2026-12-24"}],
    "erklaeringer": ["arbejdsgiver", "medarbejdere"],
    "opfoelgning": True,
    "opfoelgningDato": "2027-01-04",
}

ID = uuid7()


def document(**answers: Any) -> Document:
    given_answers = {**WHOLE, **answers}
    return build_document(DEFINITIONS.get(APP).definition, registration(id=ID, answers=given_answers))


def noted(text: str, title: str = "Titel") -> Document:
    line = Line(label="Notat", text=text)
    section = Section(heading="Afsnit", parts=(line,))
    return Document(
        title=title,
        subtitle="Registrering ved virksomhedsbesøg",
        language="da",
        author=KAREN.name,
        made_at=NOW,
        facts=(line,),
        sections=(section,),
    )


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


async def test_every_answer_stands_with_its_label() -> None:
    assert not DEFINITIONS.get(APP).validator.faults(WHOLE, EvaluationContext.at(NOW))
    text = text_of(await pdf(document()))
    definition = DEFINITIONS.get(APP).definition
    labels = [field.label.da for field in definition.fields if field.id in WHOLE]
    labels += ["Navn", "Telefon", "Titel", "Antal", "Startdato", "Timer om ugen", "Hvad er aftalt?", "Frist"]
    for label in labels:
        if label not in ("Kontaktpersoner", "Stillinger", "Aftaler"):
            assert label in text, label
    texts = [
        *("Nr. Navn Telefon", "1 Åse Ærø", "2 Tjener 1 Beskrivelse: Weekend", "1 Vi ringer Karen 24.12.2026"),
        *("64942212", "1090014068", "37 timer", "25", "Ja"),
        *("23. november 2026 kl. 14.05", "01.12.2026", "24.12.2026", "Rekruttering; Virksomhedspraktik"),
        *(
            "Karen Kristensen",
            f"virksomhedsbesoeg {definition.version}",
            "Side 1 af",
            "København",
            "Aftale indgået",
            str(ID),
        ),
    ]
    for words in texts:
        assert words in text, words


async def test_it_can_be_archived_and_read_aloud() -> None:
    content = await pdf(document())
    assert fault(content) == ""
    reader = PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Café Blåbær ApS · 64942212"
    assert reader.metadata.author == KAREN.name
    assert str(reader.root_object["/Lang"]).startswith("da")


async def test_the_same_registration_gives_the_same_bytes() -> None:
    assert await pdf(document()) == await pdf(document())
    assert await pdf(document()) != await pdf(document(notat="Andet"))


@pytest.mark.parametrize(
    "word", ["M" * 120, f"https://firma.dk/{'jobopslag-' * 30}", "Ø" * 1000], ids=["M", "url", "Ø"]
)
async def test_what_has_no_space_breaks_at_the_edge_of_the_paper(word: str) -> None:
    """The text is 174 mm wide, 493 points, and holds at most 135 of the narrowest of these letters a line in small type."""
    content = await pdf(noted(f"før {word} efter"))
    assert fault(content) == ""
    lines = [line for page in PdfReader(io.BytesIO(content)).pages for line in page.extract_text().splitlines()]
    assert max(len(line) for line in lines) <= 135
    assert f"før{word}efter" in "".join("".join(lines).split())


async def test_pages_are_numbered() -> None:
    content = await pdf(noted("En lang linje om besøget.\n" * 120))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Side {number} af {len(pages)}" in " ".join(page.split())


@pytest.mark.parametrize(
    "text",
    [
        "😀 👩‍🚒 🇩🇰 👍🏽 ❤️ 1️⃣",
        "Ελληνικά",
        "Привет",
        "مرحبا بالعالم",
        "שלום עולם",
        "漢字かな交じり文",
        "한국어",
        "हिन्दी ไทย ગુજરાતી",
        "e\u0301 a\u030a Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d",
        "".join(map(chr, range(32))) + "\x7f\x85",
        "\u200b\u200d\ufeff\u202e\u2066 \u2028\u2029",
        "\ue000 \U000f0000 \U0010fffd \ufffe",
        "#set text(red) $x^2$ *b* _i_ `c` <label> @ref \\ // /* = ~ {[(",
        "\r\n\r\r\n",
        "x" * 5000,
        " ",
        "",
    ],
    ids=range(17),
)
async def test_whatever_was_typed_it_is_made(text: str) -> None:
    assert fault(await pdf(noted(text))) == ""
    assert fault(await pdf(noted("x", title=text))) == ""


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_any_text_at_all_is_made(text: str) -> None:
    assert fault(typeset(noted(text, title=text))) == ""


def test_what_the_fonts_lack_is_written_by_name() -> None:
    assert displayable("Godt møde 😀") == "Godt møde [GRINNING FACE]"
    assert displayable("a\u030a\r\nb\tc") == "å\nb c"
    assert displayable("\ue000") == "[U+E000]"
    for danish in "æøåÆØÅéüß€–„”«»§½":
        assert covered(danish), danish


async def test_greek_is_shown_as_it_is() -> None:
    assert "Ελληνικά" in text_of(await pdf(noted("Ελληνικά")))


def test_the_list_of_what_the_fonts_show_is_theirs() -> None:
    """Made anew from the fonts for a part of it: a whole run takes minutes (`python -m tests.adapters.covered`)."""
    listed = [code for code in range(0x20, 0x600) if covered(chr(code))]
    sample = [code for code in range(0x20, 0x600) if chr(code).isprintable()][::9]
    assert [code for code in sample if code in set(listed)] == list(shown(sample))
