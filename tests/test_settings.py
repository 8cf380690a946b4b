"""The message for a wrong setting names the setting and the remedy, and never shows a value."""

from __future__ import annotations

from base64 import b64encode
import json
import re

import pytest

from local.run.parts import HOME
from shared.settings import SettingsError, read
from tests.functions.edge import SETTINGS
from tests.keys import public

SECRET = "canary-of-a-value"


def refused(*names: str, **changes: str) -> str:
    """The error message for settings with these changes; checks that it names each of `names` and shows no value."""
    settings = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
    with pytest.raises(SettingsError) as error:
        read(settings)
    for name in names:
        assert name in str(error.value)
    assert SECRET not in str(error.value)
    return str(error.value)


def test_the_good_ones_with_their_defaults() -> None:
    configured = read({**SETTINGS, "SOMETHING_ELSE": "1", "COOKIE_DOMAIN": ""})
    assert (configured.session_cookie, configured.device_cookie) == ("__Host-feltskema", "__Host-feltskema-device")
    assert configured.employer_cvr == "64942212"
    assert configured.oidc_broker == "signaturgruppen"
    assert (configured.fasit_version, configured.fasit_uncertain, configured.fasit_user_key) == ("v2", "ask", True)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "PUBLIC_URL",
            "SESSION_KEY",
            "DRAFT_KEYS",
            "OIDC_AUTHORITY",
            "OIDC_CLIENT_ID",
            "OIDC_CLIENT_SECRET",
            "CVR_URL",
            "CVR_USER",
        ),
        *("CVR_PASSWORD", "FASIT_URL", "FASIT_TENANT", "FASIT_CLIENT_CERTIFICATE", "FASIT_PARTY_URN"),
        "DataStorage",
    ],
)
def test_one_that_is_missing_or_empty(name: str) -> None:
    assert "set" in refused(name, **{name: ""}).lower()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", SECRET),
        ("PUBLIC_URL", f"https://{SECRET}/"),
        ("EMPLOYER_CVR", SECRET),
        ("OIDC_BROKER", SECRET),
        ("OIDC_USERINFO", SECRET),
        ("OIDC_PRIVILEGE_ROLES", SECRET),
        ("OIDC_EXTRA", SECRET),
        ("OIDC_EXTRA", f'["{SECRET}"]'),
        ("SESSION_KEY", SECRET),
        ("SESSION_PREVIOUS_KEYS", SECRET),
        ("DRAFT_KEYS", SECRET),
        ("DRAFT_KEYS", ","),
        ("DRAFT_KEYS", "dG9vIHNob3J0"),
        ("FASIT_CLIENT_CERTIFICATE", SECRET),
        ("FASIT_CA", SECRET),
        ("FASIT_PARTY_URN", SECRET),
        ("FASIT_VERSION", SECRET),
        ("FASIT_UNCERTAIN", SECRET),
        ("FASIT_USER_KEY", SECRET),
        ("FASIT_TENANT", f"../{SECRET}"),
        ("MUNICIPALITY_NAME", SECRET * 10),
        ("MUNICIPALITY_LOGO", SECRET),
        ("FASIT_CONNECT_SECONDS", "0"),
        ("FASIT_TIMEOUT_SECONDS", "0"),
        ("FASIT_CREATE_SECONDS", "121"),
        ("SESSION_IDLE_MINUTES", "0"),
        ("SESSION_WORKDAY_HOURS", "25"),
        ("SESSION_COOKIE", f"{SECRET};"),
        ("DELIVERY_LEASE_SECONDS", SECRET),
        ("SWEEP_AFTER_SECONDS", "-1"),
        ("DELIVERY_BUDGET_SECONDS", SECRET),
        ("AzureFunctionsJobHost__functionTimeout", SECRET),
    ],
)
def test_one_that_cannot_be_used(name: str, value: str) -> None:
    refused(name, **{name: value})


def test_every_fault_is_told_at_once() -> None:
    refused("PUBLIC_URL", "FASIT_TENANT", "EMPLOYER_CVR", PUBLIC_URL="", FASIT_TENANT="/", EMPLOYER_CVR="1")


def test_a_key_vault_reference_that_was_not_resolved() -> None:
    reference = f"@Microsoft.KeyVault(SecretUri=https://{SECRET}.vault.azure.net/secrets/x)"
    assert "identity" in refused("SESSION_KEY", "CVR_PASSWORD", SESSION_KEY=reference, CVR_PASSWORD=reference)


@pytest.mark.parametrize(
    ("names", "changes"),
    [
        (("DELIVERY_LEASE_SECONDS", "FASIT_TIMEOUT_SECONDS"), {"DELIVERY_LEASE_SECONDS": "79"}),
        (("DELIVERY_LEASE_SECONDS", "FASIT_CREATE_SECONDS"), {"FASIT_CREATE_SECONDS": "51"}),
        (("DELIVERY_LEASE_SECONDS", "FASIT_CONNECT_SECONDS"), {"FASIT_CONNECT_SECONDS": "8"}),
        (("DELIVERY_BUDGET_SECONDS", "FASIT_TIMEOUT_SECONDS"), {"DELIVERY_BUDGET_SECONDS": "80"}),
        (("DELIVERY_BUDGET_SECONDS", "functionTimeout"), {"DELIVERY_BUDGET_SECONDS": "241"}),
        (("DELIVERY_BUDGET_SECONDS", "functionTimeout"), {"AzureFunctionsJobHost__functionTimeout": "00:04:00"}),
    ],
)
def test_times_that_contradict_each_other(names: tuple[str, ...], changes: dict[str, str]) -> None:
    assert "make it" in refused(*names, **changes)


def test_the_functions_time_limit_is_that_of_the_host() -> None:
    host = json.loads((HOME / "host.json").read_text("utf-8"))
    limit = read({**SETTINGS, "AzureFunctionsJobHost__functionTimeout": host["functionTimeout"]}).function_timeout
    assert read(SETTINGS).function_timeout == limit


def test_a_domain_with_a_host_cookie_is_what_browsers_refuse() -> None:
    assert "__Secure-" in refused("COOKIE_DOMAIN", COOKIE_DOMAIN="feltskema.example")
    names = {"SESSION_COOKIE": "__Secure-feltskema", "DEVICE_COOKIE": "__Secure-feltskema-device"}
    assert read({**SETTINGS, **names, "COOKIE_DOMAIN": "feltskema.example"}).cookie_domain == "feltskema.example"


def test_what_a_broker_does_not_have_is_not_asked_of_it() -> None:
    roles = '{"Feltskema konsulent":"konsulent"}'
    assert read({**SETTINGS, "OIDC_PRIVILEGE_ROLES": roles}).oidc_privilege_roles == {
        "Feltskema konsulent": "konsulent"
    }
    assert "OIDC_BROKER" in refused("OIDC_PRIVILEGE_ROLES", OIDC_PRIVILEGE_ROLES=roles, OIDC_BROKER="idura")
    assert "Signicat" in refused("OIDC_CLAIM_CVR", OIDC_BROKER="signicat")


BY_IDENTITY = {
    "DataStorage": "",
    "DataStorage__tableServiceUri": "https://x.table.core.windows.net",
    "DataStorage__queueServiceUri": "https://x.queue.core.windows.net",
    "DataStorage__blobServiceUri": "https://x.blob.core.windows.net",
    "DataStorage__credential": "managedidentity",
    "DataStorage__clientId": "11111111-1111-1111-1111-111111111111",
}


def test_identity_instead_of_a_connection_string() -> None:
    configured = read({**SETTINGS, **BY_IDENTITY})
    assert (configured.storage, configured.storage_identity) == ("", BY_IDENTITY["DataStorage__clientId"])
    assert [configured.storage_tables, configured.storage_queues, configured.storage_blobs] == list(
        BY_IDENTITY.values()
    )[1:4]


@pytest.mark.parametrize("name", ["tableServiceUri", "queueServiceUri", "blobServiceUri", "credential"])
def test_an_identity_that_lacks_one_of_its_settings(name: str) -> None:
    message = refused(f"DataStorage__{name}", **{**BY_IDENTITY, f"DataStorage__{name}": ""})
    assert message.startswith(f"DataStorage__{name}: set all of")


def test_a_connection_string_beside_an_identity() -> None:
    settings = {**BY_IDENTITY, "DataStorage": f"AccountKey={SECRET}"}
    assert "contradict" in refused("DataStorage", "DataStorage__clientId", "DataStorage__credential", **settings)


@pytest.mark.parametrize(("name", "value"), [("credential", SECRET), ("tableServiceUri", SECRET)])
def test_an_identitys_setting_that_cannot_be_used(name: str, value: str) -> None:
    refused(f"DataStorage__{name}", **{**BY_IDENTITY, f"DataStorage__{name}": value})


def test_the_hosts_own_storage_is_not_where_data_lies() -> None:
    refused("DataStorage", DataStorage="", AzureWebJobsStorage="UseDevelopmentStorage=true")


def test_a_pem_on_one_line() -> None:
    on_one_line = SETTINGS["SESSION_KEY"].replace("\n", "\\n")
    assert read({**SETTINGS, "SESSION_KEY": on_one_line}).session_key == SETTINGS["SESSION_KEY"]
    two = (public("before") + public("long-ago")).replace("\n", "\\n")
    assert read({**SETTINGS, "SESSION_PREVIOUS_KEYS": two}).session_previous_keys.count("BEGIN PUBLIC KEY") == 2


def test_the_table_of_the_settings_is_theirs() -> None:
    """The table has a row for each setting, in any order, with the default that the code has."""
    from shared.settings import Settings

    page = (HOME / "docs" / "architecture.md").read_text("utf-8").split("## Settings")[1]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert list(rows) == re.findall(r"^\| `([^|]+)` \|", page, re.MULTILINE), "a row is about one setting"
    assert rows.keys() == {str(field.alias) for field in Settings.model_fields.values()}
    for field in Settings.model_fields.values():
        text = rows[str(field.alias)].strip("`")
        if field.is_required():
            assert text == "–", field.alias
        elif field.default in ("", "{}", (), None):
            assert text in ("none", "the broker's"), field.alias
        else:
            assert text == (str(field.default).lower() if isinstance(field.default, bool) else str(field.default)), (
                field.alias
            )


@pytest.mark.parametrize("name", ["CVR_URL", "FASIT_URL"])
@pytest.mark.parametrize("url", ["http://distribution.example", "http://127.0.0.1.example", "http://localhost.example"])
def test_passwords_and_answers_go_nowhere_in_the_clear(name: str, url: str) -> None:
    assert f"{name}: Value error, is plain http" in (text := refused(name, **{name: url}))
    assert "begin it with https://" in text


@pytest.mark.parametrize("url", ["https://distribution.example", "http://127.0.0.1:4450", "http://localhost:4450"])
def test_within_this_machine_plain_http_is_enough(url: str) -> None:
    assert read({**SETTINGS, "CVR_URL": url}).cvr_url == url


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'


def logo(drawing: str) -> str:
    return b64encode(drawing.encode()).decode()


def test_a_logo_is_a_drawing_with_a_name() -> None:
    settings = {**SETTINGS, "MUNICIPALITY_NAME": "Prøvekøbing Kommune", "MUNICIPALITY_LOGO": logo(DRAWING)}
    assert read(settings).municipality_logo == DRAWING
    assert "read aloud" in refused("MUNICIPALITY_NAME", MUNICIPALITY_LOGO=logo(DRAWING))


@pytest.mark.parametrize(
    "drawing",
    [
        f'<!DOCTYPE svg [<!ENTITY a "a">]>{DRAWING}',
        *(DRAWING.replace("<path", f"<{name}") for name in ("script", "image", "text", "style", "svg:image", "use")),
        DRAWING.replace("M0", "M0 0" * 4000),
        "<html></html>",
    ],
)
def test_a_logo_is_nothing_but_a_drawing(drawing: str) -> None:
    assert "base64 -w0" in refused("MUNICIPALITY_LOGO", MUNICIPALITY_NAME="K", MUNICIPALITY_LOGO=logo(drawing))
