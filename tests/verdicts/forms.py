"""Random definitions: every field type, groups in groups, and an expression for every key that takes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
import json
from random import Random
from typing import Any

from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields import TYPES
from tests.verdicts.expressions import Known, Writer
from tests.verdicts.more_keys import form_keys, more_keys

W = {"da": "Ord", "en": "Words"}
KIND_OF = {name: str(type.operand) for name, type in TYPES.items()}
CALCULATED = {
    "integer": "number", "decimal": "number", "money": "money", "text": "text", "yes-no": "yes-no", "date": "date",
    "duration": "number",
}  # fmt: skip


def random_definition(seed: int) -> Compiled:
    """A definition that the loader takes. `DefinitionError` when this seed gives one that it does not."""
    return as_read(random_content(seed), f"seed {seed}")


def as_read(content: dict[str, Any], source: str) -> Compiled:
    """A definition as its file would be read. `DefinitionError`."""
    return read(read_yaml(json.dumps(content, ensure_ascii=False), source), source)


def random_content(seed: int) -> dict[str, Any]:
    """What stands in the file of a random definition."""
    random = Random(seed)
    form = _Form(random)
    sections = [form.section(number) for number in range(random.randrange(1, 4))]
    return {
        "app": "tilfaeldig", "version": 1, "title": W, "description": W,
        **({"target": "log"} if seed % 2 else {"targets": {"log": {}}}),
        "heading": [form.fields[0].id], **form.law(), "lists": LISTS, "legal_basis": {"cpr": "§ 1"} if form.has_cpr else {},
        "sections": sections,
        **form_keys(random, [item for section in sections for item in section["fields"]], form.fields[0].id),
    }  # fmt: skip


LISTS = {
    "steder": "value;da;en;zone;antal (tal);pris (kr);siden (dato)\n"
    'a;Åse;Åse;a;1;99,95;2026-11-23\nb;B;B;b;12,5;;2024-02-29\nc;"C; c";C;a;;100;\nd;D;D;;7;1;2026-01-31\n',
    "byer": "value,da,zone\na,A,a\nb,B,b\n",
}
COLUMNS = {
    "steder": {"zone": "text", "antal": "number", "pris": "money", "siden": "date"},
    "byer": {"zone": "text"},
}
DAYS = ("2024-02-29", "2026-11-23", "2026-11-24", "2027-01-01")


class _Form:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.fields: list[Known] = []
        self.has_cpr = False
        self._count = 0
        self._inner: tuple[Known, ...] = ()
        self._judged_by = random.random() < 0.5

    def law(self) -> dict[str, Any]:
        """The day by which the dates of the law are judged, half of the time; it is the first field then."""
        return {"in_force_on": self.fields[1].id} if self._judged_by else {}

    def section(self, number: int) -> dict[str, Any]:
        section: dict[str, Any] = {"id": f"s{number}", "title": W, **({"help": W} if self._chance(0.2) else {})}
        if self.fields and self._chance(0.3):
            section["visible_when"] = self._writer(self.fields).write("yes-no")
        # Lists need a field to show a registration by.
        first = [] if self.fields else self._first()
        section["fields"] = first + self._fields(self.random.randrange(2, 7), self.fields, (), 0)
        return section

    def _first(self) -> list[dict[str, Any]]:
        text = self._field("text", self.fields, (), 0)
        if not self._judged_by:
            return [text]
        day = self._field(self.random.choice(("date", "date-time")), self.fields, (), 0)
        # Nothing goes by the day before it is asked.
        return [{key: value for key, value in field.items() if key not in ("from", "until")} for field in (text, day)]

    def _dates(self) -> dict[str, Any]:
        first, last = sorted(self.random.sample(DAYS, 2))
        return self.random.choice(({"from": first}, {"until": last}, {"from": first, "until": last}))

    def _chance(self, of: float) -> bool:
        return self.random.random() < of

    def _writer(self, fields: Sequence[Known]) -> Writer:
        return Writer(self.random, fields)

    def _fields(self, many: int, before: list[Known], context: Sequence[Known], depth: int) -> list[dict[str, Any]]:
        """Fields of one object. `before` are those of it that are there already, and gets the new ones; `context` is
        what is known of the form from inside a group."""
        fields = []
        for _ in range(many):
            # Calculations and what they are made of often: most of the language stands in them.
            often = ("calculated", "calculated", "calculated", "integer", "money", "group", "date-time")
            types = [type for type in (*TYPES, *often) if depth < 2 or type != "group"]
            fields.append(self._field(self.random.choice(types), before, context, depth))
        return fields

    def _field(self, type: str, before: list[Known], context: Sequence[Known], depth: int) -> dict[str, Any]:
        self._count += 1
        id = self.random.choice((f"felt{self._count}", f"constructor{self._count}"))
        writer = self._writer([*before, *context])
        field: dict[str, Any] = {"id": id, "type": type, "label": W}
        field |= self._own(type, writer, before, context, depth)
        type = field["type"]
        if self._chance(0.3):
            field["visible_when"] = writer.write("yes-no")
        if self._chance(0.15):
            field |= self._dates()
        if type not in ("note", "calculated") and self._chance(0.5):
            field |= {"required": True} if self._chance(0.6) else {"required_when": writer.write("yes-no")}
        companies = [item.id for item in before if item.options == ("cvr",)]
        field |= {
            key: value
            for key, value in more_keys(self.random, field, companies, inner=depth > 0).items()
            if key not in field
        }
        fields = self._known(id, field, depth)
        if type != "note" and self._chance(0.2):
            seen = self._writer([*before, *context, fields])
            field["valid_when"] = [{"rule": seen.write("yes-no"), "message": W}]
            field["valid_when"][0] |= self._dates() if self._chance(0.3) else {}
        if type != "note" and self._chance(0.25):
            seen = self._writer([*before, fields, fields])
            field["warns_when"] = [{"rule": seen.write("yes-no"), "message": self._words([*before, fields])}]
        field["label"] = self._words(before)
        if type != "note":
            before.append(fields)
        if type == "choice" and "list" in field:
            columns = COLUMNS[field["list"]].items()
            before += [Known(f"{id}.{name}", kind, is_field=False) for name, kind in columns]
        return field

    def _words(self, before: Sequence[Known]) -> dict[str, str]:
        """A text, now and then with answers in it, and braces that mean nothing."""
        names = [fields.id for fields in before if fields.kind not in ("group", "opaque")] or ["ukendt"]
        pieces = ("Ord", "{{x}}", f"{{{self.random.choice(names)}}}", "{form.ukendt}", "**", "}")
        return {language: " ".join(self.random.sample(pieces, self.random.randrange(1, 4))) for language in W}

    def _own(
        self, type: str, writer: Writer, before: Sequence[Known], context: Sequence[Known], depth: int
    ) -> dict[str, Any]:
        """The type's own keys; a production unit without a company before it becomes a text."""
        random = self.random
        self.has_cpr |= type == "cpr"
        plain: dict[str, Callable[[], dict[str, Any]]] = {
            "text": self._text,
            "long-text": lambda: {"max_length": random.randrange(1, 30)},
            "integer": lambda: {"minimum": random.randrange(0, 5), "maximum": random.randrange(5, 2000)},
            "duration": lambda: {"minimum": random.randrange(0, 5), "maximum": random.randrange(5, 2000)},
            "decimal": lambda: {
                "minimum": -2.5, "maximum": random.choice((9.99, 1000, 0.1)), "decimals": random.randrange(1, 5),
            },
            "money": lambda: {"minimum": random.choice((0, -10, 0.5)), "maximum": random.choice((100, 99.95))},
            "choice": lambda: self._options(type, writer),
            "choices": lambda: self._options(type, writer),
            "date": lambda: {key: writer.write("date") for key in ("earliest", "latest") if self._chance(0.5)},
            "date-time": lambda: {key: writer.write("date") for key in ("earliest", "latest") if self._chance(0.3)},
            "p-number": lambda: self._unit(before),
            "photo": lambda: {"max_items": random.randrange(1, 4)},
            "file": lambda: {"max_items": random.randrange(1, 4)},
            "group": lambda: self._group(before, context, depth),
            "calculated": lambda: self._calculated(writer),
            "note": lambda: {"text": W},
        }  # fmt: skip
        return plain[type]() if type in plain else {}

    def _text(self) -> dict[str, Any]:
        own: dict[str, Any] = {"min_length": self.random.randrange(1, 3), "max_length": self.random.randrange(3, 9)}
        if self._chance(0.4):
            pattern = self.random.choice(
                ("^[A-ZÆØÅ]+[0-9]*$", "^a[^a-z]b$", r"^[^.]\.[^\^]*$", "^(ja|nej)$", "^(?:[a-w]+ ?-)*x$")
            )
            own |= {"pattern": pattern, "pattern_help": W}
        return own

    def _unit(self, before: Sequence[Known]) -> dict[str, Any]:
        companies = [item.id for item in before if item.options == ("cvr",)]
        return {"company": self.random.choice(companies)} if companies else {"type": "text"}

    def _calculated(self, writer: Writer) -> dict[str, Any]:
        as_ = self.random.choice(sorted(CALCULATED))
        return {"as": as_, "calculate": writer.calculation(CALCULATED[as_])}

    def _options(self, type: str, writer: Writer) -> dict[str, Any]:
        if self._chance(0.15):
            return {"options_from": {"app": "andre"}}
        if self._chance(0.3):
            return self._listed(writer)
        values = "abcdefghij"[: self.random.randrange(2, 11)]
        own: dict[str, Any] = {"options": [{"value": value, "label": W, **self._when(writer)} for value in values]}
        return own | ({"min_items": self.random.randrange(1, 3)} if type == "choices" else {})

    def _when(self, writer: Writer) -> dict[str, Any]:
        """When an option is offered: mostly always."""
        when = {"visible_when": writer.write("yes-no")} if self._chance(0.15) else {}
        return when | self._dates() if self._chance(0.1) else when

    def _listed(self, writer: Writer) -> dict[str, Any]:
        name = self.random.choice(sorted(LISTS))
        columns = self.random.sample(sorted(COLUMNS[name]), self.random.randrange(len(COLUMNS[name])) + 1)
        several = [item.id for item in writer.fields if item.kind == "list"]
        where = {column: writer.write(COLUMNS[name][column]) for column in columns[:2] if self._chance(0.6)}
        if "zone" in where and several and self._chance(0.3):
            where["zone"] = self.random.choice(several)
        return {"list": name, "where": where}

    def _group(self, before: Sequence[Known], context: Sequence[Known], depth: int) -> dict[str, Any]:
        # From inside a group the form's own fields are `form.id`; totals of its earlier groups go by their names.
        outside = context if depth else [_from_inside(item) for item in before]
        inner: list[Known] = []
        fields = self._fields(self.random.randrange(1, 5), inner, outside, depth + 1)
        self._inner = tuple(inner)
        return {
            "fields": fields, "item_label": W, "add_label": W, "min_items": self.random.randrange(1, 3),
            "max_items": self.random.randrange(2, 5),
        }  # fmt: skip

    def _known(self, id: str, field: dict[str, Any], depth: int) -> Known:
        type = field["type"]
        if type == "cvr":
            # Marked, so that a production unit finds it; an expression takes it for a text.
            return Known(id, "text", ("cvr",))
        if type == "group":
            return Known(id, "group", inner=self._inner)
        kind = CALCULATED[field["as"]] if type == "calculated" else KIND_OF[type]
        options = "abcd" if field.get("list") == "steder" else "ab" if "list" in field else ()
        return Known(id, kind, tuple(options) or tuple(item["value"] for item in field.get("options", ())))


def _from_inside(item: Known) -> Known:
    return item if item.kind == "group" else Known(f"form.{item.id}", item.kind, item.options, is_field=item.is_field)
