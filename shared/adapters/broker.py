"""The MitID broker, an OpenID Connect provider, through msal's generic client (code + PKCE, state, nonce)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from shared.adapters.pools import BROKER, BROKER_PROBE, Pool
from shared.domain.ports import SignInStart
from shared.domain.problems import OutOfReach, SignInRefused

if TYPE_CHECKING:
    from jwt import PyJWKClient
    from msal import ConfidentialClientApplication
    from requests import Session

log = logging.getLogger("feltskema.broker")

ALGORITHMS = ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"]
"""Which of these is the broker's choice; never a symmetric one and never none."""

LEEWAY = 60
PATIENCE = 10
_DISCOVERY = "/.well-known/openid-configuration"


class OidcBroker:
    """Implements `Broker`. `authority` is the issuer's https address; `loopback_http` carries calls to `https://localhost`
    over plain http, for the stand-in on one machine and nothing else."""

    def __init__(
        self,
        authority: str,
        client: tuple[str, str],
        scopes: tuple[str, ...],
        extra: dict[str, str],
        loopback_http: bool,
    ) -> None:
        self._authority, self._client_id, self._secret = authority, *client
        self._scopes, self._extra, self._loopback_http = scopes, extra, loopback_http

    async def begin(self, redirect_uri: str) -> SignInStart:
        flow = await _asked(BROKER, self._begin, redirect_uri)
        return SignInStart(flow.pop("auth_uri"), flow["state"], flow)

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Mapping[str, Any]:
        claims: Mapping[str, Any] = await _asked(BROKER, self._finish, flow, answer)
        return claims

    async def probe(self) -> None:
        await _asked(BROKER_PROBE, self._discovered)

    def _begin(self, redirect_uri: str) -> dict[str, Any]:
        flow: dict[str, Any] = self._ready().initiate_auth_code_flow(
            list(self._scopes), redirect_uri=redirect_uri, prompt="login"
        )
        if self._extra:
            from urllib.parse import urlencode

            flow["auth_uri"] += "&" + urlencode(self._extra)
        return flow

    def _ready(self) -> ConfidentialClientApplication:
        try:
            return self._application
        except ValueError as error:
            # msal's word for a discovery that answers with anything but a provider's facts.
            raise _NoUse(type(error).__name__) from None

    def _finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Mapping[str, Any]:
        application = self._ready()
        try:
            result = application.acquire_token_by_auth_code_flow(dict(flow), dict(answer))
        except (ValueError, RuntimeError) as error:
            raise _SaidNo(f"the broker's answer does not fit: {type(error).__name__}") from None
        if "id_token" not in result:
            raise _SaidNo(f"the broker said no: {result.get('error', 'no id token')}")
        return self._verified(result["id_token"], flow)

    def _verified(self, token: str, flow: Mapping[str, Any]) -> Mapping[str, Any]:
        """msal trusts the token since it came over TLS from the broker; we check its signature as well."""
        import jwt

        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._client_id,
                issuer=self._authority,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWKClientConnectionError as error:
            raise _Silent(type(error).__name__) from None
        except jwt.PyJWTError as error:
            raise _SaidNo(f"the broker's token was refused: {type(error).__name__}") from None
        from hashlib import sha256

        # msal sends the hash of the flow's nonce and keeps the plain one.
        if claims.get("nonce") not in (flow["nonce"], sha256(flow["nonce"].encode()).hexdigest()):
            raise _SaidNo("the broker's token is of another sign-in")
        return claims

    def _discovered(self) -> dict[str, Any]:
        answer = self._http.get(self._authority + _DISCOVERY, timeout=PATIENCE)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    @cached_property
    def _keys(self) -> PyJWKClient:
        from jwt import PyJWKClient

        # No key is kept beyond the set it came in: a withdrawn key must not live on (cache_keys=False).
        return PyJWKClient(self._discovered()["jwks_uri"], cache_keys=False, timeout=PATIENCE)

    @cached_property
    def _application(self) -> ConfidentialClientApplication:
        import warnings

        from msal import ConfidentialClientApplication, TokenCache

        # The recommended form_post is a cross-site POST: our SameSite=Lax device cookie would not come with it.
        warnings.filterwarnings("ignore", message="response_mode='form_post'")

        class Forgetful(TokenCache):  # type: ignore[misc] # msal has no types
            """A token is read once, at sign-in; none is kept."""

            def add(self, event: Any, now: Any = None) -> None:
                return None

        return ConfidentialClientApplication(
            self._client_id,
            client_credential=self._secret,
            oidc_authority=self._authority,
            http_client=self._http,
            token_cache=Forgetful(),
            # msal asks for these by itself, and a scope that a broker does not know fails the whole sign-in.
            exclude_scopes=[scope for scope in ("offline_access", "profile") if scope not in self._scopes],
        )

    @cached_property
    def _http(self) -> Session:
        session = _patient_session()
        session.trust_env = False
        if self._loopback_http:
            address = urlsplit(self._authority)
            if address.hostname != "localhost":
                raise RuntimeError("OIDC_LOOPBACK_HTTP is for a broker on localhost only; take the setting away")
            session.mount(f"https://{address.netloc}/", _loopback_adapter())
        return session


class _SaidNo(Exception):
    """The message tells what it did not take."""


class _NoUse(Exception):
    """What answers at the broker's address is no provider."""


class _Silent(Exception):
    """It does not answer."""


async def _asked(pool: Pool, call: Callable[..., Any], *arguments: Any) -> Any:
    """What `call` returns, made in the pool; its failures in our words, and told here, since a thread's log goes nowhere."""
    from msal.exceptions import MsalServiceError
    import requests

    try:
        return await pool.run(call, *arguments)
    except _SaidNo as error:
        log.warning("%s", error)
        raise SignInRefused("sign-in-failed") from None
    except _NoUse as error:
        log.error("the broker's discovery is of no use: %s", error)
    except (requests.RequestException, MsalServiceError, _Silent) as error:
        log.error("the broker does not answer: %s", type(error).__name__)
    raise OutOfReach("broker-unavailable")


def _loopback_adapter() -> Any:
    from requests.adapters import HTTPAdapter

    class PlainOnLoopback(HTTPAdapter):
        def send(self, request: Any, *arguments: Any, **named: Any) -> Any:
            request.url = "http://" + request.url.removeprefix("https://")
            return super().send(request, *arguments, **named)

    return PlainOnLoopback()


def _patient_session() -> Session:
    """A session whose every call ends: msal sets no time limit of its own."""
    import requests

    class Patient(requests.Session):
        def request(self, *arguments: Any, **named: Any) -> Any:
            named.setdefault("timeout", PATIENCE)
            return super().request(*arguments, **named)

    return Patient()
