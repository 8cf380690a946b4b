"""Texts that Excel and Calc make something else of at a double click, and texts that look like it and are left alone."""

from __future__ import annotations

RECALCULATED = ("0800", "004670123", "0046 70 12", "1E5", "1e+5", "1E 5", "2.5E3", "3/4", "3 1/2", "1-2", "12-05-2026", "8:30",
                "1.000", "12,50", ".5", ",5", "1.", "50 %", "kr. 5", "5 kr.", "(5)", "1. maj", "MAR1", "3 jan", "jan-26",
                "12345678901234567", "SAND", "false", "5 pm")  # fmt: skip
LEFT_ALONE = (
    "64942212",
    "20 30 40 50",
    "1E",
    "E5",
    "Vej 3/4",
    "3/4 mødt",
    "maj måned",
    "Sandt",
    "5",
    "Bredgade 161",
    "3.b",
)
