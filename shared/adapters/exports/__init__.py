"""The catalogue of export formats, one line for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shared.adapters.exports.csv import csv_files
from shared.adapters.exports.json import json_files
from shared.adapters.exports.xlsx import xlsx_files
from shared.domain.output.export_tables import Export

Format = Callable[[Export], Iterator[tuple[str, bytes]]]
"""Gives the files of an export, each as name and content."""

FORMATS: Mapping[str, Format] = {"csv": csv_files, "xlsx": xlsx_files, "json": json_files}
