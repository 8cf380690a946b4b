"""The gateway's policies, before they run."""

from __future__ import annotations

import json
import re

from lxml import etree  # type: ignore[import-untyped]

from functions.contract.routes import routes
from infra.compiler import BICEP_FOLDER, ROOT
from tests.infra.policies import PREVIOUS_KEY, check, named_values, schema_faults
from tests.infra.predicted import committed
from tests.infra.tools import data, gateway_runner

POLICIES = BICEP_FOLDER / "policies"


def test_every_policy_fits_its_published_schema() -> None:
    assert list(schema_faults(POLICIES, data("apim-policy-xsd"))) == []


def test_every_expression_compiles_and_every_name_is_defined() -> None:
    assert check(gateway_runner(), POLICIES, named_values(committed("prod")) | PREVIOUS_KEY) == []


def test_the_gateway_says_no_in_the_words_of_the_product() -> None:
    texts = json.loads((ROOT / "shared/texts/server.json").read_text("utf-8"))
    spoken = "".join(file.read_text("utf-8") for file in sorted(POLICIES.rglob("*.xml")))
    for name in ("no-session", "too-large"):
        title = texts[f"problem.{name}.title"]["da"]
        detail = texts[f"problem.{name}.detail"]["da"].replace("{limit}", "256")
        assert title in spoken, title
        assert detail in spoken, detail


def test_bodies_are_held_until_they_are_whole_but_for_files_which_do_not_fit() -> None:
    """The runner in these tests passes both alike, and Azure's gateway does not."""
    for name, buffered in (("global.xml", ["true"]), ("api.xml", ["false", "true"]), ("static.xml", [])):
        forwards = list(etree.parse(POLICIES / name).iter("forward-request"))
        assert [forward.get("buffer-request-body") for forward in forwards] == buffered, name
        assert {forward.get("follow-redirects") for forward in forwards} <= {"false"}, name


def test_the_calls_without_a_session_are_those_of_the_code_and_no_more() -> None:
    first = next(etree.parse(POLICIES / "api.xml").iter("set-variable"))
    assert first.get("name") == "anonymous"
    listed = set(re.findall(r'"([A-Z]+ /[^"]+)"', first.get("value")))
    open_to_all = [route for route in routes() if route.access == "anonymous"]
    assert listed == {f"{route.method.upper()} /api{route.path}" for route in open_to_all}
