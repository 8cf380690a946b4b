"""The authorization code flow by Microsoft's library (`msal`), for issuers with a path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
import logging
from typing import TYPE_CHECKING, Any

from shared.adapters.broker.code import Client, Declined, Unreached, patient

if TYPE_CHECKING:
    from msal import ConfidentialClientApplication

_BY_ITSELF = ("openid", "profile", "offline_access")
"""Scopes that msal adds itself, and does not accept as an argument."""


class MsalClient:
    """Implements `CodeClient`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def begin(self, facts: Mapping[str, Any], redirect_uri: str) -> tuple[str, dict[str, Any]]:
        ours = [scope for scope in self._client.scopes if scope not in _BY_ITSELF]
        try:
            flow: dict[str, Any] = self._application_on_first_use().initiate_auth_code_flow(
                ours, redirect_uri=redirect_uri, prompt="login"
            )
        except ValueError as error:
            raise Unreached(type(error).__name__) from None
        return flow.pop("auth_uri"), flow

    def exchange(
        self, facts: Mapping[str, Any], flow: Mapping[str, Any], answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        from msal.exceptions import MsalServiceError
        import requests

        application = self._application_on_first_use()
        try:
            result = application.acquire_token_by_auth_code_flow(dict(flow), dict(answer))
        except (requests.RequestException, MsalServiceError) as error:
            raise Unreached(type(error).__name__) from None
        except (ValueError, RuntimeError, TypeError, LookupError, AttributeError, OverflowError) as error:
            # msal parses the ID token too, and raises one of these for a token that it cannot parse.
            self._forget()
            raise Declined(type(error).__name__) from None
        if not isinstance(result, dict) or "error" in result:
            reason = result["error"] if isinstance(result, dict) else "no object in JSON"
            if not isinstance(reason, str):
                self._forget()
            raise Declined(reason)
        return result

    def _forget(self) -> None:
        """Discard the msal application. It stores errors to report them with its next call; one that is not a string would make
        every later call fail."""
        self.__dict__.pop("_application", None)

    def _application_on_first_use(self) -> ConfidentialClientApplication:
        """The msal application, made at the first sign-in: making it fetches the discovery document."""
        from msal.exceptions import MsalServiceError
        import requests

        try:
            return self._application
        except (requests.RequestException, MsalServiceError, ValueError, KeyError) as error:
            raise Unreached(type(error).__name__) from None

    @cached_property
    def _application(self) -> ConfidentialClientApplication:
        import warnings

        from msal import ConfidentialClientApplication, TokenCache
        import requests

        # At this level msal logs a token endpoint's response that is not JSON, with its whole content.
        logging.getLogger("msal.oauth2cli.oauth2").disabled = True
        # Not the recommended form_post: that is a cross-site POST, with which the browser does not send our SameSite=Lax device
        # cookie.
        warnings.filterwarnings("ignore", message="response_mode='form_post'")

        class Forgetful(TokenCache):  # type: ignore[misc] # msal has no types
            """Stores no tokens: each is read once, at sign-in."""

            def add(self, event: Any, now: Any = None) -> None:
                return None

        return ConfidentialClientApplication(
            self._client.id,
            client_credential=self._client.secret,
            oidc_authority=self._client.authority,
            http_client=patient(requests.Session(), self._client),
            token_cache=Forgetful(),
            # A scope that the broker does not know makes the whole sign-in fail.
            exclude_scopes=[scope for scope in ("offline_access", "profile") if scope not in self._client.scopes],
        )
