"""After each deployment every file is fetched and held against the build: what a host does that serves two of them at once."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
import json
from pathlib import Path
import subprocess
import sys

import pytest

from local.run.parts import HOME
from local.static_web_apps.server import serving
from local.static_web_apps.site import CONFIGURATION, Site
from ops.doctor.__main__ import SECONDS_BETWEEN_LOOKS, patiently
from ops.doctor.diagnoses import Level, sentence
from ops.doctor.instance import Instance
from ops.doctor.pages import served

pytestmark = pytest.mark.starts

CONFIG = json.loads((HOME / "static-web" / "public" / CONFIGURATION).read_text("utf-8"))
SHUT = {"forwardingGateway": {"requiredHeaders": {"X-Feltskema-Gateway": "t"}}}
TIMES = 6


def built(folder: Path, release: str) -> Path:
    """A build of one page, one chunk and a service worker, as `static_site.py` shuts it."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(f'<script type="module" src="/assets/index-{release}.js"></script>')
    (folder / "assets" / f"index-{release}.js").write_text(f"// {release}")
    (folder / "sw.js").write_text(f"// {release}")
    (folder / CONFIGURATION).write_text(json.dumps(CONFIG | SHUT))
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return built(tmp_path / "old", "AAAAAAAA")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return built(tmp_path / "new", "BBBBBBBB")


def levels(site: Site, build: Path) -> dict[str, Level]:
    """What is told of the site, in English, and how bad it is."""
    with serving(site.respond) as url, serving(Site(site.builds, through_gateway=False).respond) as own:
        return {sentence(item, "en"): item.level for item in served(Instance(url), build, own, TIMES)}


def test_a_site_that_serves_the_build_is_well(new: Path) -> None:
    reported = levels(Site([new]), new)
    assert set(reported.values()) == {Level.OK}
    assert "✓ The phone's pages are the build's: 3 files, each fetched 6 times" in reported


def test_two_deployments_at_once_are_told_file_by_file_and_what_to_do(old: Path, new: Path) -> None:
    reported = "\n".join(levels(Site([new, old]), new))
    for name in ("index.html", "sw.js"):
        assert f"✗ {name} is not the build's in 3 of 6 answers (last: other content)" in reported
    assert "✗ assets/index-BBBBBBBB.js is not the build's in 3 of 6 answers (last: 404)" in reported
    assert "Wait five minutes and try again; else deploy the pages again" in reported


def test_a_deployment_that_never_arrived_is_told(old: Path, new: Path) -> None:
    reported = "\n".join(levels(Site([old]), new))
    assert "✗ index.html is not the build's in 6 of 6 answers" in reported


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda site: site.drops.add("content-security-policy"),
            "✗ / lacks headers, or has others: content-security-policy",
        ),
        (lambda site: setattr(site, "serves_configuration", True), f"✗ /{CONFIGURATION} can be read by anybody"),
        (
            lambda site: setattr(site, "keeps_the_missing", True),
            "✗ A file that is not there gives status 404 and may be kept",
        ),
    ],
    ids=["headers", "configuration", "missing"],
)
def test_what_else_may_be_wrong_is_told(new: Path, wrong: Callable[[Site], None], message: str) -> None:
    site = Site([new])
    wrong(site)
    assert message in "\n".join(levels(site, new))


def test_an_upload_that_was_not_shut_first_is_told(new: Path) -> None:
    (new / CONFIGURATION).write_text(json.dumps(CONFIG))
    assert any(
        level.startswith("✗ The static site's own address is open (status 200)") for level in levels(Site([new]), new)
    )


def test_a_fallback_that_answers_html_for_scripts_is_told(new: Path) -> None:
    fallback = {"navigationFallback": {"rewrite": "/index.html"}}
    (new / CONFIGURATION).write_text(json.dumps(CONFIG | SHUT | fallback))
    assert "✗ A file that is not there gives status 200" in "\n".join(levels(Site([new]), new))


def run(*arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ops.pages", *arguments], cwd=HOME, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_command_fails_loudly(old: Path, new: Path) -> None:
    with serving(Site([new, old]).respond) as url:
        code, reported = run(new, url, "--times", "4")
    assert code == 1
    assert "✗ sw.js er ikke bygningens i 2 af 4 svar" in reported
    assert "Vent fem minutter" in reported


def test_the_command_says_what_it_could_not_look_at(tmp_path: Path) -> None:
    code, reported = run(tmp_path, "http://127.0.0.1:9")
    assert (code, "er ikke bygget her" in reported) == (2, True)


class Browser:
    """Keeps answers as browsers do: asks again with the tag that it has, and at 304 shows what it kept, headers and all."""

    def __init__(self) -> None:
        self.cache: dict[str, tuple[dict[str, str], bytes]] = {}

    def open(self, site: Site, path: str) -> dict[str, str]:
        headers, _ = self.cache.get(path, ({}, b""))
        status, fresh, body = site.answer(path, headers.get("etag", ""))
        if status != 304:
            self.cache[path] = fresh, body
        return self.cache[path][0]


def with_policy(build: Path, policy: str) -> None:
    """The same files under other headers."""
    config = json.loads((build / CONFIGURATION).read_text("utf-8"))
    config["globalHeaders"]["Content-Security-Policy"] = policy
    (build / CONFIGURATION).write_text(json.dumps(config))


def test_changed_headers_alone_would_not_reach_a_browser(new: Path) -> None:
    """Why the build carries a hash of the configuration: the host's tag is that of the file."""
    browser = Browser()
    browser.open(Site([new]), "/")
    with_policy(new, "default-src 'none'")
    assert browser.open(Site([new]), "/")["content-security-policy"] != "default-src 'none'"


def test_the_built_page_is_another_file_when_its_headers_are() -> None:
    dist = HOME / "static-web" / "dist"
    if not (dist / "index.html").exists():
        pytest.skip("the front end is not built here: local/setup.sh node front")
    mark = sha256((HOME / "static-web" / "public" / CONFIGURATION).read_bytes()).hexdigest()[:16]
    assert f'<meta name="hosting" content="{mark}">' in (dist / "index.html").read_text("utf-8")


def test_a_doctor_that_waits_looks_again_until_nothing_is_wrong(old: Path, new: Path) -> None:
    """What was just deployed takes a while to come alive: the first look sees the old build."""
    site, pauses = Site([old]), []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        site.builds = [new]

    with serving(site.respond) as url:
        levels = patiently(lambda: served(Instance(url), new, times=1), 60, pause)
        site.builds = [old]
        given_up = patiently(lambda: served(Instance(url), new, times=1), 0, pause)
    assert (pauses, {diagnosis.level for diagnosis in levels}) == ([SECONDS_BETWEEN_LOOKS], {Level.OK})
    assert Level.WRONG in {diagnosis.level for diagnosis in given_up}
