"""The OIO document, element by element."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
import pytest

from local.fasit.contract import parsed
from shared.adapters.targets.oio import D, OioDocument, S, opret_input

PARTY = "urn:schultz:dokument:1.0:primaerpart:cvr:64942212"

EFFECT_OF = """S:Virkning
  S:AktoerRef
    S:UUIDIdentifikator
  S:AktoerTypeKode = {actor}"""

CONTRACT = f"""
D:OpretInput
  S:NoteTekst
  D:AttributListe
    D:Egenskaber
      S:BrugervendtNoegleTekst = noegle
      S:BeskrivelseTekst = En beskrivelse
      S:BrevDato = 2026-11-23
      S:TitelTekst = Besøg hos Æblegård & Søn <ApS>
      D:DokumentTypeTekst
      [Bruger]
  D:TilstandListe
    D:Fremdrift
      D:FremdriftStatusKode = Modtaget
  D:RelationListe
    S:Ansvarlig
      [Organisation]
      S:ReferenceID
        S:UUIDIdentifikator
    S:Arkiver
      [Bruger]
      S:ReferenceID
        S:UUIDIdentifikator
    S:Ejer
      [Organisation]
      S:ReferenceID
        S:UUIDIdentifikator
    S:Parter
      [Bruger]
      S:ReferenceID
        S:UUIDIdentifikator = {PARTY}
  D:VariantListe
    D:Variant
      D:VariantEgenskaber
        S:VariantTekst
        [Organisation]
      D:Del
        D:DelEgenskaber
          S:DelTekst = besoeg.pdf
          S:IndholdTekst = upload-1
          [Bruger]
        D:DelRelationer
          S:UnderRedigeringAf
            [Organisation]
            S:ReferenceID
              S:UUIDIdentifikator
"""


def oio(**changes: str) -> OioDocument:
    texts = {
        "title": "Besøg hos Æblegård & Søn <ApS>",
        "description": "En beskrivelse",
        "user_key": "noegle",
        "party": PARTY,
        **changes,
    }
    return OioDocument(letter_date=date(2026, 11, 23), files=(("besoeg.pdf", "upload-1"),), **texts)


def outline(element: ElementTree.Element, depth: int = 0) -> list[str]:
    name = element.tag.replace(f"{{{D}}}", "D:").replace(f"{{{S}}}", "S:")
    text = f" = {element.text}" if element.text else ""
    assert not element.attrib
    return ["  " * depth + name + text, *(line for child in element for line in outline(child, depth + 1))]


def expected() -> list[str]:
    lines: list[str] = []
    for line in CONTRACT.strip().splitlines():
        indent, text = line[: len(line) - len(line.lstrip())], line.strip()
        effect = EFFECT_OF.format(actor=text[1:-1]).splitlines() if text.startswith("[") else [text]
        lines += [indent + item for item in effect]
    return lines


def test_every_element_in_its_order_and_namespace() -> None:
    assert outline(fromstring(opret_input(oio()))) == expected()


def test_it_is_utf_8_and_says_so() -> None:
    message = opret_input(oio())
    assert message.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    assert "Æblegård &amp; Søn &lt;ApS&gt;".encode() in message
    assert parsed(message, ["upload-1"]).party == PARTY


def test_without_a_user_key_the_element_is_empty() -> None:
    assert "      S:BrugervendtNoegleTekst" in outline(fromstring(opret_input(oio(user_key=""))))


@pytest.mark.parametrize("odd", ["\0", "\x08", "\x1b", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_replaced(odd: str) -> None:
    read = parsed(opret_input(oio(title=f"a{odd}b")), ["upload-1"])
    assert read.title == "a\ufffdb"


@given(st.text(min_size=1).filter(str.strip))
def test_any_title_comes_through(title: str) -> None:
    read = parsed(opret_input(oio(title=title)), ["upload-1"]).title
    if title.isprintable():
        assert read == title
