"""Reads the meters' dated prices from their file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from shared.domain.evaluation.consumption import Rate
from shared.domain.evaluation.focus import SERVICES
from shared.domain.ports import Rates

_REQUIRED = ("meter", "unit", "from", "price", "per", "source")
FILE = Path(__file__).parents[1] / "rates" / "rates.yaml"


class RatesFault(ValueError):
    """The file cannot be used; the message names the meter and the remedy."""


def read_rates(file: Path = FILE) -> Rates:
    """The prices in the file. Raises `RatesFault`."""
    import yaml

    try:
        # Numbers are read as text, since a float would not be the exact price.
        content = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (a loader of texts alone)
        listed, standing = content["rates"], content.get("standing", {})
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise RatesFault(f"{file.name}: no list of rates ({error!r})") from None
    rates = [_rate(file.name, entry) for entry in listed]
    priced = {rate.meter for rate in rates}
    for meter, quantity in standing.items():
        if meter not in priced:
            raise RatesFault(f"{file.name}: standing {meter} has no rate; add one, or take it away")
        _number(file.name, meter, "standing", quantity)
    if len({(rate.meter, rate.valid_from) for rate in rates}) < len(rates):
        raise RatesFault(f"{file.name}: two rates of one meter begin on the same day; keep one")
    return Rates(rates, dict(standing), str(content.get("hours-app", "")))


def _rate(file: str, entry: Any) -> Rate:
    meter = str(entry.get("meter", ""))
    if meter.partition("-")[0] not in SERVICES:
        raise RatesFault(f"{file}: meter {meter!r} must begin with one of {', '.join(SERVICES)}")
    if unknown := sorted(set(entry) - {*_REQUIRED, "free"}):
        raise RatesFault(
            f"{file}: {meter}: {', '.join(unknown)} is not known; a decimal has a point, and a text with a comma quotes"
        )
    missing = [key for key in _REQUIRED if key not in entry]
    if missing:
        raise RatesFault(f"{file}: {meter} has no {', '.join(missing)}")
    try:
        begins = date.fromisoformat(entry["from"])
    except ValueError:
        raise RatesFault(f"{file}: {meter}: from is {entry['from']!r}; write a day, e.g. 2027-01-01") from None
    price, per, free = (_number(file, meter, key, entry.get(key, "0")) for key in ("price", "per", "free"))
    if not per:
        raise RatesFault(f"{file}: {meter}: per must be above 0")
    return Rate(meter, entry["unit"], begins, price, per, entry["source"], free)


def _number(file: str, meter: str, key: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise RatesFault(f"{file}: {meter}: {key} is {text!r}; write a number that is not below 0")
    return number
