"""Looks companies up in the CVR register. Each call makes a few searches, in parallel where they do not need each other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
import re
import time

from shared.adapters.cvr import documents, queries
from shared.adapters.cvr.documents import COMPANY_FIELDS, DOOR_FIELDS, NAME_FIELDS, UNIT_FIELDS, Document
from shared.adapters.cvr.index import COMPANY, UNIT, Found, Index, Search, out_of_reach
from shared.adapters.cvr.names import Hit, fits, found_name, is_named, merged
from shared.adapters.cvr.privacy import OWNER_FIELDS, Owner, is_hidden, is_of_one_person, owner, shown_address
from shared.domain.company import UNITS_PER_PAGE, Company, CompanyName, Unit, UnitPage
from shared.domain.fields.cvr import number_in

DOORS = 30
"""The number of units whose owners are looked up: the shops of a chain have the same one."""

BELIEVED_SECONDS = 300
"""How long after the register last found a company an empty result is believed without a probe."""

_OWNER_OF_THE_REGISTER = "10150817"
"""Erhvervsstyrelsen, the authority that runs the register."""
_CURSOR = re.compile(r"([ac])([0-9]{10})")


class VirkRegister:
    """Implements `CompanyRegister`. `known` is the CVR number of a company that the register certainly has."""

    def __init__(self, index: Index, employer: str = _OWNER_OF_THE_REGISTER) -> None:
        self._index = index
        self._known = tuple({int(employer), int(_OWNER_OF_THE_REGISTER)})
        self._gave_at = -float("inf")

    async def company(self, cvr: str) -> Company | None:
        companies, units = await asyncio.gather(
            self._companies(Search(COMPANY, queries.by_number(cvr), COMPANY_FIELDS, 1)),
            self._units(cvr, (), UNITS_PER_PAGE, None),
        )
        if not companies:
            await self._check_empty_result()
            return None
        owners = await self._owners(companies)
        return _company(companies[0], units, owners)

    async def search(self, text: str, limit: int = 10) -> Sequence[CompanyName]:
        digits, typed = number_in(text), queries.words(text)
        hits: Sequence[Hit]
        if len(digits) == 8:
            query = Search(COMPANY, queries.by_number(digits), NAME_FIELDS, 1)
            hits, typed = [Hit(company, "") for company in await self._companies(query)], []
        elif len(digits) == 10:
            doors = await self._index.search(Search(UNIT, queries.by_p_number(digits), DOOR_FIELDS, 1))
            hits, typed = await self._by_units(doors.documents, 1), []
        elif typed:
            hits = await self._by_name(typed, limit)
        else:
            return []
        if not hits:
            await self._check_empty_result()
        owners = await self._owners(hit.company for hit in hits)
        return [_name(hit, owners) for hit in hits if is_named(hit, typed) or not _is_hidden(hit.company, owners)]

    async def units(self, cvr: str, text: str = "", limit: int = UNITS_PER_PAGE, after: str | None = None) -> UnitPage:
        cursor = _CURSOR.fullmatch(after) if after else None
        if after and not cursor:
            raise ValueError("after")
        form = Search(COMPANY, queries.by_number(cvr), NAME_FIELDS, 1)
        typed = queries.words(text)
        (units, total, further), companies = await asyncio.gather(
            self._units(cvr, typed, limit, cursor), self._companies(form)
        )
        if not companies:
            await self._check_empty_result()
        owners = await self._owners(companies)
        clauses = [
            unit
            for unit in units
            if fits(f"{documents.unit_name(unit)} {documents.number(unit['pNummer']):010d}", typed)
            or not is_hidden(documents.unit_address(unit), owners, int(cvr))
        ]
        return UnitPage(items=_shown(clauses, owners, int(cvr)), total=total - len(units) + len(clauses), next=further)

    async def probe(self) -> None:
        """Search for companies that certainly exist: a wrong path answers as well, but finds nothing."""
        companies, units = await asyncio.gather(
            self._companies(Search(COMPANY, queries.by_numbers(self._known), ("cvrNummer",), 1)),
            self._index.search(Search(UNIT, queries.of_companies(self._known), ("pNummer",), 1)),
        )
        if not companies or not units.documents:
            raise out_of_reach(f"it knows none of {self._known} or their units: CVR_URL leads elsewhere")

    async def close(self) -> None:
        await self._index.close()

    async def _companies(self, search: Search, partial: bool = False) -> Sequence[Document]:
        companies = (await self._index.search(search, partial)).documents
        if companies:
            self._gave_at = time.monotonic()
        # A company without a CVR number cannot be used.
        return [company for company in companies if documents.cvr_of(company) is not None]

    async def _check_empty_result(self) -> None:
        """Raise `DependencyUnavailable` if an empty result may mean that the index is not being searched."""
        if time.monotonic() - self._gave_at > BELIEVED_SECONDS:
            await self.probe()

    async def _by_name(self, typed: Sequence[str], limit: int) -> Sequence[Hit]:
        """Search by the companies' names and addresses, and by those of their production units."""
        companies, units = await asyncio.gather(
            self._companies(Search(COMPANY, queries.named(COMPANY, typed), NAME_FIELDS, limit), partial=True),
            self._index.search(Search(UNIT, queries.named(UNIT, typed), DOOR_FIELDS, DOORS), partial=True),
        )
        hits = [Hit(company, found_name(company, typed)) for company in companies]
        found_numbers = {documents.cvr_of(company) for company in companies}
        others = [unit for unit in units.documents if documents.unit_owner(unit) not in found_numbers]
        return merged(hits, await self._by_units(others, limit), limit)

    async def _by_units(self, units: Sequence[Document], limit: int) -> Sequence[Hit]:
        """The companies that own the units, each with the name of its first matching unit."""
        names: dict[int, str] = {}
        for unit in units:
            cvr = documents.unit_owner(unit)
            if cvr is not None:
                names.setdefault(cvr, documents.unit_name(unit))
        if not names:
            return []
        numbers = list(names)[:limit]
        companies = await self._companies(Search(COMPANY, queries.by_numbers(numbers), NAME_FIELDS, len(numbers)))
        by_number = {documents.cvr_of(company): company for company in companies}
        hits = [(by_number[cvr], names[cvr]) for cvr in numbers if cvr in by_number]
        return [Hit(company, name if name != documents.name_of(company) else "") for company, name in hits]

    async def _units(
        self, cvr: str, typed: Sequence[str], limit: int, cursor: re.Match[str] | None
    ) -> tuple[Sequence[Document], int, str | None]:
        """A page of units, the number of all matches, and the cursor of the next page. Active units first, each group by
        P-number: the index cannot sort by status."""
        past = cursor is not None and cursor[1] == "c"
        place = int(cursor[2]) if cursor else None

        def part(are_living: bool, size: int, after: int | None) -> Search:
            return Search(UNIT, queries.units_of(cvr, typed, are_living), UNIT_FIELDS, size, "pNummer", after)

        living, ceased = await asyncio.gather(
            self._index.search(part(True, 0 if past else limit + 1, None if past else place)),
            self._index.search(part(False, limit + 1, place if past else None)),
        )
        units = [("a", unit) for unit in _numbered(living)] + [("c", unit) for unit in _numbered(ceased)]
        shown = units[:limit]
        last = f"{shown[-1][0]}{documents.number(shown[-1][1]['pNummer']):010d}" if len(units) > limit else None
        return [unit for _, unit in shown], living.total + ceased.total, last

    async def _owners(self, companies: Iterable[Document]) -> Mapping[int, Owner]:
        """The owner of each sole proprietorship, by CVR number."""
        numbers = [
            cvr for company in companies if is_of_one_person(company) and (cvr := documents.cvr_of(company)) is not None
        ]
        if not numbers:
            return {}
        unknown = dict.fromkeys(numbers, Owner(True, frozenset()))
        owned = await self._companies(Search(COMPANY, queries.by_numbers(numbers), OWNER_FIELDS, len(numbers)))
        return unknown | {cvr: owner(company) for company in owned if (cvr := documents.cvr_of(company)) is not None}


def _is_hidden(company: Document, owners: Mapping[int, Owner]) -> bool:
    return is_hidden(documents.address_of(company), owners, documents.cvr_of(company))


def _numbered(answer: Found) -> list[Document]:
    return [document for document in answer.documents if documents.number(document.get("pNummer"))]


def _name(hit: Hit, owners: Mapping[int, Owner]) -> CompanyName:
    company, cvr = hit.company, documents.cvr_of(hit.company)
    return CompanyName(
        cvr=f"{cvr:08d}",
        name=documents.name_of(company),
        known_as=hit.known_as,
        address=shown_address(documents.address_of(company), owners, cvr),
        active=documents.is_active(company),
    )


def _company(
    company: Document, units: tuple[Sequence[Document], int, str | None], owners: Mapping[int, Owner]
) -> Company:
    name = _name(Hit(company, ""), owners)
    code, industry = documents.industry_of(company)
    holder = owners.get(int(name.cvr))
    return Company(
        **name.model_dump(),
        industry=industry,
        industry_code=code,
        municipality="" if holder and holder.is_secret else documents.municipality_of(company),
        ad_protected=company.get("reklamebeskyttet") in (True, "true"),
        units=_shown(units[0], owners, int(name.cvr)),
        unit_count=units[1],
    )


def _shown(units: Sequence[Document], owners: Mapping[int, Owner], cvr: int) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            p_number=f"{documents.number(unit['pNummer']):010d}",
            name=documents.unit_name(unit),
            address=shown_address(documents.unit_address(unit), owners, cvr),
            active=documents.is_active(unit),
        )
        for unit in units
    )
