"""What peers weigh in the order of the gaps, or why they weigh nothing, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.benchmarks import words
from assessment.benchmarks.among import AmongAll, told
from questionnaires.model import Questionnaire
from scoring.levels import above
from scoring.release import METHOD
from scoring.result import Gap, Result

Definitions = Mapping[str, Questionnaire]


def weigh(gaps: Sequence[Gap]) -> bool:
    """Whether peers make any of the gaps count more than it does by itself."""
    return any(above(gap.peer_factor, 1) for gap in gaps)


def notes(
    result: Result, among: AmongAll, questionnaires: Definitions, language: str
) -> tuple[str, ...]:
    """Return what is said under the table of a result's gaps.

    Where peers weigh, for which dimensions they do not; else why they weigh nothing.
    Without gaps there is nothing to say.

    Source: method 4.10, peer factor.
    """
    if not result.gaps:
        return ()
    said = []
    if not weigh(result.gaps):
        key = _why(result, among, questionnaires)
        said.append(words.say(key, language, fewest=str(METHOD.quartiles)))
    silent = _silent(result, questionnaires, language)
    if result.peers and silent:
        titles = words.listed(silent, language)
        said.append(words.say("weighs_not_for", language, titles=titles))
    return tuple(said)


def _why(result: Result, among: AmongAll, questionnaires: Definitions) -> str:
    """Return the sentence that says why no gap counts more."""
    asked = {gap.questionnaire for gap in result.gaps}
    known = {name: peers for name, peers in among.items() if name in asked}
    if result.peers:
        return "weighs_alike"
    if not known:
        return "weighs_no_release"
    if not any(peers.weighs for peers in known.values()):
        return "weighs_not_used"
    if any(told(result.organisation, known, questionnaires)):
        # A locked result stays as it was, whatever is released later on.
        return "weighs_not_yet"
    return "weighs_few"


def _silent(
    result: Result, questionnaires: Definitions, language: str
) -> Sequence[str]:
    """Return the dimensions with gaps whose peers tell no upper quartile."""
    gaps = {(gap.questionnaire, gap.id) for gap in result.gaps}
    return [
        dimension.title[language]
        for name, found in questionnaires.items()
        for dimension in found.dimensions
        if dimension.id not in result.peers.get(name, {})
        and any((name, each.id) in gaps for each in dimension.capabilities)
    ]
