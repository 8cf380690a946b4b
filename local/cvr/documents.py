"""The companies and production units of `companies.json`, in the shape and weight of the register's documents."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any

Hit = dict[str, Any]
Given = dict[str, Any]

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


def given_companies() -> list[Given]:
    companies: list[Given] = json.loads((Path(__file__).parent / "companies.json").read_text("utf-8"))
    return companies


def documents(given: list[Given]) -> dict[str, list[Hit]]:
    """The two indices by name. The dissolved come first, so that whoever puts the living first has done it themselves."""
    ordered = sorted(given, key=lambda company: not company.get("ceased"))
    return {
        "virksomhed": [{COMPANY: _company(company)} for company in ordered],
        "produktionsenhed": [
            {UNIT: _unit(company, unit)}
            for company in ordered
            for unit in sorted(units(company), key=lambda unit: not unit.get("ceased"))
        ],
    }


def units(given: Given) -> Iterator[Given]:
    """Those that are listed, and a chain's as many as it has: every tenth of them is closed."""
    yield from given["units"]
    for number in range(given.get("chain", 0)):
        street, postcode, town = STREETS[number % len(STREETS)]
        address = {"street": street, "house": 1 + number // len(STREETS), "postcode": postcode, "town": town}
        closed = {"ceased": "2023-12-31"} if number % 10 == 9 else {}
        name = f"{given['shops']} {street} {address['house']}"
        yield {"p": given["first"] + number, "name": name, "address": address, **closed}


def _company(given: Given) -> Hit:
    ceased = given.get("ceased")
    form = given.get("form", "APS")
    return {
        "cvrNummer": given["cvr"],
        "enhedsNummer": 4_000_000_000 + given["cvr"] % 1_000_000,
        "enhedstype": "VIRKSOMHED",
        "reklamebeskyttet": given.get("protected", False),
        "navne": [
            *({"navn": name, "periode": _period("2019-12-31")} for name in given.get("former", ())),
            {"navn": given["name"], "periode": _period(None, "2020-01-01")},
        ],
        "binavne": [{"navn": name, "periode": _period(None)} for name in given.get("secondary", ())],
        "beliggenhedsadresse": [_address(given["address"])],
        "penheder": [{"pNummer": unit["p"], "periode": _period(None)} for unit in given["units"]],
        "livsforloeb": [{"periode": _period(ceased)}],
        "erstMaanedsbeskaeftigelse": [{"aar": 2026, "maaned": 8, "antalAnsatte": given["employees"]}],
        "kvartalsbeskaeftigelse": _QUARTERS,
        "deltagerRelation": [_owner(given)] if form in ("ENK", "PMV") else _PARTICIPANTS,
        "virksomhedMetadata": {
            **_facts(given),
            "nyesteBinavne": given.get("secondary", []),
            "nyesteVirksomhedsform": {"kortBeskrivelse": form, "virksomhedsformkode": 10 if form == "ENK" else 80},
            "sammensatStatus": given.get("status", "OPHØRT" if ceased else "NORMAL"),
        },
    }


def _unit(company: Given, unit: Given) -> Hit:
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


def _owner(given: Given) -> Hit:
    """A sole proprietor. `home`: lives where the company is; `secret`: under protection of name and address."""
    owner = given.get("owner", {})
    address = given["address"] if owner.get("home") else _ELSEWHERE
    return _participant(given.get("by", "Indehaver"), bool(owner.get("secret")), [_address(address)])


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


def _facts(given: Given) -> Hit:
    code, text = given["industry"]
    return {
        "nyesteNavn": {"navn": given["name"], "periode": _period(None)},
        "nyesteBeliggenhedsadresse": _address(given["address"]),
        "nyesteHovedbranche": {"branchekode": code, "branchetekst": text, "periode": _period(None)},
    }


def _address(given: Given) -> Hit:
    """Every member that the register's addresses have; what is not known is null."""
    return {
        "landekode": given.get("country", "DK"),
        "fritekst": given.get("text"),
        "vejkode": 1234,
        "kommune": {
            "kommuneKode": 101,
            "kommuneNavn": given.get("municipality", "KØBENHAVN"),
            "periode": _period(None),
        },
        "husnummerFra": given.get("house"),
        "husnummerTil": given.get("to"),
        "bogstavFra": given.get("letter"),
        "bogstavTil": given.get("toLetter"),
        "etage": given.get("floor"),
        "sidedoer": given.get("door"),
        "conavn": given.get("co"),
        "postboks": given.get("box"),
        "vejnavn": given.get("street"),
        "bynavn": given.get("place"),
        "postnummer": given.get("postcode"),
        "postdistrikt": given.get("town"),
        "adresseId": "0a3f50a0-0000-32b8-e044-0003ba298018",
        "sidstOpdateret": "2020-01-01T00:00:00.000+01:00",
        "periode": _period(None),
    }


def _period(to: str | None, since: str = FROM) -> Hit:
    return {"gyldigFra": since, "gyldigTil": to}


_ELSEWHERE = {"street": "Strandvejen", "house": 7, "postcode": 2900, "town": "Hellerup", "municipality": "GENTOFTE"}
# What makes a document of a small company weigh 75 kB: one and the same for all, since nobody looks into it.
_QUARTERS = [{"aar": 2000 + n // 4, "kvartal": 1 + n % 4, "antalAnsatte": n, "antalAarsvaerk": n} for n in range(100)]
_PARTICIPANTS = [_participant(f"Deltager {n}", False, [_address(_ELSEWHERE)] * 3) for n in range(12)]
