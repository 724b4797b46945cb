"""``make bench``: measure, print, and fail where a goal is missed by over a fifth.

Every figure is a ratio to something measured in the same run, or processor time
beside a rival's; each is the median of five runs. See README.md in this folder.
"""

from __future__ import annotations

import sys

from bench import benchmarks, many, pages, report, scoring

SLACK = 1.2
PROCESSOR, SAVE, REPORT = 2.5, 3.0, 1.5
LINEAR, TWENTY = 1.1, 50.0
COMPARED, FLAT = 5.0, 1.5
GROWN, TWO = 1.1, 1.6


def main() -> int:
    """Print all figures; return 1 where a goal is missed by over a fifth."""
    print("A response of sixty answers, sixteen people at once, PostgreSQL")
    processor, save, lines = pages.measure()
    print(*lines, sep="\n")
    print("\nThe demonstration's report, warm process")
    seconds, lines = report.measure()
    print(*lines, sep="\n")
    grown, faster, lines = many.measure()
    print(*lines, sep="\n")
    print("\nThe engine, one process")
    growth, milliseconds, lines = scoring.measure()
    print(*lines, sep="\n")
    print("\nA release from 100,000 organisations, and comparing with it")
    compared, flat, lines = benchmarks.measure()
    print(*lines, sep="\n")
    print()
    goals = (
        ("processor time of a response, times the floor", processor, PROCESSOR),
        ("save at the 95th percentile, times the floor", save, SAVE),
        ("processor seconds for twenty pages of report", seconds, REPORT),
        ("memory after 200 reports, times after 20", grown, GROWN),
        ("time of two processes, times one's, for the same", 1 / faster, 1 / TWO),
        ("time of 10,000 assessments, times ten of 1,000", growth, LINEAR),
        ("milliseconds for an assessment by twenty people", milliseconds, TWENTY),
        ("milliseconds to compare with a stored release", compared, COMPARED),
        ("comparing at 100,000 organisations, times 1,000", flat, FLAT),
    )
    return _verdict(goals)


def _verdict(goals: tuple[tuple[str, float, float], ...]) -> int:
    """Print each figure beside its goal; return 1 where one is missed."""
    for name, value, goal in goals:
        verdict = "met" if value <= goal else "missed"
        print(f"{value:6.2f}  goal {goal:5.2f}  {verdict:7} {name}")
    return int(any(value > SLACK * goal for _, value, goal in goals))


if __name__ == "__main__":
    sys.exit(main())
