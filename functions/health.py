"""Health of the instance, for monitoring and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from functions.callers import ANONYMOUS
from functions.http import Reply, endpoint
from functions.unexpected import quiet
from shared import wiring
from shared.domain.access.roles import OPERATOR

if TYPE_CHECKING:
    from functions.views.health import Alive, Checks, ShownOperation
    from shared.domain.access.person import Person

bp = func.Blueprint()


@bp.route("health/live", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, direct=True)
async def get_live(req: func.HttpRequest) -> Alive:
    """Whether the process answers."""
    from functions.views.health import Alive

    return Alive(status="ok")


@bp.route("health/ready", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, answer="Readiness", other={503: "Not now."})
async def get_ready(req: func.HttpRequest) -> Reply:
    """Whether a registration could be accepted now."""
    from functions.views.health import Readiness
    from shared.services.probe import look

    # The storage answers, and there is an app to answer.
    storage = await look("storage", wiring.samples().probe, wiring.clock)
    checks = {"storage": storage.up, "definitions": bool(wiring.definitions().all())}
    ready = all(checks.values())
    return Reply(Readiness(status="ok" if ready else "down", checks=checks), 200 if ready else 503)


@bp.route("health/checks", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_checks(req: func.HttpRequest, person: Person) -> Checks:
    """The latest look at each dependency.

    One sample a minute; null where there is none.
    """
    from functions.views.health import Checks, sample
    from shared.services.probe import latest_samples

    latest = await latest_samples(wiring.probes(), wiring.samples(), wiring.clock())
    return Checks({name: sample(seen) for name, seen in latest.items()})


@bp.route("health/operation", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def get_operation(req: func.HttpRequest, person: Person) -> ShownOperation:
    """How the instance stands.

    Queues, certificate, definitions, functions and samples. Takes the role `operatoer`.
    """
    from functions.contract.routes import functions
    from functions.views.health import shown_operation
    from shared.services.instance_status import instance_status

    return shown_operation(await instance_status(wiring.instance(), wiring.clock()), tuple(functions()))


@bp.timer_trigger("timer", schedule="0 * * * * *")
async def probe_dependencies(timer: func.TimerRequest) -> None:
    from shared.services.probe import probe_all

    with quiet():
        seen = await probe_all(wiring.probes(), wiring.samples(), wiring.clock)
        if wiring.status_watch().changed(all(sample.up for sample in seen.values())):
            await publish_now()


async def publish_now() -> None:
    """Write the public status page as it is now; where that fails, the page that stands there stays."""
    from shared.domain.problems import DependencyUnavailable
    from shared.services.publish_status import publish_status

    try:
        windows = await wiring.windows().all()
    except DependencyUnavailable:
        return
    await publish_status(wiring.uptime_sources(), windows, wiring.public_files(), wiring.clock())
