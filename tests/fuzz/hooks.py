"""What schemathesis needs to know to fuzz the API: our formats and files, how to be signed in, and which 422 is no fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
import os
import re
from typing import Any

from hypothesis import strategies as st
import schemathesis

from shared.domain.access.person import Person
from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.evaluation.survey import quarters_open
from shared.domain.evaluation.windows import MAX_WINDOW
from shared.domain.expressions.compiler import Formula
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.fields import FORMATS
from shared.services.judge import is_believed
from shared.services.session import Sessions
from tests.fuzz import files

COOKIE = "__Host-feltskema"
PERSON = Person(key="f" * 32, name="Dorte Holm", cvr="64942212", roles=("konsulent", "operatoer"))


def _register(name: str, strategy: st.SearchStrategy[str]) -> None:
    schemathesis.openapi.format(name, strategy.filter(FORMATS[name]))


_register("cvr", st.integers(10_000_000, 99_999_999).map(lambda number: str(number - number % 11)))
_register("cpr", st.builds("{:%d%m%y}{:04}".format, st.dates(), st.integers(0, 9999)))
_register("phone", st.one_of(st.from_regex(r"\A\+45[0-9]{8}\Z"), st.from_regex(r"\A\+[1-35-9][0-9]{7,14}\Z")))
_register("postcode", st.from_regex(r"\A[0-9]{4}\Z"))
_register("date", st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.isoformat()))
_register("email", st.from_regex(r"\A[a-z0-9+_-]{1,20}(\.[a-z0-9]{1,5}){0,2}@([a-z0-9]{1,9}\.){1,2}[a-z]{2,5}\Z"))
_register("url", st.from_regex(r"\Ahttps?://([a-zæøå0-9]{1,9}\.){1,2}[a-z]{2,5}(:[0-9]{1,5})?(/[a-zæ0-9/?]{0,20})?\Z"))
_register(
    "date-time",
    st.builds(
        "{:%Y-%m-%dT%H:%M:%S}{}".format,
        st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)),  # noqa: DTZ001 (the offset is put to it)
        st.sampled_from(["Z", "+00:00", "+01:00", "-11:30", "+13:59"]),
    ),
)
for kind, strategy in files.KINDS.items():
    schemathesis.openapi.media_type(kind, strategy)


@cache
def _sessions(issuer: str, key: str) -> Sessions:
    """Made once, since reading a private key takes a tenth of a second."""
    return Sessions(issuer, key, "", timedelta(hours=1), timedelta(hours=10))


def session(issuer: str, key: str, roles: tuple[str, ...] = PERSON.roles) -> str:
    """A session's cookie value, as a sign-in writes it."""
    sessions = _sessions(issuer, key)
    return sessions.write(sessions.begin(PERSON.model_copy(update={"roles": roles}), datetime.now(UTC)))


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """A session of its own for every call, since the run signs out all the time."""

    def get(self, case: Any, context: Any) -> str:
        return session(os.environ["FUZZ_ISSUER"], os.environ["FUZZ_SESSION_KEY"])

    def set(self, case: Any, data: str, context: Any) -> None:
        case.cookies = {**(case.cookies or {}), COOKIE: data}


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """As the phone does before it sends good answers: the schema tells of no condition (`x-rules` does), so a random body
    answers what does not show, and leaves out what must be answered."""
    if not _is_good(case) or not case.operation.definition.raw.get("operationId", "").startswith("put-registration"):
        return
    if isinstance(case.body, dict) and isinstance(case.body.get("answers"), dict):
        compiled = files.definitions().get(case.operation.path.split("/")[2])
        form = dict(case.body["answers"])
        _fill(compiled.compiled_fields, form, form, compiled.definition.example or {})
        case.body = {**case.body, "answers": form}


def _fill(
    fields: Sequence[CompiledField], enclosing: dict[str, Any], form: dict[str, Any], example: dict[str, Any]
) -> None:
    """In the order of the form: what does not show is left out, what is calculated filled in, and what must be answered taken
    from the example where it has it."""
    context = EvaluationContext.at(datetime.now(UTC), PERSON)

    def value(formula: Formula | None) -> Any:
        return None if formula is None else evaluate(formula.compiled, enclosing, form, context)

    for entry in fields:
        id = entry.field.id
        shows = entry.visible is None or value(entry.visible) is True
        if not shows or entry.field.kind == "calculated":
            enclosing.pop(id, None)
        formula = next((formula for typed, formula in entry.own_expressions if typed.rule == "calculated"), None)
        if shows and value(formula) not in (None, ""):
            enclosing[id] = value(formula)
        elif shows and id not in enclosing and value(entry.required) is True and id in example:
            enclosing[id] = example[id]
        if entry.inner and isinstance(enclosing.get(id), list):
            enclosing[id] = [dict(item) for item in enclosing[id]]
            for item in enclosing[id]:
                _fill(entry.inner, item, form, {})


def _is_good(case: Any) -> bool:
    return bool(case.meta is not None and case.meta.generation.mode.is_positive)


_NO_WINDOW: dict[str, Callable[[datetime, datetime], bool]] = {
    "window-in-the-past": lambda start, end: start <= datetime.now(UTC),
    "window-ends-first": lambda start, end: end <= start,
    "window-too-long": lambda start, end: end - start > MAX_WINDOW,
}
"""By its code, what is wrong with a service window's beginning and end, which no schema can say."""


@schemathesis.check
def refused_by_a_rule(ctx: Any, response: Any, case: Any) -> None:
    """Of what fits the document, 422 may refuse only what `x-rules` tells of, each fault at its field and with its code,
    or a clock that is not believed."""
    if response.status_code != 422 or not _is_good(case):
        return
    problem = response.json()
    if problem["code"] == "wrong-clock":
        answered_at = datetime.fromisoformat(case.body["answeredAt"])
        assert not is_believed(answered_at, datetime.now(UTC)), "a good clock is refused"
        return
    if problem["code"] in _NO_WINDOW:
        start, end = (
            datetime.fromisoformat(case.body[name]).replace(second=0, microsecond=0) for name in ("start", "end")
        )
        assert _NO_WINDOW[problem["code"]](start, end), f"a good window is refused as {problem['code']}"
        return
    if problem["code"] == "access-ends-first":
        assert case.body["validTo"] < case.body["validFrom"], "days in their order are refused"
        return
    if problem["code"] == "survey-closed":
        assert case.body["quarter"] not in quarters_open(datetime.now(UTC)) or not _asks(case.body["app"])
        return
    assert problem["code"] == "invalid-answers", f"fits the document, and is refused as {problem['code']}"
    rules = {(rule["path"], code) for rule in _rules(case) for code in rule["codes"]}
    for fault in problem["errors"]:
        path = re.sub(r"/[0-9]+(?=/|$)", "/*", fault["path"])
        assert (path, fault["code"]) in rules, f"fits the document, and is refused: {fault}"


def _asks(app: str) -> bool:
    """Whether the app has the survey of two questions."""
    compiled = next((each for each in files.definitions().all() if each.definition.app == app), None)
    return compiled is not None and "survey" in compiled.definition.measures


def _rules(case: Any) -> list[dict[str, Any]]:
    from functions.contract.answers import rules

    return rules(files.definitions().get(case.operation.path.split("/")[2]))
