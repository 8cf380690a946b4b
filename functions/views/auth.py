"""Response models of the sign-in: who is signed in, and the keys of their drafts."""

from __future__ import annotations

from functions.views.base import Moment, Shown


class Me(Shown):
    """The signed-in person, when their session expires, and when their working day ends. Without `roles` they can use nothing
    else: `number` is what they tell an operator, `contact` whom to ask (empty: not configured)."""

    key: str
    name: str
    initials: str
    roles: tuple[str, ...]
    number: str
    contact: str
    expires_at: Moment
    workday_ends_at: Moment


class ShownDraftKey(Shown):
    """A key for AES-GCM, 32 bytes in base64, and its id, which is stored with what it encrypts."""

    id: str
    key: str


class DraftKeys(Shown):
    """The keys of the person's drafts on a phone: the first encrypts, the others decrypt older drafts."""

    person: str
    keys: tuple[ShownDraftKey, ...]
