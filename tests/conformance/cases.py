"""The cases: a failure of a target's call, and what it shows about whether something was created."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.conformance.troubles import Trouble


class Meaning(Enum):
    """What an answer, or a missing answer, shows about whether the call created something. It matters only for the call that
    creates something."""

    NOTHING = auto()
    """Nothing was created; the delivery is retried automatically."""
    NO = auto()
    """Nothing was created, and never will be: the delivery is refused, and a person corrects it."""
    OURS = auto()
    """Nothing was created because of a fault of our own, which an operator must mend."""
    UNKNOWN = auto()
    """It is not known, and the delivery must not simply be sent again."""
    GOOD = auto()
    """It was created."""


@dataclass(frozen=True, slots=True)
class Case:
    """A failure and what it shows. `prepare`: at a call that creates nothing; `commit`: at the call that creates something;
    `prepare_of` and `commit_of`: for the targets that differ."""

    name: str
    trouble: Trouble
    commit: Meaning
    prepare: Meaning = Meaning.NOTHING
    prepare_of: Mapping[str, Meaning] = field(default_factory=dict)
    commit_of: Mapping[str, Meaning] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def _status(number: int, **more: object) -> Trouble:
    return Trouble(status=number, **more)  # type: ignore[arg-type]


def _headers(**headers: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", "-"), value) for name, value in headers.items())


PAGE = b"<html><body><h1>Vi er straks tilbage</h1></body></html>"
ELSEWHERE = _headers(Location="/vedligehold")
HTML = _headers(Content_Type="text/html")
JSON = _headers(Content_Type="application/json")
ANY_SUCCESS = {"fasit-documents": Meaning.GOOD}
"""The format of the body of Fasit's `opret` is not documented: one without an id is a success."""

CASES = (
    Case("answer lost before the work", Trouble(cut="before"), Meaning.UNKNOWN),
    Case("answer lost after the work", Trouble(cut="before", works=True), Meaning.UNKNOWN),
    Case("answer cut off in the middle", Trouble(cut="middle"), Meaning.UNKNOWN),
    Case("answer cut off in the middle, after the work", Trouble(cut="middle", works=True), Meaning.UNKNOWN),
    Case("no answer at all", Trouble(holds=True), Meaning.UNKNOWN),
    Case("no answer at all, after the work", Trouble(holds=True, works=True), Meaning.UNKNOWN),
    Case("an answer letter by letter", Trouble(slow=True), Meaning.GOOD, Meaning.GOOD),
    Case("200 with a web page", _status(200, body=PAGE, headers=HTML), Meaning.UNKNOWN),
    Case("200 with a web page that calls itself JSON", _status(200, body=PAGE, headers=JSON), Meaning.UNKNOWN),
    Case("201 with a web page after the work", _status(201, body=PAGE, headers=HTML, works=True), Meaning.UNKNOWN),
    Case("201 with JSON that breaks off", _status(201, body=b'{"id": "7', headers=JSON), Meaning.UNKNOWN),
    Case("201 with JSON that breaks off, after the work", _status(201, body=b"[1", works=True), Meaning.UNKNOWN),
    Case("200 with an empty body, after the work", _status(200, works=True), Meaning.UNKNOWN, commit_of=ANY_SUCCESS),
    Case("204 after the work", _status(204, works=True), Meaning.UNKNOWN, commit_of=ANY_SUCCESS),
    *(
        Case(
            f"{status} with JSON of another shape, after the work: {body}",
            trouble,
            Meaning.UNKNOWN,
            commit_of=ANY_SUCCESS,
        )
        for status, body in (
            (200, "[]"),
            (201, '{"status": "ok"}'),
            (201, '{"id": null}'),
            (201, '{"id": {"id": "7"}}'),
        )
        for trouble in (_status(status, body=body.encode(), headers=JSON, works=True),)
    ),
    Case("301", _status(301, headers=ELSEWHERE), Meaning.UNKNOWN),
    Case("302 to a page of maintenance", _status(302, headers=ELSEWHERE), Meaning.UNKNOWN),
    Case("303 after the work", _status(303, headers=ELSEWHERE, works=True), Meaning.UNKNOWN),
    Case("307", _status(307, headers=ELSEWHERE), Meaning.NOTHING),
    Case("308", _status(308, headers=ELSEWHERE), Meaning.NOTHING),
    Case("400", _status(400, body=b"ukendt"), Meaning.NO, Meaning.NO),
    Case("401 for good", _status(401), Meaning.OURS, Meaning.OURS),
    Case("403", _status(403), Meaning.OURS, Meaning.OURS),
    Case("404", _status(404), Meaning.NO, Meaning.NOTHING, prepare_of={"momentum": Meaning.NO}),
    Case("405", _status(405), Meaning.NO, Meaning.NOTHING),
    Case("406", _status(406), Meaning.NO, Meaning.NO),
    Case("408", _status(408), Meaning.NOTHING),
    Case("409", _status(409, body=b"findes"), Meaning.NO, Meaning.NO),
    Case("410", _status(410), Meaning.UNKNOWN, Meaning.NO),
    Case("411", _status(411), Meaning.NO, Meaning.NO),
    Case("413", _status(413), Meaning.NO, Meaning.NO),
    Case("414", _status(414), Meaning.NO, Meaning.NO),
    Case("415", _status(415), Meaning.NO, Meaning.NO),
    Case("418, which nobody expects", _status(418), Meaning.UNKNOWN, Meaning.NO),
    Case("422 with words", _status(422, body="ugyldig æøå".encode()), Meaning.NO, Meaning.NO),
    Case("425", _status(425), Meaning.NOTHING),
    Case("429 with Retry-After", _status(429, headers=_headers(Retry_After="120")), Meaning.NOTHING),
    Case("429 without Retry-After", _status(429), Meaning.NOTHING),
    Case("429 with a Retry-After of a week", _status(429, headers=_headers(Retry_After="604800")), Meaning.NOTHING),
    Case("429 with a Retry-After in words", _status(429, headers=_headers(Retry_After="soon")), Meaning.NOTHING),
    Case("431", _status(431), Meaning.NO, Meaning.NO),
    Case("499", _status(499), Meaning.UNKNOWN, Meaning.NO),
    Case("500", _status(500), Meaning.UNKNOWN),
    Case("500 after the work", _status(500, works=True), Meaning.UNKNOWN),
    Case("501", _status(501), Meaning.UNKNOWN),
    Case("502", _status(502, body=PAGE, headers=HTML), Meaning.UNKNOWN),
    Case("502 after the work", _status(502, works=True), Meaning.UNKNOWN),
    Case("503", _status(503), Meaning.UNKNOWN),
    Case("503 after the work", _status(503, works=True), Meaning.UNKNOWN),
    Case("503 with Retry-After", _status(503, headers=_headers(Retry_After="300")), Meaning.UNKNOWN),
    Case("504 after the work", _status(504, works=True), Meaning.UNKNOWN),
    Case("507", _status(507), Meaning.UNKNOWN),
)
