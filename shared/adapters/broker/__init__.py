"""The MitID broker, an OpenID Connect provider that identifies the person who signs in.

`oidc.py` implements the port: one sign-in, from the authorize address to the person's claims · `dialects.py` how the brokers'
names differ, `configured_dialect.py` with the overrides from the settings · `code.py` the authorization code flow, by one of
two client libraries (`with_msal.py`, `with_authlib.py`) · `provider.py` discovery and HTTP calls · `keys.py` the broker's
signing keys · `id_token.py` validation of ID tokens · `privileges.py` privileges · `first_page.py` a probe of whether the
broker accepts our request.
"""

from shared.adapters.broker.configured_dialect import agreement, dialect
from shared.adapters.broker.oidc import Agreement, OidcBroker

__all__ = ["Agreement", "OidcBroker", "agreement", "dialect"]
