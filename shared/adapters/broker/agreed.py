"""What was agreed with the municipality's broker: its dialect, and what the settings say otherwise."""

from __future__ import annotations

from dataclasses import replace

from shared.adapters.broker.dialects import DIALECTS, Dialect
from shared.adapters.broker.oidc import Agreement
from shared.settings import Settings


def dialect(known: Settings) -> Dialect:
    """The dialect of `OIDC_BROKER`, with every member that has a setting of its own."""
    usual = DIALECTS[known.oidc_broker]
    return replace(
        usual,
        scopes=usual.scopes if known.oidc_scopes is None else known.oidc_scopes,
        extra=usual.extra if known.oidc_extra is None else known.oidc_extra,
        name=known.oidc_claim_name or usual.name,
        cvr=known.oidc_claim_cvr or usual.cvr,
        level=known.oidc_claim_loa or usual.level,
        person=known.oidc_claim_person or usual.person,
        levels=known.oidc_loa_accepted or usual.levels,
        userinfo=usual.userinfo if known.oidc_userinfo is None else known.oidc_userinfo,
    )


def agreement(known: Settings) -> Agreement:
    speaks = dialect(known)
    return Agreement(
        authority=known.oidc_authority,
        client_id=known.oidc_client_id,
        secret=known.oidc_client_secret,
        scopes=speaks.scopes,
        extra=speaks.extra,
        kept=tuple(name for name in (speaks.name, speaks.cvr, speaks.level, speaks.person) if name),
        userinfo=speaks.userinfo,
        privileges_for=known.employer_cvr if known.oidc_privilege_roles else "",
        loopback_http=known.oidc_loopback_http,
    )
