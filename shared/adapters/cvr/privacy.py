"""Hides addresses that must not be shown: that of a sole proprietor whose address is protected, or who lives at the business
address.

The register returns these addresses, but the case worker's form does not need them, so they are neither shown nor sent on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.adapters.cvr.documents import Document, address, form_of, number, object_at, objects_in, text, town

OF_ONE_PERSON = ("ENK", "PMV")
"""Enkeltmandsvirksomhed and personligt ejet mindre virksomhed."""

_PLACE = ("vejnavn", "husnummerFra", "bogstavFra", "postnummer")
_HOLDER = "deltagerRelation.deltager"
OWNER_FIELDS = (
    *("cvrNummer", f"{_HOLDER}.adresseHemmelig", f"{_HOLDER}.beliggenhedsadresse.periode.gyldigTil"),
    *(f"{_HOLDER}.beliggenhedsadresse.{part}" for part in _PLACE),
)
Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a sole proprietorship. `homes` are the owner's home addresses; if none is known, no address is shown."""

    is_secret: bool
    homes: frozenset[Place]

    def hides(self, document: Document) -> bool:
        """Whether the address must be neither shown nor searchable: finding a company by its street would reveal it."""
        return self.is_secret or not self.homes or _place(document) in self.homes

    def shown(self, document: Document) -> str:
        """The address, or the part of it that may be shown."""
        if self.is_secret:
            return ""
        return town(document) if self.hides(document) else address(document)


def is_of_one_person(company: Document) -> bool:
    return form_of(company) in OF_ONE_PERSON


def owner(company: Document) -> Owner:
    """The owner named in a document that has `OWNER_FIELDS`."""
    holders = [object_at(relation, "deltager") for relation in objects_in(company, "deltagerRelation")]
    places = (place for holder in holders for place in objects_in(holder, "beliggenhedsadresse"))
    return Owner(
        # `adresseHemmeligUndtagelse` is not used: what it exempts is not documented.
        any(holder.get("adresseHemmelig") not in (None, False, "false") for holder in holders),
        frozenset(_place(place) for place in places if not object_at(place, "periode").get("gyldigTil")),
    )


def shown_address(document: Document, owners: Mapping[int, Owner], cvr: int | None) -> str:
    """A unit's address as it may be shown. `owners`: the owner of each sole proprietorship, by CVR number."""
    holder = owners.get(cvr) if cvr is not None else None
    return holder.shown(document) if holder else address(document)


def is_hidden(document: Document, owners: Mapping[int, Owner], cvr: int | None) -> bool:
    holder = owners.get(cvr) if cvr is not None else None
    return holder is not None and holder.hides(document)


def _place(document: Document) -> Place:
    values = (document.get(part) for part in _PLACE)
    return tuple(text(number(value) if number(value) is not None else value).lower() for value in values)
