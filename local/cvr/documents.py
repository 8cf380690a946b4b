"""Makes the register's documents from `companies.json`: the same members, and about the same size, as the real ones."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

Hit = dict[str, Any]
Entry = dict[str, Any]

COMPANY, UNIT = "Vrvirksomhed", "VrproduktionsEnhed"
FROM = "2015-01-01"
STREETS = (
    *(
        ("Vesterbrogade", 1620, "København V"),
        ("Nørrebrogade", 2200, "København N"),
        ("Amagerbrogade", 2300, "København S"),
    ),
    *(("Østerbrogade", 2100, "København Ø"), ("Valby Langgade", 2500, "Valby"), ("Søndergade", 8000, "Aarhus C")),
    *(("Algade", 9000, "Aalborg"), ("Vestergade", 5000, "Odense C")),
)


def listed_companies() -> list[Entry]:
    """The companies of `companies.json`, invented ones."""
    companies: list[Entry] = json.loads((Path(__file__).parent / "companies.json").read_text("utf-8"))
    return companies


def documents(companies: list[Entry]) -> dict[str, list[Hit]]:
    """The documents of the two indices, by the index's name. Dissolved companies come first, so that a client which shows active
    ones first must have sorted them itself."""
    ordered = sorted(companies, key=lambda company: not company.get("ceased"))
    return {
        "virksomhed": [{COMPANY: _company(company)} for company in ordered],
        "produktionsenhed": [
            {UNIT: _unit(company, unit)}
            for company in ordered
            for unit in sorted(units(company), key=lambda unit: not unit.get("ceased"))
        ],
    }


def units(company: Entry) -> Iterator[Entry]:
    """A company's production units: those that the file lists, and for a chain as many shops as it has, every tenth closed."""
    yield from company["units"]
    for number in range(company.get("chain", 0)):
        street, postcode, town = STREETS[number % len(STREETS)]
        address = {"street": street, "house": 1 + number // len(STREETS), "postcode": postcode, "town": town}
        closed = {"ceased": "2023-12-31"} if number % 10 == 9 else {}
        name = f"{company['shops']} {street} {address['house']}"
        yield {"p": company["first"] + number, "name": name, "address": address, **closed}


def _company(company: Entry) -> Hit:
    ceased = company.get("ceased")
    form = company.get("form", "APS")
    return {
        "cvrNummer": company["cvr"],
        "enhedsNummer": 4_000_000_000 + company["cvr"] % 1_000_000,
        "enhedstype": "VIRKSOMHED",
        "reklamebeskyttet": company.get("protected", False),
        "navne": [
            *({"navn": name, "periode": _period("2019-12-31")} for name in company.get("former", ())),
            {"navn": company["name"], "periode": _period(None, "2020-01-01")},
        ],
        "binavne": [{"navn": name, "periode": _period(None)} for name in company.get("secondary", ())],
        "beliggenhedsadresse": [_address(company["address"])],
        "penheder": [{"pNummer": unit["p"], "periode": _period(None)} for unit in company["units"]],
        "livsforloeb": [{"periode": _period(ceased)}],
        "erstMaanedsbeskaeftigelse": [{"aar": 2026, "maaned": 8, "antalAnsatte": company["employees"]}],
        "kvartalsbeskaeftigelse": _QUARTERS,
        "deltagerRelation": [_owner(company)] if form in ("ENK", "PMV") else _PARTICIPANTS,
        "virksomhedMetadata": {
            **_facts(company),
            "nyesteBinavne": company.get("secondary", []),
            "nyesteVirksomhedsform": {"kortBeskrivelse": form, "virksomhedsformkode": 10 if form == "ENK" else 80},
            "sammensatStatus": company.get("status", "OPHØRT" if ceased else "NORMAL"),
        },
    }


def _unit(company: Entry, unit: Entry) -> Hit:
    ceased = unit.get("ceased") or company.get("ceased")
    before = [{"cvrNummer": cvr, "periode": _period("2021-06-30")} for cvr in unit.get("before", ())]
    return {
        "pNummer": unit["p"],
        "enhedstype": "PRODUKTIONSENHED",
        "reklamebeskyttet": company.get("protected", False),
        "livsforloeb": [{"periode": _period(ceased)}],
        "navne": [{"navn": unit["name"], "periode": _period(None)}],
        "virksomhedsrelation": [*before, {"cvrNummer": company["cvr"], "periode": _period(ceased, "2021-07-01")}],
        "kvartalsbeskaeftigelse": _QUARTERS[:12],
        "produktionsEnhedMetadata": {
            **_facts({**company, **unit}),
            "nyesteCvrNummerRelation": company["cvr"],
            "sammensatStatus": "Ophørt" if ceased else "Aktiv",
        },
    }


def _owner(company: Entry) -> Hit:
    """A sole proprietor as participant. The owner's `home` means: lives at the company's address; `secret`: has name and address
    protection."""
    owner = company.get("owner", {})
    address = company["address"] if owner.get("home") else _ELSEWHERE
    return _participant(company.get("by", "Indehaver"), bool(owner.get("secret")), [_address(address)])


def _participant(name: str, secret: bool, addresses: list[Hit]) -> Hit:
    return {
        "deltager": {
            "enhedstype": "PERSON",
            "navne": [{"navn": name, "periode": _period(None)}],
            "adresseHemmelig": secret,
            "adresseHemmeligUndtagelse": False,
            "beliggenhedsadresse": [] if secret else addresses,
        },
        "organisationer": [{"hovedtype": "FULDT_ANSVARLIG_DELTAGERE", "organisationsNavn": [], "medlemsData": []}],
    }


def _facts(entry: Entry) -> Hit:
    code, text = entry["industry"]
    return {
        "nyesteNavn": {"navn": entry["name"], "periode": _period(None)},
        "nyesteBeliggenhedsadresse": _address(entry["address"]),
        "nyesteHovedbranche": {"branchekode": code, "branchetekst": text, "periode": _period(None)},
    }


def _address(address: Entry) -> Hit:
    """An address with every member that the register's addresses have; unknown ones are null."""
    return {
        "landekode": address.get("country", "DK"),
        "fritekst": address.get("text"),
        "vejkode": 1234,
        "kommune": {
            "kommuneKode": 101,
            "kommuneNavn": address.get("municipality", "KØBENHAVN"),
            "periode": _period(None),
        },
        "husnummerFra": address.get("house"),
        "husnummerTil": address.get("to"),
        "bogstavFra": address.get("letter"),
        "bogstavTil": address.get("toLetter"),
        "etage": address.get("floor"),
        "sidedoer": address.get("door"),
        "conavn": address.get("co"),
        "postboks": address.get("box"),
        "vejnavn": address.get("street"),
        "bynavn": address.get("place"),
        "postnummer": address.get("postcode"),
        "postdistrikt": address.get("town"),
        "adresseId": "0a3f50a0-0000-32b8-e044-0003ba298018",
        "sidstOpdateret": "2020-01-01T00:00:00.000+01:00",
        "periode": _period(None),
    }


def _period(to: str | None, since: str = FROM) -> Hit:
    return {"gyldigFra": since, "gyldigTil": to}


_ELSEWHERE = {"street": "Strandvejen", "house": 7, "postcode": 2900, "town": "Hellerup", "municipality": "GENTOFTE"}
# These make a small company's document about 75 kB, as the real ones are. The same for all, since no code reads them.
_QUARTERS = [{"aar": 2000 + n // 4, "kvartal": 1 + n % 4, "antalAnsatte": n, "antalAarsvaerk": n} for n in range(100)]
_PARTICIPANTS = [_participant(f"Deltager {n}", False, [_address(_ELSEWHERE)] * 3) for n in range(12)]
