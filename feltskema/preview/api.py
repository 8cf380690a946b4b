"""The HTTP contract of `docs/architecture.md` for one pretend person: the real services over what is kept in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from feltskema.preview.companies import made_up_companies
from feltskema.preview.state import State
from feltskema.preview.store import Kept, KeptAttachments, KeptEntities, NoOutbox, NothingUnregistered
from functions.views import summary, whole
from shared import texts
from shared.adapters.pdf.pictures import drawable
from shared.domain.access.access_list import number
from shared.domain.access.person import Person
from shared.domain.access.roles import CONSULTANT, ROLES
from shared.domain.entities import Entity
from shared.domain.ports import CompanyRegister, Target
from shared.domain.problems import NotJson, Problem, UnknownCompany, UnknownRegistration
from shared.domain.registration import Registration, RegistrationKey
from shared.services.attach import attach, attachment, attachment_key
from shared.services.dependencies import Dependencies
from shared.services.entity_list import entity_list
from shared.services.submit import registration_id, submit

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Api:
    """`accepted` is told of every registration that comes."""

    def __init__(self, state: State, accepted: Callable[[Registration], None]) -> None:
        self._state = state
        self._accepted = accepted
        self._companies = made_up_companies()
        self._entities = KeptEntities()
        self._work = Dependencies(
            registrations=Kept(),
            delivery_queue=NoOutbox(),
            definitions=state,
            targets=_no_target,
            clock=lambda: datetime.now(UTC),
            lease=timedelta(minutes=1),
            patience=timedelta(minutes=1),
            attachments=KeptAttachments(),
            unregistered=NothingUnregistered(),
            entities=self._entities,
            drawable=drawable,
            companies=_no_register,
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/auth/me", self.me),
            web.get("/api/auth/login", self.login),
            web.post("/api/auth/logout", self.logout),
            web.get("/api/definitions", self.definitions),
            web.get("/api/definitions/{app}", self.definition),
            web.get("/api/registrations", self.registrations),
            web.get("/api/registrations/{app}/{id}", self.registration),
            web.put("/api/registrations/{app}/{id}", self.put_registration),
            web.get("/api/attachments/{registration}/{id}", self.attachment),
            web.put("/api/attachments/{registration}/{id}", self.put_attachment),
            web.get("/api/entities/{app}", self.entities),
            web.get("/api/companies", self.search),
            web.get("/api/companies/{cvr}", self.company),
            web.get("/api/companies/{cvr}/units", self.units),
        ]

    @property
    def person(self) -> Person:
        """Somebody who may use whatever app is previewed."""
        return Person(key="0" * 32, name="Kim Konsulent", cvr="64942212", roles=ROLES)

    async def me(self, request: web.Request) -> web.Response:
        ends = f"{datetime.now(UTC) + timedelta(hours=10):%Y-%m-%dT%H:%M:%SZ}"
        person = self.person
        shown = {"key": person.key, "name": person.name, "initials": person.initials, "roles": (CONSULTANT,)}
        return _json({**shown, "number": number(person.key), "contact": "", "expiresAt": ends, "workdayEndsAt": ends})

    async def login(self, request: web.Request) -> web.Response:
        wanted = request.query.get("next", "/")
        raise web.HTTPFound(wanted if wanted.startswith("/") and not wanted.startswith("//") else "/")

    async def logout(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def definitions(self, request: web.Request) -> web.Response:
        shown = {"app", "version", "title", "description"}
        every = self._state.all()
        return _json({"items": [one.definition.model_dump(mode="json", include=shown) for one in every]})

    async def definition(self, request: web.Request) -> web.Response:
        asked = request.query.get("version", "")
        found = self._state.get(request.match_info["app"], int(asked) if asked.isdecimal() else None)
        return web.Response(body=found.content, content_type="application/json", headers={"ETag": found.etag})

    async def registrations(self, request: web.Request) -> web.Response:
        limit = request.query.get("limit", "25")
        page = await self._work.registrations.page(
            self.person.key, int(limit) if limit.isdecimal() else 25, request.query.get("after")
        )
        return _json({"items": [summary(one, _language(request)) for one in page.items], "next": page.next})

    async def registration(self, request: web.Request) -> web.Response:
        registration_key = RegistrationKey(person_key=self.person.key, id=registration_id(request.match_info["id"]))
        found = await self._work.registrations.get(registration_key)
        if found is None:
            raise UnknownRegistration
        return _json(whole(found, await self._work.registrations.history(registration_key), _language(request)))

    async def put_registration(self, request: web.Request) -> web.Response:
        await self._choosable()
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise NotJson from None
        if not isinstance(body, dict):
            raise NotJson
        app, id = request.match_info["app"], request.match_info["id"]
        entry = await submit(app, id, body, self.person, self._work)
        stored = await self._work.registrations.get(RegistrationKey(person_key=self.person.key, id=entry.id))
        if stored is not None:
            self._accepted(stored)
        return _json(summary(entry, _language(request)), 201)

    async def attachment(self, request: web.Request) -> web.Response:
        stored, content = await attachment(self._key(request), self._work)
        return web.Response(body=content, content_type=stored.content_type)

    async def put_attachment(self, request: web.Request) -> web.Response:
        key = self._key(request)
        stored = await attach(key, await request.read(), self._work)
        facts = {"id": str(key.id), "type": stored.content_type, "size": stored.size, "sha256": stored.sha256}
        return _json(facts, 201)

    async def entities(self, request: web.Request) -> web.Response:
        await self._choosable()
        found = await entity_list(request.match_info["app"], self.person, self._work)
        return _json({"items": [{"value": one.id, "label": one.title} for one in found]})

    async def company(self, request: web.Request) -> web.Response:
        found = await self._companies.company(request.match_info["cvr"])
        if found is None:
            raise UnknownCompany(cvr=request.match_info["cvr"])
        return _json(found.model_dump(mode="json", by_alias=True))

    async def units(self, request: web.Request) -> web.Response:
        query, limit = request.query.get("query", ""), request.query.get("limit", "20")
        most = int(limit) if limit.isdecimal() else 20
        found = await self._companies.units(request.match_info["cvr"], query, most, request.query.get("after") or None)
        return _json(found.model_dump(mode="json", by_alias=True))

    async def search(self, request: web.Request) -> web.Response:
        found = await self._companies.search(request.query.get("query", ""))
        return _json({"items": [one.model_dump(mode="json", by_alias=True) for one in found]})

    def _key(self, request: web.Request) -> Any:
        return attachment_key(request.match_info["registration"], request.match_info["id"], self.person)

    async def _choosable(self) -> None:
        """Of every entity list its app's example, so that there is something to choose."""
        for one in self._state.entity_apps():
            known = one.definition
            if known.example is not None:
                id = str(uuid5(NAMESPACE_URL, known.app))
                await self._entities.keep(known.app, Entity(id, known.name(known.example)), "")


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every no as `application/problem+json`."""
    try:
        return await handler(request)
    except Problem as problem:
        return _problem(problem, _language(request))


def _problem(problem: Problem, language: str) -> web.Response:
    code = problem.code
    body = {
        "type": f"urn:feltskema:problem:{code}",
        "title": texts.text(f"problem.{code}.title", language),
        "status": problem.status,
        "detail": texts.text(f"problem.{code}.detail", language, **problem.values),
        "code": code,
        "errors": [
            {
                "path": error.path,
                "code": error.code,
                "message": error.message.get(language)
                or texts.field_fault(
                    error.code,
                    language,
                    error.label.get(language) or error.path.rpartition("/")[2],
                    error.limit_in(language),
                ),
            }
            for error in problem.errors
        ],
    }
    return _json(body, problem.status, "application/problem+json")


def _json(value: Any, status: int = 200, kind: str = "application/json") -> web.Response:
    """A value, or one of the API's models, inside it too."""
    body = json.dumps(value, ensure_ascii=False, default=lambda one: one.model_dump(mode="json", by_alias=True))
    return web.Response(body=body.encode(), status=status, content_type=kind, headers={"Cache-Control": "no-store"})


def _language(request: web.Request) -> str:
    return texts.preferred(request.headers.get("Accept-Language", ""))


def _no_target(name: str) -> Target:
    raise KeyError(name)


def _no_register() -> CompanyRegister:
    raise LookupError("nothing is delivered here")
