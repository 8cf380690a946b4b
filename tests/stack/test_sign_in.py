"""Sign-in through the broker, as a person and her browser meet it."""

from __future__ import annotations

import re

import pytest

from tests.stack.consultant import DEVICE, SESSION, new_id
from tests.stack.running import Fasit, Running

EMPLOYEES = {
    "karen": ("Karen Kristensen", "KK", ["konsulent"]),
    "mehmet": ("Mehmet Østergaard", "MØ", ["konsulent"]),
    "dorte": ("Dorte Holm", "DH", ["konsulent", "operatoer"]),
    "frans": ("Frans Lykke", "FL", ["konsulent", "formularforfatter"]),
    "eva": ("Eva Bruun", "EB", ["konsulent", "evaluator"]),
}
"""The roles of the demo persons, from the access list and the setting `FIRST_OPERATOR`."""


@pytest.mark.parametrize("person", EMPLOYEES)
def test_an_employee_signs_in(product: Running, person: str) -> None:
    browser = product.consultant(person)
    me = browser.get("/api/auth/me").json()
    assert (me["name"], me["initials"], me["roles"]) == EMPLOYEES[person]


@pytest.mark.parametrize(("person", "words"), [("lars", "sikringsniveau"), ("anna", "ikke ansat i kommunen")])
def test_a_person_who_may_not_come_in_is_told_so_in_danish(product: Running, person: str, words: str) -> None:
    browser = product.consultant()
    page = browser.sign_in(person)
    assert page.status_code == 403
    assert page.headers["content-type"].startswith("text/html")
    assert 'lang="da"' in page.text
    assert words in page.text.lower()
    assert not browser.cookie(SESSION)
    assert browser.get("/api/auth/me").status_code == 204


def test_a_name_protected_person_is_called_by_a_number_everywhere(product: Running, fasit: Fasit) -> None:
    browser = product.consultant("beskyttet")
    me = browser.get("/api/auth/me").json()
    assert re.fullmatch(r"Medarbejder \d{6}", me["name"])
    assert me["initials"] == me["name"][-3:]
    id = new_id()
    assert browser.put(id).status_code == 201
    registration = browser.wait(id, "delivered")
    assert me["name"] in {event["by"] for event in registration["history"]}
    [document] = fasit.documents(id)
    assert me["name"] in fasit.text(document)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("mitid_erhverv.no_identities", "Du er ikke oprettet som medarbejder"),
        ("mitid_browser_not_supported", "MitID kunne ikke bruge din browser"),
        ("user_missing_timed_cookies", "ur går rigtigt"),
        ("mitid_timeout", "MitID har problemer"),
    ],
)
def test_what_goes_wrong_at_the_broker_is_told_and_logged(product: Running, code: str, words: str) -> None:
    browser = product.consultant()
    page = browser.get(browser.up_to_callback(f"abort={re.escape(code)}"))
    assert page.status_code == 403
    assert words in page.text
    product.wait_for_line(f"the broker sent an error: access_denied, {code}")


def test_nothing_of_a_person_is_in_the_log(product: Running) -> None:
    product.consultant("karen")
    text = "\n".join(line for name, line in list(product.log) if name == "functions")
    assert not re.search("Karen|Kristensen|0101010000|nemlogin", text)


def test_an_aborted_sign_in_leads_back_without_a_session(product: Running) -> None:
    browser = product.consultant()
    page = browser.get(browser.up_to_callback("abort=1"))
    assert "Login blev afbrudt" in page.text
    assert 'href="/"' in page.text
    assert browser.get("/api/auth/me").status_code == 204


def test_the_page_after_sign_in_leads_on_to_where_the_person_was(product: Running) -> None:
    page = product.consultant().sign_in("karen", "/registreringer/ny")
    assert 'href="/registreringer/ny"' in page.text


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/%5C%5Cevil.example", "javascript:1"])
def test_sign_in_never_leads_to_another_site(product: Running, elsewhere: str) -> None:
    page = product.consultant().sign_in("karen", elsewhere)
    assert 'href="/"' in page.text
    assert "evil" not in page.text


def test_a_callback_works_once(product: Running) -> None:
    browser = product.consultant()
    address = browser.up_to_callback("person=karen")
    assert browser.get(address).status_code == 200
    again = browser.get(address)
    assert again.status_code == 403
    assert "allerede brugt" in again.text
    assert "set-cookie" not in again.headers


def test_a_callback_in_another_browser_is_refused(product: Running) -> None:
    address = product.consultant().up_to_callback("person=karen")
    other = product.consultant()
    other.get("/api/auth/login?next=/")
    page = other.get(address)
    assert page.status_code == 403
    assert "en anden browser" in page.text
    assert not other.cookie(SESSION)


def test_a_second_sign_in_that_was_begun_meanwhile_disturbs_nothing(product: Running) -> None:
    browser = product.consultant()
    first = browser.up_to_callback("person=karen", "/a")
    browser.get("/api/auth/login?next=/b")
    assert 'href="/a"' in browser.get(first).text
    assert 'href="/c"' in browser.sign_in("karen", "/c").text


def test_a_code_of_one_sign_in_is_no_use_to_another(product: Running) -> None:
    browser = product.consultant()
    mine, other = browser.up_to_callback("person=karen"), product.consultant().up_to_callback("person=mehmet")
    code = re.search(r"code=([^&]+)", other)
    assert code
    page = browser.get(re.sub(r"code=[^&]+", f"code={code[1]}", mine))
    assert page.status_code == 403
    assert not browser.cookie(SESSION)


def test_who_signs_out_is_out_in_every_copy_of_the_session(product: Running) -> None:
    browser = product.consultant("mehmet")
    copy = product.consultant()
    copy.cookies = dict(browser.cookies)
    answer = browser.send("POST", "/api/auth/logout")
    assert answer.status_code == 204
    assert browser.get("/api/auth/me").status_code == 204
    assert browser.put(new_id()).status_code == 401
    assert copy.get("/api/auth/me").status_code == 204


def test_signing_out_demands_our_own_page(product: Running) -> None:
    browser = product.consultant("mehmet")
    assert browser.request("POST", "/api/auth/logout").status_code == 403
    assert browser.request("POST", "/api/auth/logout", {"x-feltskema": "1", "origin": "https://evil.example"}).is_error
    assert browser.get("/api/auth/me").status_code == 200


def test_the_cookies_are_such_that_a_browser_keeps_them(product: Running) -> None:
    browser = product.consultant()
    device = browser.get("/api/auth/login?next=/").headers.get_list("set-cookie")
    session = browser.sign_in("karen").headers.get_list("set-cookie")
    for name, cookies in ((DEVICE, device), (SESSION, session)):
        [cookie] = cookies
        value, *attributes = [part.strip() for part in cookie.split(";")]
        assert re.fullmatch(rf"{name}=[A-Za-z0-9_.~-]+", value)
        reported = {attribute.lower() for attribute in attributes}
        assert {"path=/", "secure", "httponly", "samesite=lax"} <= reported
        # Browsers refuse a `__Host-` cookie with a domain; the empty `domain=` that the host adds does not count as one.
        assert not {item for item in reported if item.startswith("domain=") and item != "domain="}
    assert "localhost" not in str(session)


def test_a_tampered_session_is_refused(product: Running) -> None:
    browser = product.consultant("karen")
    key = (SESSION, "/")
    head, claims, signature = browser.cookies[key].split(".")
    browser.cookies[key] = f"{head}.{claims[:-4]}AAAA.{signature}"
    answer = browser.get("/api/registrations")
    assert answer.status_code == 401
    assert answer.json()["code"] == "no-session"


def test_a_foreign_cookie_signs_nobody_out(product: Running) -> None:
    browser = product.consultant("karen")
    browser.cookies = {("tracker", "/"): '{"a":1}', ("bad name", "/"): "x", **browser.cookies}
    assert browser.get("/api/auth/me").status_code == 200
