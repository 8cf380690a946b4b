"""Virk's index, whose documents lack what they lack."""

from __future__ import annotations

from typing import Any

import pytest

from shared.adapters.cvr import _company, _escaped


def found(**facts: Any) -> dict[str, Any]:
    return {"cvrNummer": 90001000, "virksomhedMetadata": facts}


def test_a_company_of_which_little_is_known() -> None:
    company = _company({"cvrNummer": 1234567, "virksomhedMetadata": None}, [])
    assert (company.cvr, company.name, company.address, company.industry) == ("01234567", "", "", "")
    assert (company.active, company.ad_protected, company.units) == (True, False, ())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({"vejnavn": "Bredgade", "husnummerFra": 161, "postnummer": 1260}, "Bredgade 161, 1260"),
        ({"vejnavn": "Bredgade", "husnummerFra": 1, "bogstavFra": "B"}, "Bredgade 1B"),
        ({"postnummer": 800, "postdistrikt": "Høje Taastrup"}, "0800 Høje Taastrup"),
        ({"vejnavn": None, "postnummer": None}, ""),
    ],
)
def test_an_address_of_whatever_parts_there_are(address: dict[str, Any], shown: str) -> None:
    assert _company(found(nyesteBeliggenhedsadresse=address), []).address == shown


@pytest.mark.parametrize(
    ("state", "active"),
    [
        ("NORMAL", True),
        ("Aktiv", True),
        ("UNDERKONKURS", True),
        ("UNDERTVANGSOPLØSNING", True),
        ("", True),
        ("OPHØRT", False),
        ("Ophørt", False),
        ("TVANGSOPLØST", False),
        ("OPLØSTEFTERKONKURS", False),
        ("OPLØSTEFTERFRIVILLIGLIKVIDATION", False),
        ("SLETTET", False),
    ],
)
def test_what_has_ceased(state: str, active: bool) -> None:
    assert _company(found(sammensatStatus=state), []).active is active


def test_units_that_have_ceased_are_not_offered_and_any_p_number_is() -> None:
    units: list[dict[str, Any]] = [
        {"pNummer": 1000000001, "produktionsEnhedMetadata": {"sammensatStatus": "Aktiv"}},
        {"pNummer": 1000000002, "produktionsEnhedMetadata": {"sammensatStatus": "Ophørt"}},
        {"pNummer": None},
    ]
    assert [unit.p_number for unit in _company(found(), units).units] == ["1000000001"]


def test_what_the_query_language_would_read_as_its_own() -> None:
    assert _escaped('a+b"c*') == 'a\\+b\\"c\\*'
