"""Serves the built phone pages with one more line: a script that reloads them."""

from __future__ import annotations

from html import escape
import json
from pathlib import Path

from aiohttp import web

from feltskema.preview.state import State
from feltskema.print_faults import excerpt, place
from feltskema.texts import how_many, language, phrase

OWN = Path(__file__).parent / "static"
SCRIPT = '<script type="module" src="/feltskema/reload.js"></script>'
NOT_HERE = ("Strict-Transport-Security",)
"""Headers that are left out, since a preview is served without TLS."""


class Pages:
    """Serves the pages. `built`: the folder of the built front end."""

    def __init__(self, built: Path, state: State) -> None:
        self._built = built.resolve()
        self._state = state
        hosting = json.loads((built / "staticwebapp.config.json").read_text("utf-8"))
        headers: dict[str, str] = hosting.get("globalHeaders", {})
        self.headers = {name: value for name, value in headers.items() if name not in NOT_HERE}

    async def own(self, request: web.Request) -> web.StreamResponse:
        """Serve the preview's own script and style sheet."""
        path = OWN / Path(request.match_info["name"]).name
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={**self.headers, "Cache-Control": "no-store"})

    async def any(self, request: web.Request) -> web.StreamResponse:
        """Serve a file of the front end; for every other address the phone's page, or a page with the faults in its place."""
        path = (self._built / request.match_info["path"]).resolve()
        if path.is_file() and path.is_relative_to(self._built) and path.name != "index.html":
            return web.FileResponse(path, headers=self.headers)
        if path.suffix and not request.headers.get("Accept", "").startswith("text/html"):
            raise web.HTTPNotFound
        content = self._page()
        headers = {**self.headers, "Cache-Control": "no-store"}
        return web.Response(text=content, content_type="text/html", headers=headers)

    def _page(self) -> str:
        if not self._state.target.path.is_file():
            return _whole(phrase("preview.gone"), f"<p>{escape(str(self._state.target.path))}</p>")
        if self._state.faults:
            return self._broken()
        return (self._built / "index.html").read_text("utf-8").replace("<head>", f"<head>{SCRIPT}", 1)

    def _broken(self) -> str:
        parts = []
        for fault in self._state.faults:
            lines = "\n".join(escape(line) for line in excerpt(fault, self._state.target.folder))
            where = escape(place(fault, self._state.target.folder))
            message, remedy = escape(fault.message(language())), escape(fault.remedy(language()))
            parts.append(f"<li><h2>{message}</h2><p><code>{where}</code></p><pre>{lines}</pre><p>{remedy}</p></li>")
        title = how_many("faults", len(self._state.faults)).capitalize()
        return _whole(title, f"<p>{phrase('preview.mend')}</p><ol>{''.join(parts)}</ol>")


def _whole(title: str, content: str) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    style = '<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/feltskema/page.css">'
    body = f"<main><h1>{escape(title)}</h1>{content}</main>"
    return (
        f'<!doctype html><html lang="{language()}"><head>{head}<title>{escape(title)}</title>{style}{SCRIPT}</head>'
        f"<body>{body}</body></html>"
    )
