"""Reads the register's documents. Any member may be missing or null, and a number may be a string."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Document = Mapping[str, Any]

ADDRESS = (
    *("vejnavn", "husnummerFra", "bogstavFra", "husnummerTil", "bogstavTil", "etage", "sidedoer", "bynavn"),
    *("postnummer", "postdistrikt", "conavn", "postboks", "fritekst", "landekode"),
)
_COMPANY, _UNIT = "virksomhedMetadata", "produktionsEnhedMetadata"
_COMPANY_ADDRESS = f"{_COMPANY}.nyesteBeliggenhedsadresse"
NAME_FIELDS = (
    *("cvrNummer", f"{_COMPANY}.nyesteNavn.navn", "binavne.navn", "navne.navn", "livsforloeb.periode.gyldigTil"),
    *(f"{_COMPANY}.sammensatStatus", f"{_COMPANY}.nyesteVirksomhedsform.kortBeskrivelse"),
    *(f"{_COMPANY_ADDRESS}.{part}" for part in ADDRESS),
)
COMPANY_FIELDS = (
    *NAME_FIELDS,
    *("reklamebeskyttet", f"{_COMPANY}.nyesteHovedbranche.branchekode", f"{_COMPANY}.nyesteHovedbranche.branchetekst"),
    f"{_COMPANY_ADDRESS}.kommune.kommuneNavn",
)
UNIT_FIELDS = (
    *("pNummer", f"{_UNIT}.nyesteNavn.navn", f"{_UNIT}.sammensatStatus", "livsforloeb.periode.gyldigTil"),
    *(f"{_UNIT}.nyesteBeliggenhedsadresse.{part}" for part in ADDRESS),
)
DOOR_FIELDS = ("pNummer", f"{_UNIT}.nyesteCvrNummerRelation", f"{_UNIT}.nyesteNavn.navn")

_CEASED = ("OPHØRT", "OPHOERT", "TVANGSOPLØST", "OPLØST", "OPLOEST", "SLETTET")
"""The beginnings of the statuses of dissolved companies, such as `OPLØSTEFTERKONKURS`; `UNDERKONKURS` and `UNDERTVANGSOPLØSNING`
are still active."""


def number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return int(str(value).strip())
    except ValueError:
        return None


def text(value: object) -> str:
    """A value as text on one line; empty for `null`, objects and lists."""
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def object_at(document: Document, *keys: str) -> Document:
    """The object at a path of keys in the document; empty if there is none."""
    current: Any = document
    for key in keys:
        current = current.get(key) if isinstance(current, dict) else None
    return current if isinstance(current, dict) else {}


def objects_in(document: Document, key: str) -> Sequence[Document]:
    """The objects in a list of the document."""
    items = document.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def cvr_of(company: Document) -> int | None:
    return number(company.get("cvrNummer"))


def name_of(company: Document) -> str:
    return text(object_at(company, _COMPANY, "nyesteNavn").get("navn"))


def other_names(company: Document) -> list[str]:
    """Secondary names, then former names, the newest first."""
    former = reversed(objects_in(company, "navne"))
    names = (text(entry.get("navn")) for entry in (*objects_in(company, "binavne"), *former))
    return [name for name in dict.fromkeys(names) if name and name != name_of(company)]


def form_of(company: Document) -> str:
    return text(object_at(company, _COMPANY, "nyesteVirksomhedsform").get("kortBeskrivelse")).upper()


def address_of(company: Document) -> Document:
    return object_at(company, _COMPANY, "nyesteBeliggenhedsadresse")


def unit_address(unit: Document) -> Document:
    return object_at(unit, _UNIT, "nyesteBeliggenhedsadresse")


def unit_name(unit: Document) -> str:
    return text(object_at(unit, _UNIT, "nyesteNavn").get("navn"))


def unit_owner(unit: Document) -> int | None:
    """The CVR number of the company that owns the unit now."""
    return number(object_at(unit, _UNIT).get("nyesteCvrNummerRelation"))


def industry_of(company: Document) -> tuple[str, str]:
    """The industry's code and its text."""
    industry = object_at(company, _COMPANY, "nyesteHovedbranche")
    return text(industry.get("branchekode")), text(industry.get("branchetekst"))


def municipality_of(company: Document) -> str:
    return text(object_at(address_of(company), "kommune").get("kommuneNavn")).title()


def is_active(document: Document) -> bool:
    """Whether a company is active: by its status, or if it has none, by whether its last period is open."""
    state = text(
        object_at(document, _COMPANY).get("sammensatStatus") or object_at(document, _UNIT).get("sammensatStatus")
    )
    if state:
        return not state.upper().startswith(_CEASED)
    lives = objects_in(document, "livsforloeb")
    return not lives or any(not object_at(life, "periode").get("gyldigTil") for life in lives)


def address(document: Document) -> str:
    """The address on one line, such as `c/o Nohr, Vesterbrogade 12A-14B, 2. tv., Ørestad, 1620 København V`, made of the parts
    that exist; a foreign address as its free text."""
    co = text(document.get("conavn"))
    box, country = text(document.get("postboks")), text(document.get("landekode")).upper()
    # A free-text address: one line for each line as entered.
    free = ", ".join(line for line in map(text, str(document.get("fritekst") or "").splitlines()) if line)
    parts = (
        co if not co or co.lower().startswith("c/o") else f"c/o {co}",
        free or _street(document),
        "" if free else _inside(document),
        text(document.get("bynavn")),
        f"Postboks {box}" if box else "",
        town(document),
        country if country not in ("", "DK") else "",
    )
    return ", ".join(part for part in parts if part)


def town(document: Document) -> str:
    postcode = number(document.get("postnummer"))
    return f"{postcode:04d} {text(document.get('postdistrikt'))}".strip() if postcode else ""


def _street(document: Document) -> str:
    first = f"{text(document.get('husnummerFra'))}{text(document.get('bogstavFra')).upper()}"
    last = f"{text(document.get('husnummerTil'))}{text(document.get('bogstavTil')).upper()}"
    house = f"{first}-{last}" if first and last and first != last else first
    return f"{text(document.get('vejnavn'))} {house}".strip()


def _inside(document: Document) -> str:
    """Floor and door as the Danish address register writes them: `2. tv.`"""
    floor, door = text(document.get("etage")).lower().rstrip("."), text(document.get("sidedoer")).lower().rstrip(".")
    dotted = f"{door}." if door in ("tv", "th", "mf") else door
    return f"{floor}. {dotted}".strip() if floor else dotted
