"""The gateway's policies, before they run."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import unescape
import json
from pathlib import Path
import re

from lxml import etree  # type: ignore[import-untyped]
import pytest

from functions.contract.routes import routes
from infra.compiler import BICEP_FOLDER, ROOT
from tests.infra.policies import PREVIOUS_KEY, check, named_values, schema_faults
from tests.infra.predicted import committed
from tests.infra.tools import data, gateway_runner

POLICIES = BICEP_FOLDER / "policies"


def test_every_policy_fits_its_published_schema() -> None:
    assert list(schema_faults(POLICIES, data("apim-policy-xsd"))) == []


@pytest.mark.starts
def test_every_expression_compiles_and_every_name_is_defined() -> None:
    assert check(gateway_runner(), POLICIES, named_values(committed("prod")) | PREVIOUS_KEY) == []


def test_the_gateway_says_no_in_the_words_of_the_catalogue_and_no_others() -> None:
    texts = json.loads((ROOT / "shared/texts/gateway.json").read_text("utf-8"))
    spoken = next(etree.parse(POLICIES / "fragments/problem.xml").iter("set-body")).text
    codes = re.findall(r'\{ "([a-z-]+)", new \[\] \{((?:\s*"(?:[^"\\]|\\.)*",?){4}) \} \}', spoken)
    text = {code: re.findall(r'"((?:[^"\\]|\\.)*)"', words) for code, words in codes}
    expected = {key.removesuffix(".title") for key in texts if key.endswith(".title")}
    assert text == {
        code: [texts[f"{code}.{part}"][language] for language in ("da", "en") for part in ("title", "detail")]
        for code in expected
    }
    assert all(word in spoken for word in texts["again"].values())


def test_every_code_that_a_policy_sets_has_its_words() -> None:
    texts = json.loads((ROOT / "shared/texts/gateway.json").read_text("utf-8"))
    everything = "".join(file.read_text("utf-8") for file in sorted(POLICIES.glob("*.xml")))
    named = re.findall(r'name="problem-(?:code|words)" value="([^"]+)"', everything)
    codes = {
        code
        for value in named
        for code in re.findall(r"[a-z]+(?:-[a-z]+)+|^[a-z]+$|(?<=&quot;)[a-z]+(?=&quot;)", value)
    }
    assert codes
    assert codes == {key.removesuffix(".title") for key in texts if key.endswith(".title")}


def test_where_the_catalogue_of_the_functions_has_the_same_no_it_has_the_same_words() -> None:
    gateway = json.loads((ROOT / "shared/texts/gateway.json").read_text("utf-8"))
    server = json.loads((ROOT / "shared/texts/server.json").read_text("utf-8"))
    for code in ("no-session", "internal"):
        assert gateway[f"{code}.title"] == server[f"problem.{code}.title"]
        assert gateway[f"{code}.detail"] == server[f"problem.{code}.detail"]
    limited = {
        language: text.replace("{limit}", "256") for language, text in server["problem.too-large.detail"].items()
    }
    assert gateway["too-large.detail"] == limited


def test_the_style_of_the_gateways_page_is_the_one_that_its_policy_allows() -> None:
    fragment = etree.parse(POLICIES / "fragments/problem.xml")
    style = fragment.find(".//set-body").text.partition('new XElement("style",')[2].partition(")),")[0]
    content = "".join(re.findall(r'"([^"]*)"', style))
    digest = b64encode(sha256(content.encode()).digest()).decode()
    [policy] = [
        item.findtext("value") for item in fragment.iter("set-header") if item.get("name") == "Content-Security-Policy"
    ]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("file", sorted(POLICIES.rglob("*.xml")), ids=lambda file: file.name)
def test_texts_are_compared_letter_by_letter_and_stripped_of_what_is_named(file: Path) -> None:
    """In C#, culture-sensitive comparison ignores zero-width characters, and trimming removes every Unicode space, so that a
    neighbour's cookie could be taken for ours. Azure's gateway has cultures; the runner in these tests does not."""
    expressions = re.findall(
        r"\.(?:StartsWith|EndsWith|IndexOf|LastIndexOf)\([^)]*\)", unescape(file.read_text("utf-8"))
    )
    by_letters = re.compile(r"StringComparison\.Ordinal|IndexOf\('.'\)")
    assert [expression for expression in expressions if not by_letters.search(expression)] == []
    assert ".Trim()" not in file.read_text("utf-8")
    assert "ToLower()" not in file.read_text("utf-8")


def test_bodies_are_held_until_they_are_whole_but_for_files_which_do_not_fit() -> None:
    """Azure's gateway treats the two differently; the runner in these tests does not, so the policy's text is checked."""
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
