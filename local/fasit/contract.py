"""Checks the OIO document of `opret` element by element: it must hold what Fasit's public contract lists, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from functools import cache
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACES = {"D": "urn:oio:sagdok:dokument:2.0.0", "S": "urn:oio:sagdok:3.0.0"}
_PREFIXED = re.compile(r"</?[A-Za-z_][\w.-]*:|\sxmlns:")
PARTY = re.compile(r"urn:schultz:dokument:1\.0:primaerpart:[a-z]+:[A-Za-z0-9]+")


class Deviation(Exception):
    """A message differs from the contract; the text names the first place."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of a valid message. `files`: name and upload id of each file, in order."""

    title: str
    description: str
    letter_date: str
    user_key: str
    party: str
    files: tuple[tuple[str, str], ...]


Check = Callable[[str], bool]
Shape = tuple[str, "str | Check | tuple[Shape, ...]"]


def _is_filled(text: str) -> bool:
    return bool(text.strip())


def _anything(text: str) -> bool:
    return True


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_party(text: str) -> bool:
    return bool(PARTY.fullmatch(text))


def _effect(actor: str) -> Shape:
    return ("S:Virkning", (("S:AktoerRef", (("S:UUIDIdentifikator", ""),)), ("S:AktoerTypeKode", actor)))


def _relation(name: str, actor: str, reference: str | Check = "") -> Shape:
    return (name, (_effect(actor), ("S:ReferenceID", (("S:UUIDIdentifikator", reference),))))


_FILE: Shape = ("D:DelEgenskaber", (("S:DelTekst", _is_filled), ("S:IndholdTekst", _is_filled), _effect("Bruger")))


@cache
def _frame(files: int) -> Shape:
    traits: Shape = (
        "D:Egenskaber",
        (
            ("S:BrugervendtNoegleTekst", _anything),
            ("S:BeskrivelseTekst", _is_filled),
            ("S:BrevDato", _is_day),
            ("S:TitelTekst", _is_filled),
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
            _relation("S:Parter", "Bruger", _is_party),
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


def parsed(message: bytes, uploads: Container[str]) -> Parsed:
    """Read the XML of `opret`. `uploads`: the ids of the uploads so far. Raises `Deviation` where the message differs from the
    contract, or names an upload that does not exist."""
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
    named_files = tuple((_text(file, "S:DelTekst"), _text(file, "S:IndholdTekst")) for file in files)
    for _name, upload in named_files:
        if upload not in uploads:
            raise Deviation(f"S:IndholdTekst names an upload that does not exist: {upload}")
    return Parsed(
        title=_text(root, ".//S:TitelTekst"),
        description=_text(root, ".//S:BeskrivelseTekst"),
        letter_date=_text(root, ".//S:BrevDato"),
        user_key=_text(root, ".//S:BrugervendtNoegleTekst"),
        party=_text(root, ".//S:Parter/S:ReferenceID/S:UUIDIdentifikator"),
        files=named_files,
    )


def _compare(element: Element, shape: Shape, above: str) -> None:
    name, expected = shape
    place = f"{above}/{name}"
    if element.tag != _qualified(name):
        raise Deviation(f"{place} expected, {_short(element.tag)} found")
    if element.attrib:
        raise Deviation(f"{place} has attributes")
    if isinstance(expected, tuple):
        _compare_children(element, expected, place)
        return
    if len(element):
        raise Deviation(f"{place} may hold no elements")
    text = element.text or ""
    if not (text == expected if isinstance(expected, str) else expected(text)):
        raise Deviation(
            f"{place} says {text[:60]!r}" + (f", expected {expected!r}" if isinstance(expected, str) else "")
        )


def _compare_children(element: Element, expected: tuple[Shape, ...], place: str) -> None:
    if any(text and not text.isspace() for text in (element.text, *[child.tail for child in element])):
        raise Deviation(f"{place} may hold no text")
    for child, shape in zip(element, expected, strict=False):
        _compare(child, shape, place)
    if len(element) != len(expected):
        missing = expected[len(element)][0] if len(element) < len(expected) else _short(element[len(expected)].tag)
        raise Deviation(f"{place} {'lacks' if len(element) < len(expected) else 'has too many elements:'} {missing}")


@cache
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
