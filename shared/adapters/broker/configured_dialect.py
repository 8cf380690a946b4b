"""Combines the broker's dialect with the settings that override it."""

from __future__ import annotations

from dataclasses import replace

from shared.adapters.broker.dialects import DIALECTS, Dialect
from shared.adapters.broker.oidc import Agreement
from shared.settings import Settings


def dialect(settings: Settings) -> Dialect:
    """The dialect that `OIDC_BROKER` names, with each member replaced by the setting of its own where that is set."""
    usual = DIALECTS[settings.oidc_broker]
    return replace(
        usual,
        scopes=usual.scopes if settings.oidc_scopes is None else settings.oidc_scopes,
        extra=usual.extra if settings.oidc_extra is None else settings.oidc_extra,
        name=settings.oidc_claim_name or usual.name,
        cvr=settings.oidc_claim_cvr or usual.cvr,
        level=settings.oidc_claim_loa or usual.level,
        person=settings.oidc_claim_person or usual.person,
        levels=settings.oidc_loa_accepted or usual.levels,
        userinfo=usual.userinfo if settings.oidc_userinfo is None else settings.oidc_userinfo,
    )


def agreement(settings: Settings) -> Agreement:
    speaks = dialect(settings)
    return Agreement(
        authority=settings.oidc_authority,
        client_id=settings.oidc_client_id,
        secret=settings.oidc_client_secret,
        scopes=speaks.scopes,
        extra=speaks.extra,
        claims=tuple(name for name in (speaks.name, speaks.cvr, speaks.level, speaks.person) if name),
        userinfo=speaks.userinfo,
        privileges_for=settings.employer_cvr if settings.oidc_privilege_roles else "",
        loopback_http=settings.oidc_loopback_http,
    )
