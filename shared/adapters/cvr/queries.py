"""Builds Elasticsearch queries from structured clauses only: no text that a person typed is parsed as a query.

Each typed word must be the beginning of a word in a name or an address. It is matched by `phrase_prefix`, which uses the index's
own analyzer: a plain prefix would not match `A/S`, `&`, `-` or capitals. The clauses for one word:

its spellings     as typed, and with `å`/`aa`, `ø`/`oe` and `æ`/`ae` exchanged
a plain prefix    for a word of letters and digits only, since `phrase_prefix` tries the first 1000 words only
a number          as house number, postcode or P-number, and as a whole word: 12 must not match 120
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
import re
from typing import Any
import unicodedata

from shared.adapters.cvr.index import COMPANY, UNIT, Kind

Clause = Mapping[str, Any]

MAX_WORDS = 8
EXPANSIONS = 1000
"""The most words that a prefix may stand for; Lucene accepts 1024 clauses."""

_LETTERS = (("å", "aa"), ("ø", "oe"), ("æ", "ae"))
_HOUSE = re.compile(r"(\d{1,4})([a-zæøå])")
_FACTS = {COMPANY: "virksomhedMetadata", UNIT: "produktionsEnhedMetadata"}
_NAMES = {
    COMPANY: ("virksomhedMetadata.nyesteNavn.navn^8", "binavne.navn^4", "navne.navn^2"),
    UNIT: ("produktionsEnhedMetadata.nyesteNavn.navn^4",),
}
_PLACES = ("vejnavn", "bynavn", "postdistrikt")
_LIVING = {
    COMPANY: "NORMAL AKTIV UNDERKONKURS UNDERTVANGSOPLØSNING UNDERREKONSTRUKTION UNDERFRIVILLIGLIKVIDATION",
    UNIT: "Aktiv",
}
TOGETHER = 50
FIRST = 1_000_000
"""A score above all that the match of a name can give."""


def words(text: str) -> list[str]:
    """The typed words to search for. Words without a letter or digit are left out, since the index has none and would match
    nothing."""
    typed = unicodedata.normalize("NFC", text).lower().split()
    searchable = [word for word in typed if any(character.isalnum() for character in word)]
    # Many names have `&` instead, which is not a word in the index.
    return ([word for word in searchable if word != "og"] or searchable)[:MAX_WORDS]


def spellings(word: str) -> list[str]:
    """The word and its other spellings."""
    danish = word
    for letter, two in _LETTERS:
        danish = danish.replace(two, letter)
    return list(dict.fromkeys((word, plain(word), danish)))


def plain(text: str) -> str:
    """Write each Danish letter as its two-letter spelling."""
    for letter, two in _LETTERS:
        text = text.replace(letter, two)
    return text


def by_number(cvr: str) -> Clause:
    return {"term": {f"{COMPANY.root}.cvrNummer": int(cvr)}}


def by_numbers(numbers: Sequence[int]) -> Clause:
    return {"terms": {f"{COMPANY.root}.cvrNummer": list(numbers)}}


def of_companies(numbers: Sequence[int]) -> Clause:
    """Matches the units that these companies own now: `virksomhedsrelation` also lists former owners."""
    return {"terms": {f"{UNIT.root}.produktionsEnhedMetadata.nyesteCvrNummerRelation": list(numbers)}}


def by_p_number(p_number: str) -> Clause:
    return {"term": {f"{UNIT.root}.pNummer": int(p_number)}}


def named(kind: Kind, typed: Sequence[str]) -> Clause:
    """Matches documents that have every word: active before dissolved, and first those with the words side by side in a name."""
    first = {"constant_score": {"filter": living(kind), "boost": FIRST}}
    together = {"query": " ".join(typed), "type": "phrase_prefix", "max_expansions": EXPANSIONS, "boost": TOGETHER}
    names = {"multi_match": {**together, "fields": [f"{kind.root}.{name}" for name in _NAMES[kind]]}}
    return {"bool": {"must": [_word(kind, word) for word in typed], "should": [first, names]}}


def units_of(cvr: str, typed: Sequence[str], are_living: bool) -> Clause:
    """Matches a company's units that have every word: the active ones, or the others."""
    clauses = [of_companies([int(cvr)]), *(_word(UNIT, word) for word in typed)]
    if are_living:
        return {"bool": {"filter": [*clauses, living(UNIT)]}}
    return {"bool": {"filter": clauses, "must_not": [living(UNIT)]}}


def living(kind: Kind) -> Clause:
    """Matches active documents. By `match` instead of `term`, since the index has analysed the status into lower case."""
    return {"match": {f"{kind.root}.{_FACTS[kind]}.sammensatStatus": _LIVING[kind]}}


def _word(kind: Kind, word: str) -> Clause:
    address = f"{kind.root}.{_FACTS[kind]}.nyesteBeliggenhedsadresse"
    fields = [*(f"{kind.root}.{name}" for name in _NAMES[kind]), *(f"{address}.{place}" for place in _PLACES)]
    clauses = [beginning for spelling in spellings(word) for beginning in _begins(fields, spelling)]
    return {"bool": {"should": [*clauses, *_numbers(kind, address, word)], "minimum_should_match": 1}}


def _begins(fields: Sequence[str], word: str) -> Iterator[Clause]:
    if word.isdigit():
        yield {"multi_match": {"query": word, "fields": list(fields)}}
        return
    options = {"type": "phrase_prefix", "max_expansions": EXPANSIONS}
    yield {"multi_match": {"query": word, "fields": list(fields), **options}}
    if word.isalnum():
        yield from ({"prefix": {field.partition("^")[0]: word}} for field in fields)


def _numbers(kind: Kind, address: str, word: str) -> Iterator[Clause]:
    if house := _HOUSE.fullmatch(word):
        letter = {"match": {f"{address}.bogstavFra": house[2].upper()}}
        yield {"bool": {"filter": [{"term": {f"{address}.husnummerFra": int(house[1])}}, letter]}}
    if not (word.isascii() and word.isdigit() and len(word) <= 10):
        return
    if len(word) <= 4:
        yield {"term": {f"{address}.husnummerFra": int(word)}}
    if len(word) == 4:
        yield {"term": {f"{address}.postnummer": int(word)}}
    if kind == UNIT and len(word) >= 4:
        step = 10 ** (10 - len(word))
        yield {"range": {f"{UNIT.root}.pNummer": {"gte": int(word) * step, "lt": (int(word) + 1) * step}}}
