"""Maps a broker's error to one of a few texts for the person, each with what to do.

The codes are those of Signaturgruppen's public error catalogue (version v1.0), and of Idura's pages on errors; they arrive in
`error_description` of an `access_denied`.
"""

from __future__ import annotations

from collections.abc import Mapping
import re

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")

_ABORTED = (
    "mitid_user_aborted mitid_core_client_error_user_abort mitid_erhverv_user_aborted user_aborted "
    "private_to_business_user_aborted privilege_cvr_select_user_aborted declined_user_consent"
)
_NO_EMPLOYEE = "mitid_erhverv.no_identities"
_CLOCK = "user_missing_timed_cookies idp_correlation_failure"
_PHONE = (
    "mitid_browser_not_supported user_is_missing_cookies user_navigation_error user_navigation_error_empty_state "
    "mitid_user_navigation_error_empty_state mitid_erhverv_unexpected_user_navigation mitid_anti_forgery_validation_error "
    "mitid_auth_code_already_used no_ctx mitid_no_ctx oidc_correlation_continue_failed "
    "MITID_NONCE_COOKIE_MISSING MITID_NONCE_COOKIE_MALFORMED"
)
_SERVICE = (
    "mitid_timeout mitid_internal_error mitid_unexpected_error mitid_core_client_error mitid_erhverv_api_error "
    "idp_remote_error idp_no_ctx internal_error "
    # Our own configuration: for the person it is the same as a service that is down.
    "invalid_idp_params invalid_idp_configuration_or_parameter no_ctx_idp_params invalid_tin mitid_identity_not_found "
    "mitid_uuid_hint_malformed missing_user_in_session invalid_consent_id missing_user_consent invalid_user_for_user_consent"
)

KNOWN: Mapping[str, str] = {
    code: problem
    for problem, codes in (
        ("sign-in-aborted", _ABORTED),
        ("no-employee-identity", _NO_EMPLOYEE),
        ("sign-in-clock", _CLOCK),
        ("sign-in-phone", _PHONE),
        ("sign-in-service", _SERVICE),
    )
    for code in codes.split()
}
"""The problem to show for each code of the catalogue."""


def problem_of(error: str, description: str) -> str:
    """The code of the problem to show. A bare `access_denied` is a person who cancelled; every unknown error counts as the
    service's, since the person cannot knowingly have caused it."""
    if problem := KNOWN.get(description):
        return problem
    return "sign-in-aborted" if error == "access_denied" and not description else "sign-in-service"


def worded(code: object) -> str:
    """Make a code safe for the log: one word in the catalogue's format, never free text that somebody sent."""
    return code if isinstance(code, str) and _WORD.fullmatch(code) else "of no known shape"
