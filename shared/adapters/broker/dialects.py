"""Names the scopes, parameters and claims in which the supported brokers differ. Each member can be overridden by a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_NSIS = "https://data.gov.dk/concept/core/nsis/"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A broker's names. `scopes` are requested beside `openid`; `extra` are further parameters of the authorize request. The
    names of claims: `name`, `cvr` (the employer's), `level` (of assurance), `person` (the professional identity, the same at
    every broker; empty where the broker is not known to give it). `levels` are the accepted levels of assurance; if empty, nobody
    can sign in until a setting names some. `userinfo`: whether the claims come from the userinfo endpoint instead of the ID
    token."""

    scopes: tuple[str, ...]
    extra: Mapping[str, str]
    name: str
    cvr: str
    level: str
    person: str
    levels: tuple[str, ...]
    userinfo: bool


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        "signaturgruppen": Dialect(
            scopes=("nemlogin",),
            extra={"idp_values": "mitid_erhverv", "idp_params": '{"mitid_erhverv":{"allow_private":false}}'},
            name="nemlogin.name",
            cvr="nemlogin.cvr",
            level="loa",
            person="nemlogin.persistent_professional_id",
            levels=(f"{_NSIS}Substantial", f"{_NSIS}High"),
            userinfo=True,
        ),
        # How the level of an Erhverv login is returned is not public: its `acr` repeats what was asked for.
        "idura": Dialect(
            scopes=(),
            extra={"acr_values": "urn:grn:authn:dk:mitid:business"},
            name="name",
            cvr="cvrNumberIdentifier",
            level="acr",
            person="",
            levels=(),
            userinfo=False,
        ),
        # The name of the claim with the employer's CVR number is not public: `OIDC_CLAIM_CVR` must name it.
        "signicat": Dialect(
            scopes=("profile", "mitid-extra"),
            extra={"acr_values": "idp:mitid"},
            name="name",
            cvr="",
            level="acr",
            person="",
            levels=("substantial", "high"),
            userinfo=True,
        ),
    }
)
