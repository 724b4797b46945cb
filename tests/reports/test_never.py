"""Sentences that no report of a kind may hold: ``never.yaml``, in three languages.

Every text of the report is looked at but the appendix and the explanations of numbers,
which quote the questionnaires, and the figures that others published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from assessment.reports import build_report, with_figures
from assessment.reports.model import Report
from questionnaires.model import LANGUAGES
from scoring.engine import score
from scoring.result import Result
from tests.benchmarks.releases import cell
from tests.organisations.loading import words_in
from tests.reports import organisations, stories
from tests.reports.stories import BRITISH, COMMERCIAL, LEAPT, SINGLE_CARD, definitions
from tests.reports.test_narrative import FULL, PROFILES, REACHED
from tests.reports.test_peers import SECTOR, among
from tests.scoring.test_worth import ALL
from tests.scoring.worked import FOLDER

NEVER: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load(
    (FOLDER.parents[1] / "reports" / "never.yaml").read_text("utf-8")
)
CASES: Mapping[str, dict[str, Any]] = {
    "below": {},
    "assessed": {"mode": "assessed"},
    "in the band": {"story": COMMERCIAL, "mode": "assessed"},
    "capped": {"story": BRITISH, "accepted": ["G5b"]},
    "no plan": {"story": SINGLE_CARD, "model": False},
    "upper edge": {"story": (REACHED[2], PROFILES["low"], 2, 0)},
    "above": {"story": (FULL, PROFILES["low"], 4, 0)},
    "individual care": {"care": 1, "size": "1-9"},
    "a leap": {"story": LEAPT},
    "target unknown": {"story": (REACHED[1], (3, 2, 1, 1, 3), 1, 0)},
    "public": {"market": "g2c", "story": (REACHED[1], PROFILES["right"], 1, 0)},
    "small": {"size": "10-49", "story": (REACHED[2], PROFILES["right"], 1, 0)},
    "provisional": {"skip": ["outcomes"]},
    "not scored": {
        "skip": [d.id for d in definitions()["capability-model"].dimensions]
    },
}


@cache
def result_of(name: str) -> Result:
    if name == "units":
        one = next(each for each in organisations.organisations() if each.units)
        return score(organisations.data_of(one), definitions())
    data = stories.assessment(**CASES.get(name, {}))
    if name == PAIRS:
        data = stories.doubled(data)
    return score(replace(data, date=None if name == "undated" else data.date),
                 definitions())  # fmt: skip


@cache
def report_of(name: str, language: str) -> Report:
    cells = [cell("overall", 24, place=SECTOR), cell("leadership", 24, place=SECTOR)]
    peers = among(cells, synthetic=True) if name == SYNTHETIC else {}
    result = result_of(name)
    report = build_report(result, definitions(), language, among=peers)
    return with_figures(report, result, ALL)


SYNTHETIC = "synthetic"
PAIRS = "two people of each role"
NAMES = (*CASES, "undated", "units", SYNTHETIC, PAIRS)


def kinds(name: str) -> Iterator[str]:
    """The kinds that a report is of, from its result alone."""
    result = result_of(name)
    yield from ("always", "self" if result.mode == "self" else "assessed")
    yield from _continuum(result)
    model = result.of("capability-model")
    status = "not-scored" if model is None else model.overall.status
    if status in ("provisional", "not-scored"):
        yield status
    people = {row["respondent"] for row in result.answers}
    told = {
        "public": result.organisation.get("market") == "g2c",
        "small": result.organisation.get("size") in ("1-9", "10-49"),
        "undated": result.date is None,
        "no-plan": not result.roadmap.initiatives,
        "one-person": len(people) == 1,
        "fewer-than-thirty": len(people) < 30,
        "no-peers": name != SYNTHETIC,
        "synthetic-peers": name == SYNTHETIC,
    }
    yield from (kind for kind, holds in told.items() if holds)


def _continuum(result: Result) -> Iterator[str]:
    part = result.of("continuum")
    assert part is not None
    assert part.continuum is not None
    if result.units or part.continuum.position is None:
        yield "units"
        return
    target = part.continuum.target
    yield "target-unknown" if target is None else target.state
    if not part.continuum.position.leap:
        yield "no-leap"
    if part.continuum.position.status != "provisional":
        yield "not-provisional"
    flags = {flag.kind for flag in part.flags}
    yield from (f"no-{flag}" for flag in ("it-ahead", "it-behind") if flag not in flags)


def texts(report: Report) -> list[str]:
    kept = replace(
        report,
        appendix=(),
        why=replace(report.why, parts=()),
        peers=replace(report.peers, references=()),
    )
    return list(words_in(kept))


def hits(report: Report, kind: str, language: str) -> list[tuple[str, str]]:
    patterns = [re.compile(each) for each in NEVER[kind][language]]
    return [
        (f"{kind}: {pattern.pattern}", text)
        for text in texts(report)
        for pattern in patterns
        if pattern.search(text)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_report_never_says_what_its_kind_forbids(name: str, language: str) -> None:
    report = report_of(name, language)
    assert [hit for kind in kinds(name) for hit in hits(report, kind, language)] == []


def test_every_kind_is_met_and_watched_in_every_language() -> None:
    met = {kind for name in NAMES for kind in kinds(name)}
    assert met == set(NEVER)
    for kind, patterns in NEVER.items():
        assert set(patterns) == set(LANGUAGES), kind
        assert all(patterns.values()), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_is_one_that_some_other_report_does_say(language: str) -> None:
    """Else a slip of the pen in a pattern would forbid nothing, unseen."""
    said = [text for name in NAMES for text in texts(report_of(name, language))]
    silent = {
        kind: [p for p in NEVER[kind][language]
               if not any(re.search(p, text) for text in said)]
        for kind in ("below", "in-band", "above", "assessed", "one-person")
    }  # fmt: skip
    assert all(len(rest) < len(NEVER[kind][language]) for kind, rest in silent.items())
