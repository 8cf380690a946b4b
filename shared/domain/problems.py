"""Every way a request can fail, each in one place with its stable code and HTTP status.

Problem
├── NotJson                 400 not-json            the body is not JSON
├── BadRequest              400 bad-request         a parameter cannot be used
├── NoSession               401 no-session          nobody is signed in, or the session is over
├── WrongOrigin             403 wrong-origin        an unsafe call from another site, or without our header
├── NoAccess                403 no-access           signed in, and without a role yet
├── NotOperator             403 not-operator        only who has the role may ask
├── GatewayOnly             403 gateway-only        the caller is not the gateway
├── SignInRefused           403 loa-too-low, other-company, no-employee-identity, sign-in-…
├── UnknownRoute            404 unknown-route       there is nothing at the address
├── UnknownApp              404 unknown-app
├── UnknownVersion          404 unknown-version     no such version of the definition is published
├── DraftGone               404 draft-gone          a draft of a form that is changed, published or taken away
├── UnknownRegistration, UnknownAttachment, UnknownCompany   404 unknown-registration, -attachment, -company
├── UnknownPerson           404 unknown-person      nobody in the access list
├── UnknownTarget, UnknownWindow, UnknownTimer   404 unknown-target, unknown-window, unknown-timer
├── WrongMethod             405 wrong-method        the address answers other methods
├── Conflict                409 conflict, attachment-conflict   same id, other content
├── NotCorrectable          409 not-correctable     only what was refused, and nothing taken of, takes other content
├── TooManyAttachments      409 too-many-attachments   too much was sent without the registration that names it
├── AccessChanged           409 access-changed      somebody else changed the line of the access list
├── OwnAccess               409 own-access          an operator never shuts themselves out
├── NotUncertain            409 not-uncertain       only an uncertain delivery can be settled
├── NotPossible             409 not-possible, too-late-to-reopen, too-early-to-resend, moved-meanwhile, …
├── TooLarge                413 too-large           the body is over the limit
├── UnknownKind             415 unknown-kind        an attachment that is no PDF, PNG or JPEG
├── Unreadable              422 unreadable          a picture that cannot be drawn
├── InvalidAnswers          422 invalid-answers     with a FieldError per fault
├── PeriodRefused           422 access-ends-first, survey-closed, window-in-the-past, window-ends-first, window-too-long
├── WrongClock              422 wrong-clock         good answers by a clock that is not believed
├── Withdrawn               422 withdrawn           begun after the day from which on the app takes nothing new
├── InvalidId               422 invalid-id          not a UUIDv7
└── DependencyUnavailable              503 register-, broker-, storage-, gateway-unavailable, broker-refuses

A problem is raised once, deep down, and turned into `application/problem+json` (RFC 9457) once, at the edge, where
its title and detail come from the catalogue (`problem.<code>.title`, `problem.<code>.detail`) in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault in the answers.

    `path`: a JSON Pointer (RFC 6901) into the answers. `code`: a key of `shared/texts/fields.json`. `label`: the field's label by
    language (empty where no field has the path). `limit`: the bound that was broken, if any; `shown`: the same in words by
    language. `message`: the definition's own text (of `invalid`).
    """

    path: str
    code: str
    label: dict[str, str] = field(default_factory=dict)
    limit: int | float | str | None = None
    shown: dict[str, str] = field(default_factory=dict)
    message: dict[str, str] = field(default_factory=dict)

    def limit_in(self, language: str) -> int | float | str | None:
        """The bound in words."""
        return self.shown.get(language, self.limit)


class Problem(Exception):
    """An error response with a text for people. `values` fill in the placeholders of the catalogue's texts; `headers` are added
    to the response."""

    status: ClassVar[int] = 500
    code: str = "internal"
    other_codes: ClassVar[tuple[str, ...]] = ()
    """Codes besides `code` that the class is raised with, for the API's contract."""

    def __init__(
        self,
        code: str | None = None,
        *,
        errors: tuple[FieldError, ...] = (),
        headers: Mapping[str, str] = MappingProxyType({}),
        **values: str | int,
    ) -> None:
        if code is not None:
            self.code = code
        self.errors = errors
        self.headers = headers
        self.values = values
        super().__init__(self.code)


class NotJson(Problem):
    status, code = 400, "not-json"


class BadRequest(Problem):
    status, code = 400, "bad-request"


class NoSession(Problem):
    status, code = 401, "no-session"


class WrongOrigin(Problem):
    status, code = 403, "wrong-origin"


class SignInRefused(Problem):
    status, code = 403, "sign-in-refused"


class NoAccess(Problem):
    status, code = 403, "no-access"


class NotOperator(Problem):
    status, code = 403, "not-operator"


class GatewayOnly(Problem):
    status, code = 403, "gateway-only"


class UnknownRoute(Problem):
    status, code = 404, "unknown-route"


class WrongMethod(Problem):
    status, code = 405, "wrong-method"


class UnknownApp(Problem):
    status, code = 404, "unknown-app"


class DraftGone(Problem):
    """`UnknownApp` and `UnknownVersion` of a draft, for a form author, who may have more of it on the phone."""

    status, code = 404, "draft-gone"


class Withdrawn(Problem):
    status, code = 422, "withdrawn"


class UnknownRegistration(Problem):
    status, code = 404, "unknown-registration"


class UnknownAttachment(Problem):
    status, code = 404, "unknown-attachment"


class UnknownCompany(Problem):
    status, code = 404, "unknown-company"


class UnknownPerson(Problem):
    status, code = 404, "unknown-person"


class UnknownTarget(Problem):
    status, code = 404, "unknown-target"


class UnknownWindow(Problem):
    status, code = 404, "unknown-window"


class UnknownTimer(Problem):
    status, code = 404, "unknown-timer"


class PeriodRefused(Problem):
    """Days of an access, a service window (`evaluation/windows.py`) or a survey's quarter that cannot be; its code says why."""

    status, code = 422, "window-in-the-past"
    other_codes = ("access-ends-first", "survey-closed", "window-ends-first", "window-too-long")


class AccessChanged(Problem):
    status, code = 409, "access-changed"


class OwnAccess(Problem):
    status, code = 409, "own-access"


class Conflict(Problem):
    status, code = 409, "conflict"
    other_codes = ("attachment-conflict",)


class NotCorrectable(Problem):
    status, code = 409, "not-correctable"


class TooManyAttachments(Problem):
    status, code = 409, "too-many-attachments"


class NotUncertain(Problem):
    status, code = 409, "not-uncertain"


class NotPossible(Problem):
    status, code = 409, "not-possible"
    other_codes = ("cannot-be-asked", "hold-changed", "moved-meanwhile", "too-early-to-resend", "too-late-to-reopen")


class TooLarge(Problem):
    status, code = 413, "too-large"


class UnknownKind(Problem):
    status, code = 415, "unknown-kind"


class Unreadable(Problem):
    status, code = 422, "unreadable"


class InvalidAnswers(Problem):
    status, code = 422, "invalid-answers"


class WrongClock(Problem):
    status, code = 422, "wrong-clock"


class UnknownVersion(Problem):
    status, code = 404, "unknown-version"


class InvalidId(Problem):
    status, code = 422, "invalid-id"


class DependencyUnavailable(Problem):
    status, code = 503, "storage-unavailable"
    other_codes = ("broker-unavailable", "busy", "gateway-unavailable", "register-unavailable")


def problem_classes() -> dict[str, type[Problem]]:
    """The class of each code."""
    classes: list[type[Problem]] = [Problem, *Problem.__subclasses__()]
    return {code: problem for problem in classes for code in (problem.code, *problem.other_codes)}
