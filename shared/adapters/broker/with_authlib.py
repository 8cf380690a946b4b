"""The authorization code flow by Authlib, for issuers without a path, which `msal` refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.adapters.broker.code import Client, Declined, Unreached, patient


class AuthlibClient:
    """Implements `CodeClient`."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def begin(self, facts: Mapping[str, Any], redirect_uri: str) -> tuple[str, dict[str, Any]]:
        from authlib.common.security import generate_token

        flow = {"redirect_uri": redirect_uri, "nonce": generate_token(43), "code_verifier": generate_token(64)}
        with self._session(redirect_uri) as session:
            url, state = session.create_authorization_url(
                str(facts["authorization_endpoint"]),
                code_verifier=flow["code_verifier"],
                nonce=flow["nonce"],
                prompt="login",
            )
        return url, {**flow, "state": state}

    def exchange(
        self, facts: Mapping[str, Any], flow: Mapping[str, Any], answer: Mapping[str, str]
    ) -> Mapping[str, Any]:
        from authlib.common.errors import AuthlibBaseError
        import requests

        if not answer.get("code") or answer.get("state") != flow["state"]:
            raise Declined("state")
        try:
            with self._session(str(flow["redirect_uri"])) as session:
                return dict(
                    session.fetch_token(
                        str(facts["token_endpoint"]),
                        code=answer["code"],
                        code_verifier=flow["code_verifier"],
                    )
                )
        except requests.RequestException as error:
            raise Unreached(type(error).__name__) from None
        except AuthlibBaseError as error:
            raise Declined(error.error) from None
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise Declined(type(error).__name__) from None

    def _session(self, redirect_uri: str) -> Any:
        from authlib.integrations.requests_client import OAuth2Session

        session = OAuth2Session(
            self._client.id,
            self._client.secret,
            # In the body, since a client id with a colon, such as Idura's, cannot be sent with HTTP Basic.
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a way to sign in, no password
            scope=" ".join(("openid", *self._client.scopes)),
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )
        return patient(session, self._client)
