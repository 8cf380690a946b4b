"""Recognises what authors write instead of the language's own words: `ja`, `2,5`, `5 år`, `Rød`, `[a, b]`."""

from __future__ import annotations

from collections.abc import Callable
import re
from typing import Any

from shared.domain.authoring.danish_numbers import plain_number_of, thousands_text
from shared.domain.source.faults import FaultText
from shared.domain.source.node import SourceNode, YamlPath
from shared.domain.text.slug import LETTERS, slug

TYPES = {
    **dict.fromkeys(("tal", "number", "heltal", "int", "antal"), "integer"),
    **dict.fromkeys(("tekst", "string", "str"), "text"),
    **dict.fromkeys(("langtekst", "lang-tekst", "textarea", "memo"), "long-text"),
    **dict.fromkeys(("kommatal", "decimaltal", "float"), "decimal"),
    **dict.fromkeys(("kr", "kroner", "beløb", "beloeb", "currency"), "money"),
    **dict.fromkeys(("ja-nej", "janej", "ja/nej", "boolean", "bool", "checkbox"), "yes-no"),
    **dict.fromkeys(("valg", "select", "radio", "dropdown"), "choice"),
    **dict.fromkeys(("dato", "dag"), "date"),
    **dict.fromkeys(("klokkeslæt", "kl", "tid"), "time"),
    **dict.fromkeys(("tidspunkt", "datetime"), "date-time"),
    **dict.fromkeys(("telefon", "tlf", "mobil", "tel"), "phone"),
    **dict.fromkeys(("billede", "foto", "image"), "photo"),
    **dict.fromkeys(("fil", "bilag", "pdf"), "file"),
    **dict.fromkeys(("mail", "e-mail"), "email"),
    **dict.fromkeys(("gruppe", "liste", "list", "repeat"), "group"),
    **dict.fromkeys(("underskrift",), "signature"),
    **dict.fromkeys(("beregnet", "calculate", "formel"), "calculated"),
    **dict.fromkeys(("varighed",), "duration"),
    **dict.fromkeys(("adresse",), "address"),
}
"""Field types by the words that people use for them."""

KEYS = {
    **dict.fromkeys(("påkrævet", "obligatorisk", "krævet", "mandatory"), "required"),
    **dict.fromkeys(("titel", "overskrift"), "title"),
    **dict.fromkeys(("navn", "tekst", "name", "etiket"), "label"),
    **dict.fromkeys(("hjælp", "hjaelp", "hint"), "help"),
    **dict.fromkeys(("vis_når", "vises_når", "show_when", "relevant", "show_if"), "visible_when"),
    **dict.fromkeys(("mål", "maal"), "target"),
    **dict.fromkeys(("felter",), "fields"),
    **dict.fromkeys(("afsnit", "sektioner"), "sections"),
    **dict.fromkeys(("muligheder", "valg", "choices"), "options"),
    **dict.fromkeys(("min", "mindst"), "minimum"),
    **dict.fromkeys(("max", "maks", "højst"), "maximum"),
    **dict.fromkeys(("beregn", "formel", "calculation"), "calculate"),
    **dict.fromkeys(("roller",), "roles"),
    **dict.fromkeys(("eksempel",), "example"),
    **dict.fromkeys(("standard",), "default"),
}
"""Keys by the words that people use for them."""

_TRUTHS = dict.fromkeys(("ja", "yes", "sand", "on", "x", "j", "y"), "true")
_TRUTHS |= dict.fromkeys(("nej", "no", "falsk", "off", "n"), "false")
_LOCALIZED = frozenset({"label", "title", "description", "help", "message", "unit", "item_label", "add_label"})
_LOCALIZED |= {"pattern_help", "submit_label"}
_EXPRESSIONS = frozenset({"visible_when", "required_when", "default", "calculate", "earliest", "latest", "rule"})
_TIME = re.compile(r"([0-9]+)\s*(år|aar|years?|måned(?:er)?|months?|mdr\.?)", re.IGNORECASE)


def written_otherwise(key: str, path: YamlPath, node: SourceNode | None, parent: SourceNode | None) -> FaultText | None:
    """A better text for a fault of this key, or None where the general one is as good. `node` is what is written there."""
    if (
        node is not None
        and (fault_text := thousands_text(node.written))
        and key in ("not-whole", "not-number", "not-possible")
    ):
        return fault_text
    recognise = _RECOGNISED.get(key)
    return recognise(path, node.value if node else None, parent) if recognise and path else None


def identifier(text: str) -> str:
    """`Antal års` as an id: `antalAars`."""
    written = text.strip()
    if re.fullmatch("[A-Za-zÆØÅæøå0-9]+", written):
        plain = re.sub("[^a-zA-Z0-9]", "", (written[:1].lower() + written[1:]).translate(LETTERS))
        return plain.lstrip("0123456789")
    first, *rest = slug(text).split("-") if slug(text) else [""]
    return (first + "".join(word.capitalize() for word in rest)).lstrip("0123456789")


def _number(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    plain = plain_number_of(value) if isinstance(value, str) else ""
    return FaultText("danish-number", {"key": path[-1], "value": value}, suggestion=plain) if plain else None


def _whole(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    fault_text = _number(path, value, parent)
    if fault_text is not None and "." not in fault_text.suggestion:
        return fault_text
    number = float(fault_text.suggestion) if fault_text else value
    if not isinstance(number, int | float):
        return None
    return FaultText("not-whole-decimal", {"key": path[-1], "under": int(number // 1), "over": int(number // 1) + 1})


def _truth(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    suggestion = _TRUTHS.get(str(value).lower(), "")
    return FaultText("not-truth", {"key": path[-1]}, suggestion=suggestion) if suggestion else None


def _keys(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    if path[-1] == "retention" and (match := _TIME.fullmatch(str(value).strip())):
        unit = "years" if match[2].lower()[0] in "åay" else "months"
        return FaultText("retention-words", {"value": value}, suggestion=f"{{{unit}: {match[1]}}}")
    if path == ("targets",) and isinstance(value, str | list):
        written = [value] if isinstance(value, str) else value
        names = [str(name.value if isinstance(name, SourceNode) else name) for name in written]
        return FaultText("targets-list", suggestion=f"{{{', '.join(f'{name}: {{}}' for name in names)}}}")
    if path[-1] == "where" and isinstance(value, str):
        column, _, value_of_column = value.rpartition(".")[2].partition("=")
        suggestion = f"where: {{{column.strip()}: {value_of_column.strip() or column.strip()}}}"
        return FaultText("where-words", suggestion=suggestion)
    if len(path) > 1 and path[-2] == "options" and isinstance(value, str | int | float):
        label = str(value)
        suggestion = f"{{value: {slug(label)}, label: {{da: {label}, en: {label}}}}}"
        return FaultText("short-option", {"value": value}, suggestion=suggestion)
    if path[-1] in _LOCALIZED and isinstance(value, str | int | float):
        return FaultText("one-language", {"key": path[-1]}, suggestion=f'{{da: "{value}", en: "{value}"}}')
    return None


def _list(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    if path[-1] in ("valid_when", "warns_when") and isinstance(value, str):
        suggestion = f"[{{rule: '{value}', message: {{da: …, en: …}}}}]"
        return FaultText("short-rule", {"key": path[-1]}, suggestion=suggestion)
    return FaultText("not-list", {"key": path[-1]}, suggestion=f"[{value}]") if isinstance(value, str) else None


def _text(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    if not isinstance(value, list) or len(value) != 1:
        return None
    [only] = (item.value if isinstance(item, SourceNode) else item for item in value)
    return FaultText("one-not-list", {"key": path[-1]}, suggestion=only) if isinstance(only, str) else None


def _name(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    if not isinstance(value, str):
        return None
    is_option = path[-1] == "value"
    suggestion = slug(value) if is_option or path[-1] in ("app", "target") else identifier(value)
    key = "bad-value" if is_option else "bad-app" if path[-1] == "app" else "bad-name"
    return FaultText(key, {"value": value}, suggestion=suggestion) if suggestion else None


def _unknown_key(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    """A word between commas, without a value of its own."""
    if value is not None or parent is None or not isinstance(parent.value, dict):
        return None
    name = str(path[-1])
    if ":" in name and not name.endswith(":"):
        before, _, after = name.partition(":")
        return FaultText("yaml-no-space", suggestion=f"{before}: {after}")
    names = list(parent.value)
    at = names.index(name)
    holder = next((n for n in range(at - 1, -1, -1) if parent.value[names[n]].value is not None), None)
    if holder is not None and name.isdecimal() and holder == at - 1 and _is_number(parent.value[names[holder]].value):
        suggestion = f"{names[holder]}: {parent.value[names[holder]].value}.{name}"
        return FaultText("comma-in-number", {"key": names[holder]}, suggestion=suggestion)
    if holder is None or names[holder] not in ("da", "en", *_EXPRESSIONS):
        return None
    last = next((n for n in range(at, len(names)) if parent.value[names[n]].value is not None), len(names))
    text = ", ".join([str(parent.value[names[holder]].value), *names[holder + 1 : last]])
    if names[holder] in ("da", "en"):
        return FaultText("comma-in-text", {"key": names[holder]}, suggestion=f'{names[holder]}: "{text}"')
    quoted = f'"{text}"' if "'" in text else f"'{text}'"
    is_whole = text.count("(") == text.count(")") and not {"'", '"'} <= set(text)
    return (
        FaultText("comma-in-expression", {"key": names[holder]}, suggestion=f"{names[holder]}: {quoted}")
        if is_whole
        else None
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _amount(path: YamlPath, value: Any, parent: SourceNode | None) -> FaultText | None:
    return FaultText("kr-decimals") if path[-1] in ("minimum", "maximum") and isinstance(value, float) else None


_RECOGNISED: dict[str, Callable[[YamlPath, Any, SourceNode | None], FaultText | None]] = {
    "not-number": _number,
    "not-whole": _whole,
    "not-truth": _truth,
    "not-keys": _keys,
    "not-list": _list,
    "not-text": _text,
    "bad-name": _name,
    "not-possible": _amount,
    "unknown-key": _unknown_key,
}
