"""The letterhead of a document: the municipality's name and logo, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shared.adapters.pdf.displayable import displayable


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`logo` is an SVG as text, read aloud as the name; either may be empty, and then there is none."""

    name: str = ""
    logo: str = ""

    def shown(self) -> dict[str, str]:
        """What the template reads. A logo that typst cannot draw under the standards is left out: no delivery fails for it."""
        name = displayable(self.name).strip()
        return {"name": name, "logo": self.logo if self.logo and name and _is_drawable(self.logo) else ""}


@cache
def _is_drawable(logo: str) -> bool:
    import typst

    page = '#set document(title: "x")\n#set text(lang: "da")\n#image(bytes(sys.inputs.logo), format: "svg", alt: "x")'
    try:
        typst.compile(
            page.encode(), sys_inputs={"logo": logo}, pdf_standards=["a-2a", "ua-1"], ignore_system_fonts=True
        )
    except RuntimeError:
        return False
    return True
