"""Sends one input after the other through the code that reads it, and keeps what the worst of each kind took."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
import random
import resource
import time

import azure.functions as func

from functions.body import json_body
from functions.commands import submission
from shared.adapters.pdf import typeset
from shared.adapters.pdf.pictures import fitted
from shared.domain.document import Document, Line, Section
from shared.domain.problems import Problem
from shared.services.submit import submit
from tests.bombs import bodies, pictures, texts
from tests.dependencies import MemoryParts
from tests.examples import KAREN, NOW, uuid7

MAX_MEGABYTES = 300
"""Above what the process takes before the first input."""

MAX_CPU_SECONDS = 2.0
"""Of one call: processor time, which no busy machine makes longer."""

Input = tuple[str, Callable[[], object]]


@dataclass
class Outcome:
    """`worst`: the name and CPU seconds of the costliest call of each kind; `megabytes` at the highest, above idle."""

    inputs: int = 0
    accepted: int = 0
    megabytes: float = 0.0
    worst: dict[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def within_bounds(self) -> bool:
        return self.megabytes <= MAX_MEGABYTES and all(cpu <= MAX_CPU_SECONDS for _, cpu in self.worst.values())

    def __str__(self) -> str:
        costly = "; ".join(f"{kind} {cpu:.2f} s ({name})" for kind, (name, cpu) in sorted(self.worst.items()))
        return f"{self.inputs} inputs, {self.accepted} accepted: {self.megabytes:.0f} MB above idle; worst: {costly}"


def attack(inputs: int, seed: int) -> Outcome:
    """All handmade inputs, then generated ones until there were so many. The same seed makes the same inputs."""
    outcome = Outcome()
    _warm_up()
    idle = _megabytes()
    for name, call in _handmade():
        _one(outcome, name, call)
    for name, call in _generated(random.Random(seed), max(0, inputs - outcome.inputs)):
        _one(outcome, name, call)
    outcome.megabytes = _megabytes() - idle
    return outcome


def _warm_up() -> None:
    draw(pictures.jpeg((64, 64)))
    send(bodies.handmade("a long text"))
    write("a")


def _handmade() -> Iterator[Input]:
    for name in pictures.HANDMADE:
        content = pictures.handmade(name)
        yield f"picture: {name}", lambda content=content: draw(content)  # type: ignore[misc]
    for name in bodies.HANDMADE:
        body = bodies.handmade(name)
        yield f"body: {name}", lambda body=body: send(body)  # type: ignore[misc]
    yield "body: nested", lambda: send(bodies.nested())
    for name, text in (("marks", "\u05b6" * 5000), ("one long word", "x" * 5000), ("names", "😀" * 2000)):
        yield f"text: {name}", lambda text=text: write(text)  # type: ignore[misc]


def _generated(random_: random.Random, inputs: int) -> Iterator[Input]:
    for number in range(inputs):
        kind = random_.random()
        if kind < 0.4:
            content = pictures.generated(random_)
            yield f"picture: number {number}", lambda content=content: draw(content)  # type: ignore[misc]
        elif kind < 0.8:
            app, body = bodies.generated(random_)
            yield f"body: number {number}", lambda app=app, body=body: send(body, app)  # type: ignore[misc]
        else:
            text = "\n".join(texts.in_company(random_) for _ in range(3))
            yield f"text: number {number}", lambda text=text: write(text)  # type: ignore[misc]


def draw(content: bytes) -> bool:
    return fitted(content, 64) is not None


def send(body: bytes, app: str = bodies.APP) -> bool:
    """The way of a body through the edge and the service, to a store in memory."""
    request = func.HttpRequest("PUT", "/", body=body)
    with suppress(Problem):
        asyncio.run(submit(submission(app, str(uuid7()), json_body(request)), KAREN, MemoryParts().dependencies))
        return True
    return False


def write(text: str) -> bool:
    """A text as a document's title, label and answer. Every text is made into one."""
    line = Line(label="Notat", text=text)
    section = Section(heading=text[:200], parts=(line,))
    document = Document(
        title=text[:200],
        subtitle="Afsnit",
        language="da",
        author=KAREN.name,
        made_at=NOW,
        facts=(line,),
        sections=(section,),
    )
    pdf = typeset(document)
    assert pdf.startswith(b"%PDF-")
    return True


def _one(outcome: Outcome, name: str, call: Callable[[], object]) -> None:
    kind = name.partition(":")[0]
    before = time.process_time()
    outcome.accepted += bool(call())
    cpu = time.process_time() - before
    outcome.inputs += 1
    if cpu > outcome.worst.get(kind, ("", -1.0))[1]:
        outcome.worst[kind] = (name.partition(": ")[2], cpu)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
