"""Many reports in one process, and in two: what they take of memory and of time."""

from __future__ import annotations

import resource
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from assessment import reports
from bench.report import demonstration
from questionnaires.model import LANGUAGES

REPORTS = 200
TOGETHER = 6
RUNS = 5


def measure() -> tuple[float, float, list[str]]:
    """Return how memory grew, how much faster two are than one, and lines to print."""
    with ExitStack() as stack:
        first, second = (stack.enter_context(_process()) for _ in range(2))
        early, late, most = first.submit(_memory, REPORTS).result()
        second.submit(_make, len(LANGUAGES)).result()
        rounds = [_round(first, second) for _ in range(RUNS)]
    faster = median(alone / both for alone, both in rounds)
    few = REPORTS // 10
    return late / early, faster, [
        f"  memory after {few} reports {early:.0f} MB, after {REPORTS} {late:.0f} MB,"
        f" at most {most:.0f} MB",
        f"  {2 * TOGETHER} reports: two processes {faster:.2f} times as fast as one",
    ]  # fmt: skip


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


def _round(first: Executor, second: Executor) -> tuple[float, float]:
    """Return the seconds of one process for all reports, and of two for half each."""
    begin = time.perf_counter()
    first.submit(_make, 2 * TOGETHER).result()
    alone = time.perf_counter() - begin
    begin = time.perf_counter()
    for running in [each.submit(_make, TOGETHER) for each in (first, second)]:
        running.result()
    return alone, time.perf_counter() - begin


def _make(count: int) -> None:
    """Make so many reports of the demonstration, in one language after the other."""
    for number in range(count):
        reports.render_pdf(demonstration(LANGUAGES[number % len(LANGUAGES)]))


def _memory(count: int) -> tuple[float, float, float]:
    """Return the megabytes held after a tenth of so many reports, after all, at most.

    Every report is rendered; what it is made from is kept between them, as it would be
    by whoever makes one assessment's report in several languages.
    """
    _make(count // 10)
    early = _resident()
    _make(count - count // 10)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return early, _resident(), most / 1000


def _resident() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    found = next(line for line in lines if line.startswith("VmRSS:"))
    return int(found.split()[1]) / 1000
