"""Hides addresses that are not to be shown: a sole proprietor's where it is protected in the register, and where it is also the
home.

The register has them in the document of the company; a case worker's form has no need of them, so they are neither shown nor
sent on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.adapters.cvr.documents import Document, address, below, form_of, listed, number, text, town

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
    """`homes` are where the owner lives; none known is no leave to show anything."""

    is_secret: bool
    homes: frozenset[Place]

    def hides(self, document: Document) -> bool:
        """Whether the address must be neither shown nor searched by: a search for the street would reveal it."""
        return self.is_secret or not self.homes or _place(document) in self.homes

    def shown(self, document: Document) -> str:
        """As much of the address as may be shown."""
        if self.is_secret:
            return ""
        return town(document) if self.hides(document) else address(document)


def is_of_one_person(company: Document) -> bool:
    return form_of(company) in OF_ONE_PERSON


def owner(company: Document) -> Owner:
    """The owner in a document with `OWNER_FIELDS`."""
    holders = [below(relation, "deltager") for relation in listed(company, "deltagerRelation")]
    places = (place for holder in holders for place in listed(holder, "beliggenhedsadresse"))
    return Owner(
        # `adresseHemmeligUndtagelse` gives no leave here: what it makes an exception for is not documented.
        any(holder.get("adresseHemmelig") not in (None, False, "false") for holder in holders),
        frozenset(_place(place) for place in places if not below(place, "periode").get("gyldigTil")),
    )


def shown_address(document: Document, owners: Mapping[int, Owner], cvr: int | None) -> str:
    """`owners` has everyone whose company is of one person."""
    holder = owners.get(cvr) if cvr is not None else None
    return holder.shown(document) if holder else address(document)


def is_hidden(document: Document, owners: Mapping[int, Owner], cvr: int | None) -> bool:
    holder = owners.get(cvr) if cvr is not None else None
    return holder is not None and holder.hides(document)


def _place(document: Document) -> Place:
    values = (document.get(part) for part in _PLACE)
    return tuple(text(number(value) if number(value) is not None else value).lower() for value in values)
