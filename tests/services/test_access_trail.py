"""Whatever is done to the access list, and by whom, its trail tells all of it, and of nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Act, Actor, Grant
from shared.domain.access.roles import OPERATOR, ROLES
from shared.domain.commands import EndAccess, GrantAccess
from shared.domain.problems import AccessChanged, OwnAccess, UnknownPerson
from shared.services.access import AccessEditor, arrive
from tests.examples import KAREN, MEHMET, NOW

PEOPLE = (KAREN, MEHMET, KAREN.model_copy(update={"key": "d" * 32, "name": "Dorte Holm"}))
GRANTS = st.builds(
    Grant,
    st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["", "Nord"]),
    st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
    st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
)
ACTS = st.tuples(
    st.sampled_from(["arrive", "allow", "remove", "end", "add"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    GRANTS,
    st.sampled_from(["", "fordi"]),
    st.sampled_from([None, "0", "1"]),
    st.sampled_from(["", "Nyt Navn"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=25))
async def test_every_change_is_in_the_trail(acts: list[Any]) -> None:
    access, now = MemoryAccess(), NOW
    for act, person, by, grant, reason, version, name in acts:
        now += timedelta(hours=7)
        lines, trails = dict(access.lines), {key: list(trail) for key, trail in access.changes.items()}
        editor = AccessEditor(access, Actor(by.key, by.name), now)
        with suppress(AccessChanged, OwnAccess, UnknownPerson):
            match act:
                case "arrive":
                    await arrive(person.model_copy(update={"name": name}), (), access, by.key[:16], now)
                case "allow":
                    await editor.allow(GrantAccess(person.key, grant, reason, version))
                case "remove":
                    await editor.remove(EndAccess(person.key, reason, version))
                case "end":
                    await editor.end_sessions(EndAccess(person.key, reason, version))
                case "add":
                    await editor.add(person.key, person.name, grant)
        for item in PEOPLE:
            before, after = lines.get(item.key), access.lines.get(item.key)
            old, new = trails.get(item.key, []), access.changes.get(item.key, [])
            assert new[: len(old)] == old, "a line of the trail was changed"
            assert (before != after) == (len(new) == len(old) + 1), (
                "a change without its line, or a line without a change"
            )
            if before != after and after is not None:
                reported = new[-1]
                assert reported.at == now
                assert reported.old == (before.grant if before else Grant())
                assert reported.new == after.grant
                assert (
                    reported.act in (Act.ASKED, Act.CAME, Act.NAMED)
                    or reported.by.key == by.key
                    or reported.by.name == "FIRST_OPERATOR"
                )


@settings(max_examples=100, deadline=None)
@given(st.lists(ACTS, max_size=25))
async def test_an_operator_who_acts_is_one_afterwards(acts: list[Any]) -> None:
    """So the list is never without anybody who keeps it, as long as operators alone change it."""
    dorte = PEOPLE[2]
    access = MemoryAccess(dorte.model_copy(update={"roles": (OPERATOR,)}))
    for act, person, _, grant, reason, version, _ in acts:
        editor = AccessEditor(access, Actor(dorte.key, dorte.name), NOW)
        with suppress(AccessChanged, OwnAccess, UnknownPerson):
            match act:
                case "allow":
                    await editor.allow(GrantAccess(person.key, grant, reason, version))
                case "remove":
                    await editor.remove(EndAccess(person.key, reason, version))
                case "add":
                    await editor.add(person.key, person.name, replace(grant))
        line = access.lines[dorte.key]
        assert OPERATOR in line.grant.roles
        assert line.grant.holds(NOW)
        assert not line.removed
