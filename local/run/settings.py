"""The app's settings on one machine: for the local host as environment variables, for `func start` as `local.settings.json`."""

from __future__ import annotations

from collections.abc import Mapping
import json
from pathlib import Path

from local.gateway import identity
from local.host.metering import RESOURCES
from local.run.access import FIRST_OPERATOR, number
from local.run.keys import HTTPS_HOST, Keys
from local.run.ports import Ports

CLIENT = "feltskema"
CVR_USER = "feltskema"
TENANT = "kk"
MOMENTUM_RESOURCE = "b7c1e5b2-6c0e-4d5c-9f60-0a4ad1f0c6de"
MOMENTUM_TAG = "Besøgt af virksomhedskonsulent"
BROKER_PATHS = {"signaturgruppen": "/op", "idura": "", "signicat": "/auth/open"}
"""The path of the issuer, by the broker that the stand-in plays."""

# Azurite's own account, the same on every machine and printed in its documentation: no secret.
_ACCOUNT = "devstoreaccount1"
_HOSTS_ACCOUNT = "hoststorage1"
_ACCOUNT_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


ACCOUNTS = f"{_ACCOUNT}:{_ACCOUNT_KEY};{_HOSTS_ACCOUNT}:{_ACCOUNT_KEY}"
"""What Azurite's `AZURITE_ACCOUNTS` takes: the account of the data, and the host's own, as in Azure."""


def broker_settings(ports: Ports, broker: str) -> dict[str, str]:
    """The settings that differ when the broker's stand-in plays `broker`."""
    settings = {
        "signaturgruppen": {},
        "idura": {"OIDC_LOA_ACCEPTED": "urn:grn:authn:dk:mitid:business"},
        "signicat": {"OIDC_CLAIM_CVR": "mitid_business_cvr"},
    }[broker]
    authority = f"https://localhost:{ports.broker}{BROKER_PATHS[broker]}"
    return {"OIDC_BROKER": broker, "OIDC_AUTHORITY": authority, **settings}


def storage(ports: Ports, name: str = _ACCOUNT) -> str:
    """The connection string of an account in Azurite; without `name`, the account of the product's data."""
    services = {"Blob": ports.blobs, "Queue": ports.queues, "Table": ports.tables}
    places = (f"{service}Endpoint=http://127.0.0.1:{port}/{name}" for service, port in services.items())
    account = ("DefaultEndpointsProtocol=http", f"AccountName={name}", f"AccountKey={_ACCOUNT_KEY}")
    return ";".join((*account, *places, ""))


def values(ports: Ports, keys: Keys) -> dict[str, str]:
    """Every setting that has no default, and those that differ on one machine."""
    return {
        "FUNCTIONS_WORKER_RUNTIME": "python",
        "AZURE_FUNCTIONS_ENVIRONMENT": "Development",
        "AzureWebJobsStorage": storage(ports, _HOSTS_ACCOUNT),
        "DataStorage": storage(ports),
        "PUBLIC_URL": f"http://localhost:{ports.front}",
        "SESSION_KEY": keys.read("session-key.pem").replace("\n", "\\n"),
        "DRAFT_DEFINITIONS": "true",
        "DRAFT_KEYS": keys.read("draft-keys"),
        "FIRST_OPERATOR": number(FIRST_OPERATOR),
        "MUNICIPALITY_NAME": "Prøvekøbing Kommune",
        "ACCESS_CONTACT": "Dorte Holm i driften, lokal 4711",
        "OIDC_AUTHORITY": f"https://localhost:{ports.broker}/op",
        "OIDC_CLIENT_ID": CLIENT,
        "OIDC_CLIENT_SECRET": keys.read("broker-secret"),
        "OIDC_LOOPBACK_HTTP": "true",
        "CVR_URL": f"http://127.0.0.1:{ports.cvr}",
        "CVR_USER": CVR_USER,
        "CVR_PASSWORD": keys.read("cvr-password"),
        "FASIT_URL": f"https://localhost:{ports.fasit}",
        "FASIT_TENANT": TENANT,
        "FASIT_CLIENT_CERTIFICATE": keys.read("fasit-client.pem").replace("\n", "\\n"),
        "FASIT_CA": keys.read("ca.pem").replace("\n", "\\n"),
        "FASIT_PARTY_URN": "urn:schultz:dokument:1.0:primaerpart:cvr:{cvr}",
        "MOMENTUM_URL": f"https://localhost:{ports.momentum}",
        "MOMENTUM_TOKEN_URL": f"https://localhost:{ports.momentum}/oauth2/token",
        "MOMENTUM_CA": keys.read("ca.pem").replace("\n", "\\n"),
        "MOMENTUM_CLIENT_ID": CLIENT,
        "MOMENTUM_CLIENT_SECRET": keys.read("momentum-secret"),
        "MOMENTUM_RESOURCE": MOMENTUM_RESOURCE,
        "MOMENTUM_API_KEY": keys.read("momentum-key"),
        "MOMENTUM_TAG": MOMENTUM_TAG,
        # A stand-in has done a request when its answer is lost, and whoever tries this out does not wait for five minutes.
        "SEND_AGAIN_AFTER_SECONDS": "0",
        "METRICS_URL": f"http://127.0.0.1:{ports.functions}",
        "METERED_RESOURCES": ",".join(RESOURCES),
    }


def behind_the_gateway(ports: Ports) -> dict[str, str]:
    """The settings by which the functions recognise the gateway, and refuse every other caller."""
    return {
        "GATEWAY_ISSUER": identity.ISSUER,
        "GATEWAY_AUDIENCE": identity.AUDIENCE,
        "GATEWAY_CLIENT": identity.CLIENT,
        "GATEWAY_JWKS_URL": f"http://127.0.0.1:{ports.identity}/keys",
    }


def over_https(ports: Ports) -> dict[str, str]:
    """The settings that differ when the front door is behind TLS."""
    return {"PUBLIC_URL": f"https://{HTTPS_HOST}:{ports.front}"}


def write_settings(file: Path, ports: Ports, keys: Keys, extra: Mapping[str, str]) -> None:
    """Write `local.settings.json`, readable by its owner alone. `extra`: settings that add to or replace those of `values`."""
    content = {
        "IsEncrypted": False,
        "Values": {**values(ports, keys), **extra},
        "Host": {"LocalHttpPort": ports.functions},
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
