"""The letterhead of a document: the municipality's name and logo, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shared.adapters.pdf.displayable import displayable


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`logo` is the text of an SVG, with the name as its alternative text. Both may be empty."""

    name: str = ""
    logo: str = ""

    def shown(self) -> dict[str, str]:
        """The template's data. A logo that typst cannot draw under the PDF standards is left out, so that no delivery fails
        because of it."""
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
