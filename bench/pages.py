"""A whole response of sixty answers, beside the floor's, on the same PostgreSQL."""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import processes, sixty
from bench.client import (
    Load,
    Visitor,
    hidden_fields,
    other_fields,
    radio_names,
    run,
)
from tests.support import postgres

CLIENTS = 16
RESPONSES = 32
RUNS = 5
SECONDS = 120
WARM_UP = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """One side's figures of one run: processor seconds a response, and p95 seconds."""

    processor: float
    save: float


@dataclass(frozen=True, slots=True)
class Side:
    """A server under load: its port, its process, and what its visitors do."""

    port: int
    process: int
    task: Callable[[], Callable[[Visitor], None]]


def measure() -> tuple[float, float, list[str]]:
    """Return the ratios of processor time and of slow saves, and lines to print."""
    with postgres.server(durable=True) as url, tempfile.TemporaryDirectory() as name:
        database = int(processes.postmaster(url))
        with _floor(url) as floor, _product(url, Path(name)) as product:
            rounds = []
            for number in range(-1, RUNS):
                size = WARM_UP if number < 0 else RESPONSES
                rounds.append(
                    [_round(side, database, size) for side in (floor, product)]
                )
    return _summary(rounds[1:])


def _summary(rounds: list[list[Figures]]) -> tuple[float, float, list[str]]:
    processor = median(ours.processor / floor.processor for floor, ours in rounds)
    save = median(ours.save / floor.save for floor, ours in rounds)
    lines = [
        f"  {name:8} {1000 * median(r[i].processor for r in rounds):7.1f} ms processor "
        f"time a response, save p95 {1000 * median(r[i].save for r in rounds):7.1f} ms"
        for i, name in enumerate(("floor", "product"))
    ]
    return processor, save, lines


def _round(side: Side, database: int, size: int) -> Figures:
    before = _used(side, database)
    load: Load = run(side.port, CLIENTS, [side.task() for _ in range(size)], SECONDS)
    return Figures(
        processor=(_used(side, database) - before) / load.done,
        save=load.percentile("save", 0.95),
    )


def _used(side: Side, database: int) -> float:
    return processes.processor_seconds(side.process) + processes.processor_seconds(
        database
    )


@contextmanager
def _floor(url: str) -> Iterator[Side]:
    settings = {"FLOOR_DATABASE_URL": url}
    processes.call("bench.floor", [], settings)
    with processes.gunicorn("bench.floor:app", settings) as (port, process):
        yield Side(port, process, lambda: _floor_response)


@contextmanager
def _product(url: str, folder: Path) -> Iterator[Side]:
    sixty.publish(folder)
    settings = {
        "SEXTANT_DATABASE_URL": url,
        "SEXTANT_SECRET_KEY": "measured on loopback only, never served",
        "SEXTANT_LOG_LEVEL": "INFO",
        "BENCH_DEFINITIONS": str(folder),
    }
    people = RUNS * RESPONSES + WARM_UP
    tokens = processes.call("bench.product", [str(people)], settings).split()
    with processes.gunicorn("bench.product:served()", settings) as (port, process):
        yield Side(port, process, lambda: _answering(tokens.pop()))


def _floor_response(visitor: Visitor) -> None:
    path, body = visitor.get("/start", "start")
    while names := radio_names(body):
        path = visitor.post(path, {name: _level() for name in names})
        path, body = visitor.get(path)


def _answering(token: str) -> Callable[[Visitor], None]:
    def respond(visitor: Visitor) -> None:
        """Answer everything as a browser without script does, and submit."""
        path, body = visitor.get(f"/i/{token}", "link")
        path, body = visitor.get(visitor.post(path, hidden_fields(body), "open"))
        path, body = visitor.get(_first_section(body))
        while names := radio_names(body):
            path = visitor.post(path, _filled(body, names))
            path, body = visitor.get(path)
        # The last section leads to the page that submits.
        path, body = visitor.get(
            visitor.post(path, hidden_fields(body) | {"go": "submit"}, "submit")
        )
        if b"submitted" not in body:
            raise RuntimeError("the response was not submitted")

    return respond


def _first_section(hub: bytes) -> str:
    found = re.search(rb'href="(/a/[^"/]+/sixty/[^"]+)"', hub)
    if found is None:
        raise RuntimeError("the task list names no section")
    return found.group(1).decode()


def _filled(body: bytes, names: list[str]) -> dict[str, str]:
    return hidden_fields(body) | other_fields(body) | {name: _level() for name in names}


def _level() -> str:
    return str(random.randrange(6))  # noqa: S311 - which level does not matter
