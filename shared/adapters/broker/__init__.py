"""The MitID broker, an OpenID Connect provider: who signed in, by the brokers whose dialects `dialects.py` knows.

`oidc.py` the port's own: one sign-in from the first address to the person's claims · `dialects.py` what each broker calls
things, `agreed.py` with what the settings say otherwise · `code.py` the code and its exchange, by one of two client libraries
(`with_msal.py`, `with_authlib.py`) · `provider.py` discovery and calls · `keys.py` the broker's keys · `id_token.py` what an ID
token must hold · `privileges.py` rights · `first_page.py` whether the broker takes our request.
"""

from shared.adapters.broker.agreed import agreement, dialect
from shared.adapters.broker.oidc import Agreement, OidcBroker

__all__ = ["Agreement", "OidcBroker", "agreement", "dialect"]
