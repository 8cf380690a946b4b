"""Finds deliveries on the command line: those that options choose, and those of a registration's id."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
import re
from typing import Any

from ops.operations_calls import Calls, NotDone
from shared.domain.delivery_status import LISTED
from shared.domain.identifiers import UUID
from shared.services.move_many import MAX_MOVES


def registration_id(text: str) -> str:
    """The id as the API writes it. Raises `ArgumentTypeError`, whose message argparse prints."""
    id = _id_in(text)
    if not id:
        raise argparse.ArgumentTypeError(f"{text} is no registration's id: 01995c1e-7d3a-7c55-9f0e-3b1a2c4d5e6f is one")
    return id


def _id_in(text: str) -> str:
    """The text as an id; empty for one that is none."""
    id = text.strip().lower()
    return id if re.fullmatch(UUID, id) else ""


def pages_of(options: argparse.Namespace, calls: Calls) -> Iterator[Mapping[str, Any]]:
    """The pages of the deliveries that the options choose, the oldest first. With `id`, also of those that are closed."""
    of_id = getattr(options, "id", "")
    params = {
        "status": options.status or (",".join(LISTED) if of_id else ""),
        "target": options.target,
        "app": options.app,
        "assigned": "me" if options.mine else "",
    }
    return _pages(params, calls)


def _pages(params: Mapping[str, str], calls: Calls) -> Iterator[Mapping[str, Any]]:
    after: str | None = ""
    while after is not None:
        page = calls.get("/deliveries", **params, limit=str(MAX_MOVES), after=after)
        yield page
        after = page["next"]


def deliveries_of(id: str, page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The deliveries of a page that belong to the registration; all of them for an empty id."""
    return (line for line in page["items"] if not id or line["id"] == id)


def key_of(line: Mapping[str, Any]) -> str:
    return f"{line['person']}/{line['id']}/{line['target']}"


def keys_of(word: str, calls: Calls) -> Sequence[str]:
    """The key itself; for a registration's id, the keys of its deliveries that are in the list. Raises `NotDone` for an id that
    has none."""
    id = _id_in(word)
    if not id:
        return [word]
    pages = _pages({"status": ",".join(LISTED)}, calls)
    keys = [key_of(line) for page in pages for line in deliveries_of(id, page)]
    if not keys:
        raise NotDone(f"{id} is not in the list: it is delivered, or there is no such registration")
    return keys
