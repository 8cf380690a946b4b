"""The CVR register, through Virk's index (Elasticsearch, Basic auth): look-up by number and search by name.

Condition of use: *reklamebeskyttelse* must be respected, so it is carried on and shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import cached_property
import logging
from typing import Any

import httpx

from shared.domain.company import Company, CompanyName, Unit
from shared.domain.problems import OutOfReach

log = logging.getLogger("feltskema.cvr")

PATIENCE = 8.0
MOST_UNITS = 200
_COMPANY, _UNIT = "Vrvirksomhed", "VrproduktionsEnhed"
_SPECIAL = frozenset('+-=&|!(){}[]^"~*?:\\/')
_NEVER = str.maketrans("<>", "  ")
"""The query string's language has no escape for these two."""

_CEASED = ("OPHØRT", "OPHOERT", "TVANGSOPLØST", "OPLØST", "OPLOEST", "SLETTET")
"""`OPLØSTEFTERKONKURS` and its like; `UNDERKONKURS` and `UNDERTVANGSOPLØSNING` are still there."""


class VirkRegister:
    """Implements `CompanyRegister`."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url, self._auth = url, (user, password)

    async def company(self, cvr: str) -> Company | None:
        hits, units = await asyncio.gather(
            self._search("virksomhed", {"term": {f"{_COMPANY}.cvrNummer": int(cvr)}}, 1),
            self._search(
                "produktionsenhed", {"term": {f"{_UNIT}.virksomhedsrelation.cvrNummer": int(cvr)}}, MOST_UNITS
            ),
        )
        return _company(hits[0][_COMPANY], [unit[_UNIT] for unit in units]) if hits else None

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        if text.isascii() and text.isdigit() and len(text) == 8:
            query: dict[str, Any] = {"term": {f"{_COMPANY}.cvrNummer": int(text)}}
        else:
            words = " AND ".join(f"{_escaped(word)}*" for word in text.translate(_NEVER).split())
            if not words:
                return []
            name = f"{_COMPANY}.virksomhedMetadata.nyesteNavn.navn"
            query = {"query_string": {"query": words, "default_field": name}}
        return [_name(hit[_COMPANY]) for hit in await self._search("virksomhed", query, limit)]

    async def probe(self) -> None:
        await self._search("virksomhed", {"term": {f"{_COMPANY}.cvrNummer": 0}}, 1)

    async def _search(self, index: str, query: Mapping[str, Any], size: int) -> list[dict[str, Any]]:
        try:
            answer = await self._client.post(f"/cvr-permanent/{index}/_search", json={"query": query, "size": size})
            answer.raise_for_status()
            return [hit["_source"] for hit in answer.json()["hits"]["hits"]]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else ""
            log.warning("the CVR register does not answer: %s %s", type(error).__name__, status)
            raise OutOfReach("register-unavailable") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self._url, auth=self._auth, timeout=PATIENCE, trust_env=False)

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()


def _escaped(word: str) -> str:
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in word)


def _company(found: dict[str, Any], units: Sequence[dict[str, Any]]) -> Company:
    facts = found.get("virksomhedMetadata") or {}
    industry = facts.get("nyesteHovedbranche") or {}
    municipality = (facts.get("nyesteBeliggenhedsadresse") or {}).get("kommune") or {}
    state = str(facts.get("sammensatStatus") or "").upper()
    return Company(
        **_name(found).model_dump(),
        industry=industry.get("branchetekst") or "",
        industry_code=str(industry.get("branchekode") or ""),
        municipality=(municipality.get("kommuneNavn") or "").title(),
        ad_protected=bool(found.get("reklamebeskyttet")),
        active=not state.startswith(_CEASED),
        units=tuple(unit for raw in units if (unit := _unit(raw))),
    )


def _name(found: dict[str, Any]) -> CompanyName:
    facts = found.get("virksomhedMetadata") or {}
    name = (facts.get("nyesteNavn") or {}).get("navn") or ""
    return CompanyName(
        cvr=f"{found['cvrNummer']:08d}", name=name, address=_address(facts.get("nyesteBeliggenhedsadresse") or {})
    )


def _unit(found: dict[str, Any]) -> Unit | None:
    facts = found.get("produktionsEnhedMetadata") or {}
    if not found.get("pNummer") or str(facts.get("sammensatStatus") or "").upper().startswith(_CEASED):
        return None
    name = (facts.get("nyesteNavn") or {}).get("navn") or ""
    address = _address(facts.get("nyesteBeliggenhedsadresse") or {})
    return Unit(p_number=f"{found['pNummer']:010d}", name=name, address=address)


def _address(found: dict[str, Any]) -> str:
    """`Vesterbrogade 12A, 1620 København V`, of whatever parts there are."""
    house = f"{found.get('husnummerFra') or ''}{found.get('bogstavFra') or ''}"
    street = f"{found.get('vejnavn') or ''} {house}".strip()
    postcode = found.get("postnummer")
    town = f"{postcode:04d} {found.get('postdistrikt') or ''}".strip() if postcode else ""
    return ", ".join(part for part in (street, town) if part)
