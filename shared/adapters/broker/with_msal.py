"""The code by Microsoft's client (`msal`), for every issuer that has a path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
import logging
from typing import TYPE_CHECKING, Any

from shared.adapters.broker.code import Client, Declined, Unreached, patient

if TYPE_CHECKING:
    from msal import ConfidentialClientApplication

_BY_ITSELF = ("openid", "profile", "offline_access")
"""Scopes that msal asks for by itself, and refuses to be given."""


class MsalClient:
    """Implements `CodeClient`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def begin(self, facts: Mapping[str, Any], redirect_uri: str) -> tuple[str, dict[str, Any]]:
        ours = [scope for scope in self._client.scopes if scope not in _BY_ITSELF]
        try:
            flow: dict[str, Any] = self._reached().initiate_auth_code_flow(
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

        application = self._reached()
        try:
            result = application.acquire_token_by_auth_code_flow(dict(flow), dict(answer))
        except (requests.RequestException, MsalServiceError) as error:
            raise Unreached(type(error).__name__) from None
        except (ValueError, RuntimeError, TypeError, LookupError, AttributeError, OverflowError) as error:
            # It reads the ID token as well, and says so of one that it does not like in any of these ways.
            self._forget()
            raise Declined(type(error).__name__) from None
        if not isinstance(result, dict) or "error" in result:
            reason = result["error"] if isinstance(result, dict) else "no object in JSON"
            if not isinstance(reason, str):
                self._forget()
            raise Declined(reason)
        return result

    def _forget(self) -> None:
        """It keeps the errors that it met, to tell them with the next call; one that is no text would break every call after
        it, for as long as the process lives."""
        self.__dict__.pop("_application", None)

    def _reached(self) -> ConfidentialClientApplication:
        """Made at the first sign-in, since msal fetches discovery then."""
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

        # It writes a token endpoint's answer that is no JSON into the log, whatever stands in it.
        logging.getLogger("msal.oauth2cli.oauth2").disabled = True
        # The recommended form_post is a cross-site POST: our SameSite=Lax device cookie would not come with it.
        warnings.filterwarnings("ignore", message="response_mode='form_post'")

        class Forgetful(TokenCache):  # type: ignore[misc] # msal has no types
            """A token is read once, at sign-in; none is kept."""

            def add(self, event: Any, now: Any = None) -> None:
                return None

        return ConfidentialClientApplication(
            self._client.id,
            client_credential=self._client.secret,
            oidc_authority=self._client.authority,
            http_client=patient(requests.Session(), self._client),
            token_cache=Forgetful(),
            # A scope that a broker does not know fails the whole sign-in.
            exclude_scopes=[scope for scope in ("offline_access", "profile") if scope not in self._client.scopes],
        )
