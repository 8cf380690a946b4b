"""Timers that tell when they run."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
import time

import azure.functions as func

app = func.FunctionApp()


def record(**facts: object) -> None:
    with Path(os.environ["RECORD"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps({**facts, "at": time.time()}) + "\n")


@app.timer_trigger("timer", schedule="%TICK%")
async def tick(timer: func.TimerRequest) -> None:
    record(name="tick")
    raise ValueError("a failure does not stop the schedule")


@app.timer_trigger("timer", schedule="* * * * * *")
async def slow(timer: func.TimerRequest) -> None:
    record(name="slow begins")
    await asyncio.sleep(1.3)
    record(name="slow ends")


@app.timer_trigger("timer", schedule="0 0 3 1 1 *")
async def yearly(timer: func.TimerRequest) -> None:
    record(name="yearly", past_due=timer.past_due)


@app.timer_trigger("timer", schedule="0 0 3 1 1 *")
async def never_ran_before(timer: func.TimerRequest) -> None:
    record(name="never", past_due=timer.past_due)


@app.timer_trigger("timer", schedule="0 0 3 1 1 *", run_on_startup=True)
async def at_start(timer: func.TimerRequest) -> None:
    record(name="at start", past_due=timer.past_due)
