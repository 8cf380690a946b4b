"""Health of the instance, for monitoring and operators."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import azure.functions as func

from functions.callers import ANONYMOUS
from functions.http import Reply, endpoint
from functions.route_description import BODY_PROBLEMS
from functions.timer_work import by_the_clock
from shared import wiring
from shared.domain.access.roles import OPERATOR

if TYPE_CHECKING:
    from functions.views.health import Alive, Checks, ShownOperation, ShownTimerRun
    from shared.domain.access.person import Person

bp = func.Blueprint()

OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"


@bp.route("health/live", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, direct=True)
async def get_live(req: func.HttpRequest) -> Alive:
    """Check that the process answers."""
    from functions.views.health import Alive

    return Alive(status="ok")


@bp.route("health/ready", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, answer="Readiness", other={503: "Not now."})
async def get_ready(req: func.HttpRequest) -> Reply:
    """Check whether a registration could be accepted now."""
    from functions.views.health import Readiness
    from shared.services.probe import take_sample

    # Ready: the storage answers, and there is an app to register with.
    storage = await take_sample("storage", wiring.samples().probe, wiring.clock)
    checks = {"storage": storage.up, "definitions": bool(wiring.definitions().all())}
    ready = all(checks.values())
    return Reply(Readiness(status="ok" if ready else "down", checks=checks), 200 if ready else 503)


@bp.route("health/deep", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=ANONYMOUS, answer="Deep", other={503: "Something keeps registrations back."})
async def get_deep(req: func.HttpRequest) -> Reply:
    """Check whether anything holds registrations up.

    Reads storage, queue, timers, definitions and certificate, at most every ten seconds. It does not say which of them is down:
    operators see that in `health/operation`.
    """
    from functions.views.health import Deep
    from shared import wired_instance

    down = (await wired_instance.deep_health().state()).down
    return Reply(Deep(status="down" if down else "ok"), 503 if down else 200)


@bp.route("health/checks", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint()
async def get_checks(req: func.HttpRequest, person: Person) -> Checks:
    """Get the latest sample of each dependency.

    One sample a minute; null where there is none.
    """
    from functions.views.health import Checks, sample
    from shared import wired_instance
    from shared.services.probe import latest_samples

    latest = await latest_samples(wired_instance.probes(), wiring.samples(), wiring.clock())
    return Checks({name: sample(seen) for name, seen in latest.items()})


@bp.route("health/operation", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR)
async def get_operation(req: func.HttpRequest, person: Person) -> ShownOperation:
    """Get the state of the instance.

    Queues, certificate, definitions, functions and samples. Takes the role `operatoer`.
    """
    from functions.contract.routes import functions
    from functions.views.health import shown_operation
    from shared import wired_instance
    from shared.services.instance_status import instance_status

    state = await instance_status(wired_instance.instance(), wiring.clock())
    return shown_operation(state, await wired_instance.deep_health().state(), tuple(functions()))


@bp.route("metrics", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, content=(OPEN_METRICS,))
async def get_metrics(req: func.HttpRequest, person: Person) -> Reply:
    """Get the state of the instance as metrics.

    OpenMetrics 1.0, for an operator's own monitoring. Takes the role `operatoer`.
    """
    from shared import wired_instance

    return Reply(await wired_instance.metrics(), content_type=OPEN_METRICS)


@bp.route("timers/{timer}/run", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@endpoint(access=OPERATOR, body="Why", problems=(*BODY_PROBLEMS, "unknown-timer"))
async def post_timer_run(req: func.HttpRequest, person: Person) -> ShownTimerRun:
    """Run a timer's work now.

    For when a timer has stopped. The work may be repeated and run concurrently; who started it, and why, is recorded. Takes the
    role `operatoer`.
    """
    from functions.body import json_body
    from functions.commands import why
    from functions.views.health import shown_run
    from shared import wired_instance
    from shared.domain.timers import StartedRun
    from shared.services.run_timer import start_by_hand

    started = StartedRun(req.route_params["timer"], wiring.clock(), person.name, why(json_body(req)))
    work = partial(wired_instance.timed_work, by_hand=True)
    return shown_run(await start_by_hand(started, work, wiring.timer_runs(), wiring.clock))


@bp.timer_trigger("timer", schedule="0 * * * * *")
async def probe_dependencies(timer: func.TimerRequest) -> None:
    """Probe every dependency."""
    await by_the_clock("probe_dependencies")
