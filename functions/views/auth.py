"""Response models of the sign-in: who is signed in, and the keys of their drafts."""

from __future__ import annotations

from functions.views.base import Moment, Shown


class Me(Shown):
    """Who is signed in, when the session ends by itself, and when the working day does. Without `roles` nothing else can be
    asked: `number` is what the person tells an operator, `contact` whom to ask (empty: it is not set)."""

    key: str
    name: str
    initials: str
    roles: tuple[str, ...]
    number: str
    contact: str
    expires_at: Moment
    workday_ends_at: Moment


class ShownDraftKey(Shown):
    """A key for AES-GCM, 32 bytes in base64, and the id that what is encrypted names it by."""

    id: str
    key: str


class DraftKeys(Shown):
    """The keys of that person's drafts on a phone: the first encrypts, the others read what is older."""

    person: str
    keys: tuple[ShownDraftKey, ...]
