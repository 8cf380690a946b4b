"""Searches Virk's index. Raises `DependencyUnavailable` for an incomplete answer instead of taking it for a complete one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
import logging
from typing import Any, Protocol

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.adapters.cvr.documents import Document, number
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.cvr")

PATIENCE = 8.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: the name of its index, and the member of `_source` that contains it."""

    index: str
    root: str


COMPANY = Kind("virksomhed", "Vrvirksomhed")
UNIT = Kind("produktionsenhed", "VrproduktionsEnhed")


@dataclass(frozen=True, slots=True)
class Search:
    """A search. `fields` are paths below the kind's root; without them the index returns documents of 75 kB each. `sort` is such
    a path. `after`: continue after this value of the sort field, since paging by `from` gives an HTTP 500 above 3000."""

    kind: Kind
    query: Mapping[str, Any]
    fields: Sequence[str]
    size: int
    sort: str = ""
    after: int | None = None

    def body(self) -> dict[str, Any]:
        root = self.kind.root
        body: dict[str, Any] = {
            "query": self.query,
            "size": self.size,
            "_source": [f"{root}.{field}" for field in self.fields],
        }
        if self.sort:
            body["sort"] = [{f"{root}.{self.sort}": "asc"}]
        if self.after is not None:
            body["search_after"] = [self.after]
        return body


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that a search returned. `total` counts all matches."""

    documents: Sequence[Document]
    total: int


class Index(Protocol):
    """A search index."""

    async def search(self, search: Search, partial: bool = False) -> Found:
        """Search. `partial`: accept the hits of an incomplete answer. Raises `DependencyUnavailable`."""
        ...

    async def close(self) -> None: ...


class VirkIndex:
    """Virk's index over HTTP."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url, self._auth = url, (user, password)

    async def search(self, search: Search, partial: bool = False) -> Found:
        try:
            answer = await self._client.post(f"/cvr-permanent/{search.kind.index}/_search", json=search.body())
            answer.raise_for_status()
            return found_in(answer.json(), search, partial)
        except httpx.HTTPStatusError as error:
            reason = f"HTTP {error.response.status_code}"
        except httpx.HTTPError as error:
            reason = type(error).__name__
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = f"an answer of another shape ({type(error).__name__})"
        except Incomplete as error:
            reason = str(error)
        raise out_of_reach(reason) from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=self._url, auth=self._auth, timeout=PATIENCE, trust_env=False, limits=BRIEFLY_KEPT
        )

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()


class Incomplete(Exception):
    """The status is 200, but the answer is incomplete or of another kind."""


def out_of_reach(reason: str) -> DependencyUnavailable:
    log.warning("the CVR register does not answer: %s", reason)
    return DependencyUnavailable("register-unavailable")


def found_in(answer: Mapping[str, Any], search: Search, partial: bool) -> Found:
    """The documents in an answer of the index. Raises `Incomplete`, or `TypeError` and the like for a body of an unexpected
    shape."""
    hits = answer["hits"]["hits"]
    sources = [hit.get("_source") or {} for hit in hits]
    documents = [source[search.kind.root] for source in sources if isinstance(source.get(search.kind.root), dict)]
    if hits and not documents:
        raise Incomplete("hits of another kind: CVR_URL leads elsewhere")
    failed = number((answer.get("_shards") or {}).get("failed")) or 0
    if (answer.get("timed_out") in (True, "true") or failed) and not (partial and documents):
        raise Incomplete(f"a part of it has not answered ({failed} shards failed)")
    total = answer["hits"]["total"]
    count = number(total.get("value") if isinstance(total, dict) else total)
    if count is None:
        raise Incomplete("it does not say how many there are")
    return Found(documents, count)
