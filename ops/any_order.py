"""Parses a command line on which options may stand before, between and after the other words."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any


class AnyOrder(argparse.ArgumentParser):
    """The parser of one command. argparse itself takes all optional words before the first option: in `park --reason WHY KEY` the
    key would be left over."""

    _is_parsing = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        if self._is_parsing:  # The method for mixed words calls this one.
            parsed: Any = super().parse_known_args(args, namespace)
        else:
            self._is_parsing = True
            try:
                parsed = self.parse_known_intermixed_args(args, namespace)
            finally:
                self._is_parsing = False
        options, rest = parsed
        return options, rest
