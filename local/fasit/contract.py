"""The OIO document of `opret`, element by element: what Fasit's public contract lists, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACES = {"D": "urn:oio:sagdok:dokument:2.0.0", "S": "urn:oio:sagdok:3.0.0"}
_PREFIXED = re.compile(r"</?[A-Za-z_][\w.-]*:|\sxmlns:")
PARTY = re.compile(r"urn:schultz:dokument:1\.0:primaerpart:[a-z]+:[A-Za-z0-9]+")


class Deviation(Exception):
    """The first place where a message leaves the contract."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a good message says."""

    title: str
    description: str
    letter_date: str
    user_key: str
    party: str
    files: tuple[tuple[str, str], ...]


Check = Callable[[str], bool]
Shape = tuple[str, "str | Check | tuple[Shape, ...]"]


def _filled(text: str) -> bool:
    return bool(text.strip())


def _anything(text: str) -> bool:
    return True


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _party(text: str) -> bool:
    return bool(PARTY.fullmatch(text))


def _effect(actor: str) -> Shape:
    return ("S:Virkning", (("S:AktoerRef", (("S:UUIDIdentifikator", ""),)), ("S:AktoerTypeKode", actor)))


def _relation(name: str, actor: str, reference: str | Check = "") -> Shape:
    return (name, (_effect(actor), ("S:ReferenceID", (("S:UUIDIdentifikator", reference),))))


_FILE: Shape = ("D:DelEgenskaber", (("S:DelTekst", _filled), ("S:IndholdTekst", _filled), _effect("Bruger")))


def _frame(files: int) -> Shape:
    traits: Shape = (
        "D:Egenskaber",
        (
            ("S:BrugervendtNoegleTekst", _anything),
            ("S:BeskrivelseTekst", _filled),
            ("S:BrevDato", _day),
            ("S:TitelTekst", _filled),
            ("D:DokumentTypeTekst", ""),
            _effect("Bruger"),
        ),
    )
    relations: Shape = (
        "D:RelationListe",
        (
            _relation("S:Ansvarlig", "Organisation"),
            _relation("S:Arkiver", "Bruger"),
            _relation("S:Ejer", "Organisation"),
            _relation("S:Parter", "Bruger", _party),
        ),
    )
    editing: Shape = ("D:DelRelationer", (_relation("S:UnderRedigeringAf", "Organisation"),))
    variant: Shape = (
        "D:Variant",
        (
            ("D:VariantEgenskaber", (("S:VariantTekst", ""), _effect("Organisation"))),
            ("D:Del", (*(_FILE for _ in range(files)), editing)),
        ),
    )
    return (
        "D:OpretInput",
        (
            ("S:NoteTekst", ""),
            ("D:AttributListe", (traits,)),
            ("D:TilstandListe", (("D:Fremdrift", (("D:FremdriftStatusKode", "Modtaget"),)),)),
            relations,
            ("D:VariantListe", (variant,)),
        ),
    )


def parsed(message: bytes, uploads: Collection[str]) -> Parsed:
    """Raises `Deviation` for what is not exactly the contract, or names an upload that does not exist."""
    try:
        text = message.decode("utf-8")
        if "<!DOCTYPE" in text:
            raise Deviation("a document type is not allowed")
        if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>'):
            raise Deviation("the XML declaration is not that of the known message")
        if _PREFIXED.search(text):
            raise Deviation("a prefixed name: the known message has default namespaces only")
        root = ElementTree.fromstring(message)
    except UnicodeDecodeError:
        raise Deviation("the message is not UTF-8") from None
    except ElementTree.ParseError as error:
        raise Deviation(f"the message is not XML: {error}") from None
    files = root.findall(".//D:DelEgenskaber", NAMESPACES)
    if not files:
        raise Deviation("D:Del holds no D:DelEgenskaber")
    _compare(root, _frame(len(files)), "")
    named = tuple((_text(file, "S:DelTekst"), _text(file, "S:IndholdTekst")) for file in files)
    for _name, upload in named:
        if upload not in uploads:
            raise Deviation(f"S:IndholdTekst names an upload that does not exist: {upload}")
    return Parsed(
        title=_text(root, ".//S:TitelTekst"),
        description=_text(root, ".//S:BeskrivelseTekst"),
        letter_date=_text(root, ".//S:BrevDato"),
        user_key=_text(root, ".//S:BrugervendtNoegleTekst"),
        party=_text(root, ".//S:Parter/S:ReferenceID/S:UUIDIdentifikator"),
        files=named,
    )


def _compare(element: Element, shape: Shape, above: str) -> None:
    name, wanted = shape
    place = f"{above}/{name}"
    if element.tag != _qualified(name):
        raise Deviation(f"{place} expected, {_short(element.tag)} found")
    if element.attrib:
        raise Deviation(f"{place} has attributes")
    if isinstance(wanted, tuple):
        _compare_children(element, wanted, place)
        return
    if len(element):
        raise Deviation(f"{place} may hold no elements")
    text = element.text or ""
    if not (text == wanted if isinstance(wanted, str) else wanted(text)):
        raise Deviation(f"{place} says {text[:60]!r}" + (f", expected {wanted!r}" if isinstance(wanted, str) else ""))


def _compare_children(element: Element, wanted: tuple[Shape, ...], place: str) -> None:
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        raise Deviation(f"{place} may hold no text")
    for child, shape in zip(element, wanted, strict=False):
        _compare(child, shape, place)
    if len(element) != len(wanted):
        missing = wanted[len(element)][0] if len(element) < len(wanted) else _short(element[len(wanted)].tag)
        raise Deviation(f"{place} {'lacks' if len(element) < len(wanted) else 'has too many elements:'} {missing}")


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _short(tag: str) -> str:
    for prefix, namespace in NAMESPACES.items():
        if tag.startswith(f"{{{namespace}}}"):
            return f"{prefix}:{tag.partition('}')[2]}"
    return tag


def _text(element: Element, path: str) -> str:
    return element.findtext(path, "", NAMESPACES)
