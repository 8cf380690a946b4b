"""The document as a case worker gets it: one page, what matters on top, nothing torn apart, and read aloud in that order."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import uuid4

from PIL import Image
from pypdf import PdfReader
import pytest

from local.fasit.pdf_check import fault
from shared.adapters.pdf import typeset
from shared.adapters.pdf.letterhead import Letterhead
from shared.adapters.pdf.pictures import drawn
from shared.domain.document import Drawing, Group, Items, Line, Picture
from tests.adapters.paper import broken_rules, irregular_tables, items, pages_of, paper, tags, texts
from tests.adapters.test_pdf import document

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#036"/></svg>'
LONG = "Virksomheden fortæller, hvordan den gerne vil samarbejde. " * 100


def photos(number: int) -> tuple[tuple[Picture, ...], dict[object, bytes]]:
    shapes = [(800, 600), (600, 800), (1600, 200), (200, 1600)]
    pictures, contents = [], {}
    for place in range(number):
        buffer = io.BytesIO()
        Image.new("RGB", shapes[place % len(shapes)], (place * 20, 90, 90)).save(buffer, "JPEG")
        pictures.append(Picture(label="Fotos", attachment=uuid4(), name=f"foto-{place}.jpg"))
        contents[pictures[-1].attachment] = drawn(buffer.getvalue())
    return tuple(pictures), contents  # type: ignore[return-value]


def in_order(text: str, *words: str) -> None:
    places = [text.index(word) for word in words]
    assert places == sorted(places), dict(zip(words, places, strict=True))


def test_a_visit_fills_one_page() -> None:
    [page] = pages_of(document())
    assert "Side 1 af 1" in page


def test_what_matters_is_read_first() -> None:
    [page] = pages_of(document())
    in_order(
        page,
        *("Registrering ved virksomhedsbesøg", "Café Blåbær ApS", "Konsulent: Karen Kristensen", "Kort fortalt"),
        *("Udfald Aftale indgået", "Aftaler", "1 Vi ringer Karen 24.12.2026", "Dato for opfølgning 04.01.2027"),
        *(
            "Virksomheden",
            "CVR-nummer 64942212",
            "Besøget",
            "Kontaktpersoner",
            "1 Åse Ærø +45 12 34 56 78",
            "Stillinger",
        ),
        *("1 Kok 2 01.12.2026 37 timer Beskrivelse: Linje 1 Linje 2", "2 Tjener 1 Beskrivelse: Weekend"),
    )
    assert page.count("Aftale indgået") == page.count("Vi ringer") == 1


def test_groups_are_tables_with_heads(tmp_path: Path) -> None:
    pdf = typeset(document())
    read = tags(pdf)
    assert (read.count("/Table"), read.count("/H1")) == (3, 1)
    assert read.count("/TH") == 4 + 3 + 5
    assert irregular_tables(pdf) == []
    assert broken_rules(pdf, tmp_path) == []


def test_no_page_breaks_inside_an_item() -> None:
    rows = [{"Navn": f"Først-{n}", "Antal": "2", "Beskrivelse": f"{LONG[:400]} Sidst-{n}"} for n in range(30)]
    pages = pages_of(paper(items("Stillinger", *rows)))
    assert len(pages) > 2
    for number in range(30):
        page = next(page for page in pages if f"Først-{number} " in page)
        assert f"Sidst-{number} " in f"{page} "
    assert all("Nr. Navn Antal" in page for page in pages)


def test_no_page_breaks_inside_a_line() -> None:
    lines = [Line(label=f"Spørgsmål {n}", text=f"Først-{n} {LONG[:300]} Sidst-{n}") for n in range(40)]
    pages = pages_of(paper(*lines))
    assert len(pages) > 2
    assert all(any(f"Først-{n} " in page and f"Sidst-{n} " in f"{page} " for page in pages) for n in range(40))


def test_photos_stand_in_pairs_each_with_its_name() -> None:
    pictures, contents = photos(12)
    pdf = typeset(paper(*pictures), contents)  # type: ignore[arg-type]
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    for page, text in zip(pages, texts(pdf), strict=True):
        assert len(page.images) == text.count(".jpg") == 6


def test_what_is_longer_than_a_page_is_all_there() -> None:
    word = "W" * 9000
    rows = [{"Navn": "Åse", "Rolle": "Kok", "Beskrivelse": f"{LONG}SLUT{n}"} for n in range(2)]
    card = Group(heading="Forhold 1", parts=(Line(label="Hvad", text=f"{LONG}SLUT3"), items("Mangler", {"Hvad": word})))
    pdf = typeset(paper(items("Personer", *rows), Items(label="Forhold", columns=("Hvad", "Mangler"), items=(card,))))
    assert fault(pdf) == ""
    text = " ".join(texts(pdf))
    assert all(f"SLUT{number}" in text for number in (0, 1, 3))
    assert text.count("W") == len(word)


@pytest.mark.parametrize("columns", [3, 9], ids=["a table", "too many for one"])
def test_many_with_long_names_stay_on_the_paper(columns: int, tmp_path: Path) -> None:
    name = "Hans-Christian von der Ahé-Østergaard"
    address = f"{'m' * 50}@{'m' * 40}.dk"
    row = {"Navn": name, "E-mail": address, **{f"Spørgsmål {n}": "Produktionsansvarlig" for n in range(columns - 2)}}
    pdf = typeset(paper(items("Kontaktpersoner", *([row] * 8))))
    assert ("/Table" in tags(pdf)) is (columns == 3)
    assert "".join("".join(texts(pdf)).split()).count(address) == 8
    assert broken_rules(pdf, tmp_path) == []


def test_all_at_once_holds_to_the_standards(tmp_path: Path) -> None:
    pictures, contents = photos(3)
    drawing = Drawing(label="Underskrift", path="M 10 10 L 40 60 L 80 20", alt="Underskrift: tegnet i hånden")
    needs = items("Stillinger", {"Titel": "Kok", "Antal": "2", "Beskrivelse": LONG}, {"Titel": "Tjener", "Antal": "1"})
    card = Group(heading="Forhold 1", parts=(Line(label="Hvor", text="Køkken"), *pictures[:1], needs))
    content = paper(*pictures, drawing, Items(label="Forhold", columns=("Hvor",), items=(card, card)), summary=(needs,))
    pdf = typeset(content, contents, Letterhead("Prøvekøbing Kommune", LOGO))  # type: ignore[arg-type]
    assert fault(pdf) == ""
    assert irregular_tables(pdf) == []
    assert broken_rules(pdf, tmp_path) == []
    assert pdf == typeset(content, contents, Letterhead("Prøvekøbing Kommune", LOGO))  # type: ignore[arg-type]


def test_the_municipality_stands_on_top() -> None:
    pdf = typeset(document(), letterhead=Letterhead("Prøvekøbing Kommune", LOGO))
    [page] = texts(pdf)
    assert page.startswith("Prøvekøbing Kommune Registrering")
    assert tags(pdf).count("/Figure") == 1


@pytest.mark.parametrize("logo", ["<svg", "<svg>", '<svg xmlns="http://www.w3.org/2000/svg"><path d="x"/></svg>'])
def test_no_delivery_fails_for_a_logo(logo: str) -> None:
    assert fault(typeset(document(), letterhead=Letterhead("Prøvekøbing Kommune", logo))) == ""
