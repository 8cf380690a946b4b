"""The OIO document that puts an uploaded file on a case in Fasit: `OpretInput` of sagdok dokument 2.0.0.

Elements and their order are those of the message known to work (OS2Forms' `os2forms_fasit`); elements that are empty there are
empty here. Namespaces: D for the frame, S for the contents; each is declared as the default where it begins, without a prefix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
import re
from xml.etree.ElementTree import Element, SubElement, tostring

D = "urn:oio:sagdok:dokument:2.0.0"
S = "urn:oio:sagdok:3.0.0"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_FRAME = frozenset(("OpretInput", "Egenskaber", "RelationListe", "VariantEgenskaber", "DelEgenskaber", "DelRelationer"))
"""The elements of the frame that contain others."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


@dataclass(frozen=True, slots=True)
class OioDocument:
    """`files`: name and upload id of each file; `party`: the primary party's URN; `user_key`: empty if it is not sent."""

    title: str
    description: str
    letter_date: date
    user_key: str
    party: str
    files: tuple[tuple[str, str], ...]


def opret_input(document: OioDocument) -> bytes:
    """The message, UTF-8 with an XML declaration."""
    root = Element("OpretInput", xmlns=D)
    _s(root, "NoteTekst")
    _attributes(root, document)
    state = _d(_d(root, "TilstandListe"), "Fremdrift")
    _d(state, "FremdriftStatusKode").text = "Modtaget"
    _relations(root, document.party)
    _variants(root, document.files)
    message: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return _DECLARATION + message


def _attributes(root: Element, document: OioDocument) -> None:
    traits = _d(_d(root, "AttributListe"), "Egenskaber")
    _s(traits, "BrugervendtNoegleTekst", document.user_key)
    _s(traits, "BeskrivelseTekst", document.description)
    _s(traits, "BrevDato", document.letter_date.isoformat())
    _s(traits, "TitelTekst", document.title)
    _d(traits, "DokumentTypeTekst")
    _effect(traits, "Bruger")


def _relations(root: Element, party: str) -> None:
    relations = _d(root, "RelationListe")
    for name, actor, reference in (
        ("Ansvarlig", "Organisation", ""),
        ("Arkiver", "Bruger", ""),
        ("Ejer", "Organisation", ""),
        ("Parter", "Bruger", party),
    ):
        relation = _s(relations, name)
        _effect(relation, actor)
        _s(_s(relation, "ReferenceID"), "UUIDIdentifikator", reference)


def _variants(root: Element, files: tuple[tuple[str, str], ...]) -> None:
    variant = _d(_d(root, "VariantListe"), "Variant")
    traits = _d(variant, "VariantEgenskaber")
    _s(traits, "VariantTekst")
    _effect(traits, "Organisation")
    part = _d(variant, "Del")
    for name, upload in files:
        described = _d(part, "DelEgenskaber")
        _s(described, "DelTekst", name)
        _s(described, "IndholdTekst", upload)
        _effect(described, "Bruger")
    editing = _s(_d(part, "DelRelationer"), "UnderRedigeringAf")
    _effect(editing, "Organisation")
    _s(_s(editing, "ReferenceID"), "UUIDIdentifikator")


def _effect(parent: Element, actor: str) -> None:
    effect = _s(parent, "Virkning")
    _s(_s(effect, "AktoerRef"), "UUIDIdentifikator")
    _s(effect, "AktoerTypeKode", actor)


def _d(parent: Element, name: str) -> Element:
    """Add an element of the frame, in the default namespace of its parent."""
    return SubElement(parent, name)


def _s(parent: Element, name: str, text: str = "") -> Element:
    element = SubElement(parent, name)
    # Declared on the outermost element of the contents, and inherited below it.
    if parent.tag in _FRAME:
        element.set("xmlns", S)
    element.text = _UNFIT.sub("\ufffd", text) or None
    return element
