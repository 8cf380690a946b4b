"""Makes a bare page with as many input boxes and outputs, in plain HTML: the floor that the browser itself sets."""

from __future__ import annotations

from pathlib import Path
import shutil

from bench.large_form.definition import CALCULATIONS, FIELDS, GROUPS, ITEMS
from local.run.parts import HOME
from local.static_web_apps.site import CONFIGURATION

_SCRIPT = """
const [first, total] = [document.getElementById('felt0'), document.querySelector('output')];
first.addEventListener('input', () => (total.textContent = Number(first.value) + 1));
"""


def written_bare(folder: Path) -> Path:
    """Write the page into `folder`, and return that."""
    boxes = "".join(f'<p><label for="felt{n}">Antal felt{n}</label> <input id="felt{n}"></p>' for n in range(FIELDS))
    repeats = "".join(
        f"<fieldset><legend>Rum {n}</legend><p><label>Antal <input></label></p><p><label>Note <input></label></p>"
        f"<p>I alt <output>0</output></p></fieldset>"
        for n in range(GROUPS * ITEMS)
    )
    sums = "".join(f"<p>I alt sum{n} <output>0</output></p>" for n in range(CALCULATIONS))
    page = f'<!doctype html><html lang="da"><meta charset="utf-8"><title>Bar</title>{boxes}{repeats}{sums}'
    (folder / "index.html").write_text(f'{page}<script src="/bare.js"></script></html>', "utf-8")
    (folder / "bare.js").write_text(_SCRIPT, "utf-8")
    shutil.copy(HOME / "static-web" / "dist" / CONFIGURATION, folder / CONFIGURATION)
    return folder
