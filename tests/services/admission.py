"""An employee, and who is let in."""

from __future__ import annotations

from typing import Any

from shared.adapters.memory.sign_ins import SUBSTANTIAL
from shared.services.sign_in import Admission

LEVELS = (SUBSTANTIAL, SUBSTANTIAL.replace("Substantial", "High"))
PROFESSIONAL = "nemlogin.persistent_professional_id"
ADMISSION = Admission("64942212", LEVELS, "nemlogin.name", "nemlogin.cvr", "loa", PROFESSIONAL)
KAREN: dict[str, Any] = {
    "loa": SUBSTANTIAL,
    "nemlogin.cvr": "64942212",
    "nemlogin.name": "Karen Kristensen",
}
