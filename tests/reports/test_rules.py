"""Every rule of every group in every language: it can be said, and reads as it should.

The facts that rules may ask for are those that reports were seen to offer.
"""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml

from assessment.reports import build_report, narrative, with_figures, words
from assessment.reports.build_context import Context
from assessment.reports.build_heatmap import heat_maps
from assessment.reports.narrative import Rule
from assessment.roadmaps.decided import Entry
from questionnaires.model import LANGUAGES
from scoring.engine import score
from tests.organisations import loading
from tests.planner import test_reported as reported
from tests.reports import organisations, stories
from tests.reports import test_heat_maps as heat
from tests.scoring.test_worth import ALL
from tests.scoring.worked import FOLDER

FRAGMENTS = frozenset(
    yaml.safe_load((FOLDER.parents[1] / "reports/fragments.yaml").read_text("utf-8"))
)
SAMPLES = {
    "whole": 41.6, "tenth": 1.25, "hundredth": 0.5, "stage": 3.0, "percent": 0.42,
    "count": 1200, "date": date(2026, 11, 21), "and": ["甲", "乙"], "semicolon": ["甲"],
}  # fmt: skip
HAN = r"[\u4e00-\u9fff]"
HALF = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN} +[A-Za-z0-9]|{HAN}\.(\s|$)")
GROUPS = list(narrative.groups())


class Seen:
    """By group, the names of facts that were offered, and how its rules are asked."""

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = {}
        self.firsts: set[str] = set()
        self.groups = {
            id(rule): group
            for group in narrative.groups()
            for rule in narrative.rules(group)
        }

    def note(self, rule: Rule, facts: Mapping[str, Any], asker: str) -> None:
        group = self.groups[id(rule)]
        known = self.names.setdefault(group, set(facts))
        # What is not always offered is nothing that a rule may rely on.
        known &= set(facts)
        if asker == "first":
            self.firsts.add(group)


@pytest.fixture(scope="module")
def seen() -> Seen:
    found, holds = Seen(), Rule.holds

    def watched(rule: Rule, facts: Mapping[str, Any]) -> bool:
        found.note(rule, facts, sys._getframe(1).f_code.co_name)
        return holds(rule, facts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "holds", watched)
        for result, definitions in _results():
            report = build_report(result, definitions, "en")
            with_figures(report, result, ALL)
        heat_maps(Context(heat.forty(), heat.MODEL, "en"))
        _with_last_time()
        reported.report(plan=reported.plan_of(begin=Entry(owner="Ann", version=1)))
    return found


def _results() -> Iterator[tuple[Any, Any]]:
    yield stories.scored(story=stories.LEAPT), stories.definitions()
    yield stories.scored(story=stories.BRITISH, mode="assessed"), stories.definitions()
    yield stories.scored(model=False, market="g2c"), stories.definitions()
    units = next(one for one in organisations.organisations() if one.units)
    data = organisations.data_of(units)
    yield score(data, stories.definitions()), stories.definitions()
    one = loading.named("Harbourlight Telecom")
    yield loading.result_of(one.name), loading.pinned(one)


def _with_last_time() -> None:
    now = stories.scored()
    before = replace(now, date="2025-11-20")
    build_report(now, stories.definitions(), "en", before=before)


def test_reports_ask_every_group_of_rules(seen):
    assert set(narrative.groups()) == set(seen.names)


@pytest.mark.parametrize("group", GROUPS)
def test_rules_ask_only_for_facts_that_are_always_offered(seen, group):
    for rule in narrative.rules(group):
        wanted = set(rule.when)
        wanted |= {
            name for text in rule.text.values() for name, _ in placeholders(text)
        }
        assert wanted <= seen.names[group], rule.id


@pytest.mark.parametrize("group", GROUPS)
def test_every_rule_can_be_reached(seen, group):
    rules = narrative.rules(group)
    assert len({rule.id for rule in rules}) == len(rules)
    for number, rule in enumerate(rules):
        before = rules[:number] if group in seen.firsts else ()
        facts = witness(rule, before, rules)
        assert facts is not None, rule.id
        assert rule.holds(facts)
        assert not any(other.holds(facts) for other in before)


@pytest.mark.parametrize("group", GROUPS)
def test_every_rule_renders_and_reads_right_in_every_language(group):
    faults = [
        (rule.id, language, said)
        for rule in narrative.rules(group)
        for language in LANGUAGES
        for said in [rendered(rule.text[language], language)]
        if said and not reads_right(said, group, language)
    ]
    assert faults == []


def rendered(text: str, language: str) -> str:
    word = "Sample" if language == "en" else "样例"
    values = {name: SAMPLES.get(spec, word) for name, spec in placeholders(text)}
    return words.fill(text, values, language)


def reads_right(said: str, group: str, language: str) -> bool:
    """Whether a sentence ends as one, with the punctuation of its language."""
    if re.search(r"[{}]|  ", said) or (language != "en" and HALF.search(said)):
        return False
    if group in FRAGMENTS:
        return True
    ends = (".", "?", "!") if language == "en" else ("。", "？", "！")
    # What other sentences are put into ends as they do.
    return said.endswith((*ends, "Sample", "样例")) and said == said.strip()


def placeholders(text: str) -> list[tuple[str, str]]:
    parsed = string.Formatter().parse(text)
    return [(name, spec or "") for _, name, spec, _ in parsed if name]


Domains = dict[str, list[Any]]


def witness(
    rule: Rule, before: Sequence[Rule], rules: Sequence[Rule]
) -> dict[str, Any] | None:
    """Facts for which a rule holds and none before it does; ``None`` where none do."""
    domains = domains_of(rules)
    for name, wanted in rule.when.items():
        domains[name] = [v for v in domains[name] if narrative._meets(v, wanted)]
    if not all(domains.values()):
        return None
    found = _avoid(domains, list(before))
    return None if found is None else {name: own[0] for name, own in found.items()}


def _avoid(domains: Domains, rules: list[Rule]) -> Domains | None:
    """Narrow the values until no rule holds: one condition of each must fail."""
    if not rules:
        return domains
    head, *rest = rules
    for name, wanted in head.when.items():
        kept = [v for v in domains[name] if not narrative._meets(v, wanted)]
        if kept and (found := _avoid({**domains, name: kept}, rest)) is not None:
            return found
    return None


@cache
def _edges(bound: float) -> tuple[float, ...]:
    return bound, bound + 1, bound - 1, bound + 0.5


def domains_of(rules: Sequence[Rule]) -> Domains:
    """The values worth trying of each fact: what conditions name, and others."""
    found: Domains = {}
    for rule in rules:
        for name, wanted in rule.when.items():
            own = found.setdefault(name, [])
            if isinstance(wanted, Mapping):
                own += [edge for bound in wanted.values() for edge in _edges(bound)]
            elif isinstance(wanted, list):
                own += wanted
            elif isinstance(wanted, bool):
                own += [wanted, not wanted]
            else:
                own.append(wanted)
    return {name: [*own, None, "something else"] if not _numbers(own) else [*own, None]
            for name, own in found.items()}  # fmt: skip


def _numbers(values: Sequence[Any]) -> bool:
    return any(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)
