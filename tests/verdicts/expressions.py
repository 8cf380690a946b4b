"""Random expressions that fit together, as a form author writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

KINDS = ("number", "money", "text", "yes-no", "date", "time", "date-time")
NAMES = ("navn", "Åse", "x", "", "😀 smil", "ja tak", "a;b")


@dataclass(frozen=True)
class Known:
    """A field that an expression may look at: its id as it is written from there, its kind, its options."""

    id: str
    kind: str
    options: tuple[str, ...] = ()
    inner: tuple[Known, ...] = ()
    """Of a group: the fields of an item, groups too."""
    is_field: bool = True
    """False for a column beside what is chosen."""


def _item_field(group: Known, field: Known) -> Known:
    return Known(f"{group.id}.{field.id}", field.kind, field.options, field.inner, field.is_field)


@dataclass
class Writer:
    """Writes expressions over `known`."""

    random: Random
    fields: Sequence[Known]
    makers: dict[str, Callable[[int], str]] = field(init=False)

    def __post_init__(self) -> None:
        self.makers = {
            "number": self._number,
            "money": self._money,
            "text": self._text,
            "yes-no": self._truth,
            "date": self._date,
            "time": lambda depth: f"{self.random.randrange(24):02d}:{self.random.choice(('00', '30', '59'))}",
            "date-time": self._moment,
        }

    def write(self, kind: str, depth: int = 2) -> str:
        """An expression of a kind; one time in three simply a field."""
        fields = [field.id for field in self.fields if field.kind == kind]
        if fields and self.random.random() < 0.35:
            return self.random.choice(fields)
        if depth > 0 and self.random.random() < 0.1:
            return self._else(kind, depth - 1)
        if depth > 0 and kind in ("number", "money", "date", "date-time") and self.random.random() < 0.1:
            return self._outermost(kind, depth - 1)
        if depth > 0 and self.random.random() < 0.1:
            return f"if({self._truth(0)}, {self.write(kind, depth - 1)}, {self.write(kind, depth - 1)})"
        return self.makers[kind](depth - 1)

    def calculation(self, kind: str) -> str:
        """One that reckons, seldom a field alone."""
        return self.makers[kind](2) if self.random.random() < 0.7 else self.write(kind)

    def _else(self, kind: str, depth: int) -> str:
        # What stands in for a choice is one of its options: `_simple_truth` writes that.
        fields = [field.id for field in self.fields if field.kind == kind and not field.options]
        left = self.random.choice(fields) if fields else self.makers[kind](depth)
        return f"(({left}) else ({self.write(kind, depth)}))"

    def _outermost(self, kind: str, depth: int) -> str:
        parts = [self.write(kind, depth) for _ in range(self.random.randrange(2, 4))]
        return f"{self.random.choice(('min', 'max'))}({', '.join(parts)})"

    def _moment(self, depth: int) -> str:
        return "now"

    def _number(self, depth: int) -> str:
        if (totals := self._totals("number")) and self.random.random() < 0.4:
            return self.random.choice(totals)
        plain = self.random.choice(("0", "1", "2", "3", "7", "12.5", "0.1", "100", "1000000"))
        if depth <= 0:
            return self.random.choice((plain, *self._totals("number"), *self._counts()))
        return self.random.choice(
            (
                plain,
                f"({self.write('number', depth)} {self.random.choice('+-*/')} {self.write('number', depth)})",
                f"round({self.write('number', depth)}, {self.random.randrange(4)})",
                f"length({self.write('text', depth)})",
                f"({self.write('date', depth)} - {self.write('date', depth)})",
                f"({self.write('money', depth)} / {self.write('money', depth)})",
                *self._totals("number"),
            )
        )

    def _groups(self) -> list[Known]:
        """Those that totals can go over, the groups in them too, by the way to each."""
        outer = [field for field in self.fields if field.kind == "group"]
        return [
            *outer,
            *(_item_field(field, inner) for field in outer for inner in field.inner if inner.kind == "group"),
        ]

    def _counts(self) -> list[str]:
        chosen = [f"count({field.id})" for field in self.fields if field.kind == "list"]
        return [*chosen, *(f"count({field.id}{self._where(field)})" for field in self._groups())]

    def _totals(self, kind: str) -> list[str]:
        return [
            f"{self.random.choice(('sum', 'min', 'max'))}({field.id}.{inner.id}{self._where(field)})"
            for field in self._groups()
            for inner in field.inner
            if inner.kind == kind
        ]

    def _where(self, group: Known) -> str:
        """A condition of some totals, over the item's own fields and the form's."""
        if self.random.random() < 0.5:
            return ""
        own = [_item_field(group, field) for field in group.inner if field.kind != "group"]
        form = [field if field.id.startswith("form.") else None for field in self.fields if field.kind != "group"]
        writer = Writer(self.random, [*own, *own, *(field for field in form if field)])
        return f" where {writer.write('yes-no', self.random.randrange(2))}"

    def _money(self, depth: int) -> str:
        if (totals := self._totals("money")) and self.random.random() < 0.4:
            return self.random.choice(totals)
        plain = f"{self.random.choice(('1', '100', '99.95', '2500'))} kr"
        if depth <= 0:
            return self.random.choice((plain, *self._totals("money")))
        return self.random.choice(
            (
                plain,
                f"({self.write('money', depth)} {self.random.choice('+-')} {self.write('money', depth)})",
                f"({self.write('money', depth)} {self.random.choice('*/')} {self.write('number', depth)})",
                *self._totals("money"),
            )
        )

    def _text(self, depth: int) -> str:
        plain = f'"{self.random.choice(NAMES)}"'
        # A cvr number is marked as if it had options, and is a text all the same.
        lists = [f'("" & {field.id})' for field in self.fields if field.kind in ("list", "text") and field.options]
        if depth <= 0:
            return self.random.choice((plain, *lists, "person.name", "person.initials"))
        kinds = self.random.choices(("text", "number", "money", "date", "time"), k=2)
        joined = f"({' & '.join(self.write(kind, depth) for kind in kinds)})"
        return self.random.choice((plain, joined, joined, *lists, "person.name"))

    def _date(self, depth: int) -> str:
        plain = self.random.choice(("today", "2026-11-23", "2024-02-29", "2026-01-31"))
        if depth <= 0:
            return plain
        unit = self.random.choice(("days", "weeks", "months", "years"))
        sign, start = self.random.choice("+-"), self.write("date", depth)
        many = self.random.choice((self.write("number", depth), "1", "12"))
        days = [f"date({field.id})" for field in self.fields if field.kind == "date-time"]
        return self.random.choice((plain, *days, "date(now)", f"({start} {sign} {many} {unit})"))

    def _truth(self, depth: int) -> str:
        simple = self._simple_truth()
        if depth <= 0:
            return simple
        return self.random.choice(
            (
                simple,
                f"not ({self.write('yes-no', depth)})",
                f"({self.write('yes-no', depth)} {self.random.choice(('and', 'or'))} {self.write('yes-no', depth)})",
                self._comparison(depth),
                self._comparison(depth),
            )
        )

    def _simple_truth(self) -> str:
        field = self.random.choice(self.fields) if self.fields else None
        if field is None:
            return self.random.choice(("today > 2026-11-23", 'person.name = "Åse"'))
        if field.kind in ("group", "opaque") or (field.is_field and self.random.random() < 0.2):
            return f"answered({field.id})"
        if field.kind == "yes-no":
            return self.random.choice((field.id, f"{field.id} = {self.random.choice(('yes', 'no'))}"))
        if field.kind == "list":
            return f"{field.id} includes {self._values(field)}"
        return self._of_option(field) if field.options else self._compared(field.id, field.kind, 0)

    def _of_option(self, field: Known) -> str:
        option = f'"{self._option(field)}"'
        return self.random.choice(
            (
                f"{field.id} {self.random.choice(('=', '!='))} {option}",
                f"{field.id} in {self._list(field)}",
                f'({field.id} else "{self._option(field)}") = {option}',
            )
        )

    def _option(self, field: Known) -> str:
        return self.random.choice(field.options or ("x",))

    def _list(self, field: Known) -> str:
        return "[" + ", ".join(f'"{self._option(field)}"' for _ in range(self.random.randrange(1, 4))) + "]"

    def _values(self, field: Known) -> str:
        return f"any {self._list(field)}" if self.random.random() < 0.5 else f'"{self._option(field)}"'

    def _comparison(self, depth: int) -> str:
        kind = self.random.choice(KINDS)
        # Two constants are never compared.
        fields = [field for field in self.fields if field.kind == kind and not field.options]
        left = self.random.choice(fields).id if fields else {"date": "today", "date-time": "now"}.get(kind)
        return self._compared(left, kind, depth) if left else self._simple_truth()

    def _compared(self, left: str, kind: str, depth: int) -> str:
        signs = ("=", "!=") if kind in ("yes-no", "text") else ("=", "!=", "<", "<=", ">", ">=")
        return f"({left} {self.random.choice(signs)} ({self.write(kind, depth)}))"
