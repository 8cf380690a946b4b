"""Reads query parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
import re
from typing import TYPE_CHECKING, TypeVar

from functions.route_description import Parameter
from shared.domain.definition.draft_definition import DRAFT_SUFFIX
from shared.domain.delivery_status import Status
from shared.domain.identifiers import NAME
from shared.domain.problems import BadRequest

if TYPE_CHECKING:
    import azure.functions as func


def pattern_of_list(words: Iterable[str]) -> str:
    """The pattern of any number of the words, with commas between them."""
    word = f"({'|'.join(words)})"
    return f"^({word}(,{word})*)?$"


MAX_PER_PAGE = 100
MAX_QUERY_LENGTH = 100
APP_NAME = f"{NAME}({DRAFT_SUFFIX})?"
"""The name of an app, or of its draft."""
LIMIT = Parameter(
    "How many at most; empty counts as left out.",
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_PER_PAGE}, {"const": ""}], "default": 25},
    25,
)
AFTER = Parameter("`next` of the page before; empty is the first.", {"type": "string", "pattern": "^([0-9a-f]{32})?$"})
CURSOR = "[0-9]{1,12}\\.[0-9]{6}/[0-9a-f]{32}/[0-9a-f-]{36}(/" + NAME + ")?"
"""Where a page of deliveries ends: since when in seconds, the person's key, the registration's id and the target."""
QUERY = Parameter(
    "Words that must all stand in the title, the card or the receipt's id, in any order; empty for all.",
    {"type": "string", "maxLength": MAX_QUERY_LENGTH},
    "bageri",
)
STATUSES = Parameter(
    "Statuses with commas between them; empty for all.",
    {"type": "string", "pattern": pattern_of_list(Status)},
    "refused,uncertain",
)
APP = Parameter("An app's name; empty for all.", {"type": "string", "pattern": f"^({APP_NAME})?$"})
ATTENTION = Parameter(
    "`true`: only what needs somebody, on one page: refused, uncertain, or a follow-up whose day has come without a later "
    "registration of the same app and title.",
    {"enum": ["true", ""]},
)
REVISION = Parameter(
    "What it was before it was corrected; empty: as it is.",
    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 999_999}, {"const": ""}]},
)
Named = TypeVar("Named", bound=str)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_APP = re.compile(APP_NAME)
_REVISION = re.compile("[1-9][0-9]{0,5}")


def limit(req: func.HttpRequest, default: int, maximum: int) -> int:
    """The requested number of items, from 1 to `maximum`. `BadRequest` names `limit`."""
    text = req.params.get("limit", str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= maximum):
        raise BadRequest(name="limit")
    return int(text)


def searched(req: func.HttpRequest) -> str:
    """The search text; empty where there is none. `BadRequest` names `query`."""
    query: str = req.params.get("query", "")
    if len(query) > MAX_QUERY_LENGTH or _UNREADABLE.search(query):
        raise BadRequest(name="query")
    return query


def one_of(req: func.HttpRequest, name: str, members: Iterable[Named]) -> Iterator[Named]:
    """The `members` that the parameter names, separated by commas; none where it is absent or empty. `BadRequest` names the
    parameter."""
    by_name = {str(member): member for member in members}
    for part in filter(None, req.params.get(name, "").split(",")):
        if part not in by_name:
            raise BadRequest(name=name)
        yield by_name[part]


def app_name(req: func.HttpRequest) -> str:
    """The requested app; empty for any. `BadRequest` names `app`."""
    app: str = req.params.get("app", "")
    if app and not _APP.fullmatch(app):
        raise BadRequest(name="app")
    return app


def revision(req: func.HttpRequest) -> int | None:
    """The requested earlier revision; None for the present one. `BadRequest` names `revision`."""
    text = req.params.get("revision", "")
    if not text:
        return None
    if not _REVISION.fullmatch(text):
        raise BadRequest(name="revision")
    return int(text)
