"""A calculation over what may be unanswered is noticed, and not refused: sometimes nothing is what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.domain.folder import definitions, form

FIELDS = """
    {id: leje, type: money, label: &x {da: X, en: X}, required: true}
    {id: afgift, type: money, label: *x}
    {id: antal, type: integer, label: *x}
    {id: dyr, type: yes-no, label: *x, required: true}
    {id: tillaeg, type: money, label: *x, required: true, visible_when: dyr}
    {id: rum, type: group, label: *x, item_label: *x, add_label: *x, fields: [{id: pris, type: money, label: *x}]}
"""


@pytest.mark.parametrize(
    ("calculate", "visible_when", "meant"),
    [
        ("leje + afgift", None, ["(afgift else 0 kr)"]),
        ("leje * antal", None, ["(antal else 0)"]),
        ("leje + (afgift else 0 kr)", None, []),
        ("(leje + afgift) else 0 kr", None, []),
        ("afgift else leje * antal", None, ["(antal else 0)"]),
        ("if(answered(afgift), leje + afgift, leje)", None, []),
        ("sum(rum.pris) + leje", None, []),
        ("leje + tillaeg", None, ["(tillaeg else 0 kr)"]),
        ("leje + tillaeg", "dyr", []),
        ("afgift + afgift", None, ["(afgift else 0 kr)"]),
    ],
)
def test_what_may_be_unanswered_is_noticed(
    tmp_path: Path, calculate: str, visible_when: str | None, meant: list[str]
) -> None:
    shown = f", visible_when: {visible_when}" if visible_when else ""
    last = f"{{id: ialt, type: calculated, as: money, label: *x, calculate: '{calculate}'{shown}}}"
    files = definitions(tmp_path, proeve=form(FIELDS + last))
    assert files.check() == []
    noticed = files.notices("proeve")
    assert [fault.text.suggestion for fault in noticed] == meant
    for fault in noticed:
        assert (fault.line, "Ellers skriv med else" in fault.remedy()) == (18, True)
    # Followed word by word it is nothing to notice.
    for fault in noticed:
        name = fault.text.values["name"]
        cured = last.replace(name, fault.text.suggestion)
        assert definitions(tmp_path / "cured", proeve=form(FIELDS + cured)).notices("proeve") == ()


def test_a_field_of_an_item_is_named_as_it_is_written_there(tmp_path: Path) -> None:
    price = "{id: pris, type: money, label: *x, required: true}"
    total = "{id: alt, type: calculated, as: money, label: *x, calculate: pris + form.afgift}"
    text = FIELDS.replace("[{id: pris, type: money, label: *x}]", f"[{price}, {total}]")
    files = definitions(tmp_path, proeve=form(text))
    assert files.check() == []
    assert [fault.text.suggestion for fault in files.notices("proeve")] == ["(form.afgift else 0 kr)"]
