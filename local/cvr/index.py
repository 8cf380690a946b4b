"""The companies in the shape of Virk's index, and the queries it answers."""

from __future__ import annotations

from collections.abc import Callable
import json
from pathlib import Path
import re
from typing import Any

Hit = dict[str, Any]

COMPANY, UNIT = "Vrvirksomhed", "VrproduktionsEnhed"
_NAME = f"{COMPANY}.virksomhedMetadata.nyesteNavn.navn"


class UnknownQuery(Exception):
    """A query that this index does not answer."""


def indices() -> dict[str, list[Hit]]:
    """The two indices by name, each a list of documents."""
    given = json.loads((Path(__file__).parent / "companies.json").read_text("utf-8"))
    return {
        "virksomhed": [{COMPANY: _company(one)} for one in given],
        "produktionsenhed": [{UNIT: _unit(one, unit)} for one in given for unit in one["units"]],
    }


def search(documents: list[Hit], query: dict[str, Any]) -> list[Hit]:
    """Raises `UnknownQuery`."""
    match query:
        case {"term": {"Vrvirksomhed.cvrNummer": int(number)}}:
            return [hit for hit in documents if hit[COMPANY]["cvrNummer"] == number]
        case {"term": {"VrproduktionsEnhed.pNummer": int(number)}}:
            return [hit for hit in documents if hit[UNIT]["pNummer"] == number]
        case {"term": {"VrproduktionsEnhed.virksomhedsrelation.cvrNummer": int(number)}}:
            return [hit for hit in documents if hit[UNIT]["virksomhedsrelation"][0]["cvrNummer"] == number]
        case {"query_string": {"query": str(text), "default_field": field}} if field == _NAME:
            holds = _words(text)
            return [hit for hit in documents if holds(hit[COMPANY]["virksomhedMetadata"]["nyesteNavn"]["navn"])]
    raise UnknownQuery(json.dumps(query, ensure_ascii=False)[:200])


def _words(text: str) -> Callable[[str], bool]:
    """Elasticsearch's query string, of which `word* AND word*` with escapes is enough here."""
    wanted = [re.sub(r"\\(.)", r"\1", word.removesuffix("*")).lower() for word in text.split(" AND ")]

    def holds(name: str) -> bool:
        words = [word.strip(".,&") for word in name.lower().split()]
        return all(any(word.startswith(start) for word in words) for start in wanted)

    return holds


def _company(given: dict[str, Any]) -> dict[str, Any]:
    ceased = given.get("ceased")
    return {
        "cvrNummer": given["cvr"],
        "reklamebeskyttet": given.get("protected", False),
        "navne": [{"navn": given["name"], "periode": {"gyldigFra": "2015-01-01", "gyldigTil": None}}],
        "beliggenhedsadresse": [_address(given["address"])],
        "penheder": [{"pNummer": unit["p"]} for unit in given["units"]],
        "livsforloeb": [{"periode": {"gyldigFra": "2015-01-01", "gyldigTil": ceased}}],
        "erstMaanedsbeskaeftigelse": [{"aar": 2026, "maaned": 8, "antalAnsatte": given["employees"]}],
        "virksomhedMetadata": {**_facts(given), "sammensatStatus": "OPHØRT" if ceased else "NORMAL"},
    }


def _unit(company: dict[str, Any], unit: dict[str, Any]) -> dict[str, Any]:
    status = "Ophørt" if company.get("ceased") else "Aktiv"
    return {
        "pNummer": unit["p"],
        "reklamebeskyttet": company.get("protected", False),
        "virksomhedsrelation": [{"cvrNummer": company["cvr"]}],
        "produktionsEnhedMetadata": {**_facts({**company, **unit}), "sammensatStatus": status},
    }


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    code, text = given["industry"]
    return {
        "nyesteNavn": {"navn": given["name"]},
        "nyesteBeliggenhedsadresse": _address(given["address"]),
        "nyesteHovedbranche": {"branchekode": code, "branchetekst": text},
    }


def _address(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "vejnavn": given["street"],
        "husnummerFra": given["house"],
        "bogstavFra": given.get("letter"),
        "postnummer": given["postcode"],
        "postdistrikt": given["town"],
        "kommune": {"kommuneKode": 101, "kommuneNavn": "KØBENHAVN"},
        "landekode": "DK",
    }
