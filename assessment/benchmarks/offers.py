"""What a locked assessment would give to the pool: its frozen result as records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from assessment.benchmarks import identity
from assessment.benchmarks.models import PoolRecord, PoolScore
from assessment.benchmarks.snapshot import OVERALL
from assessment.engagements.models import Assessment
from scoring.release import MILLION

SCORED: Final = "scored"
NOT_SCORED: Final = "not-scored"
BY_UNIT: Final = "by-unit"
UNSURE: Final = "unsure"
PATTERNS: Final = frozenset({"longstring", "low-variance", "too-fast"})
"""Patterns of one person's answers that leave a record doubtful: speed and sameness."""
DOUBTED: Final = "answer-patterns"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one questionnaire of an assessment would give.

    ``record`` is the very row that is stored, with its ``scores``; it is ``None`` where
    it cannot be given, and ``refusal`` says why: ``NOT_SCORED``, ``BY_UNIT`` or
    ``UNSURE``, for a position that is provisional.
    """

    key: str
    record: PoolRecord | None
    scores: tuple[PoolScore, ...] = ()
    refusal: str | None = None


def offers(assessment: Assessment) -> list[Offer]:
    """Return what each questionnaire would give; nothing while it is open."""
    frozen = assessment.locked_result
    if frozen is None:
        return []
    return [_offer(assessment, frozen, part) for part in frozen["questionnaires"]]


def _offer(
    assessment: Assessment, frozen: Mapping[str, Any], part: Mapping[str, Any]
) -> Offer:
    key = f"{part['id']}@{part['version']}"
    refusal = _refusal(part)
    if refusal is not None:
        return Offer(key, None, refusal=refusal)
    profile = frozen["organisation"]
    record = PoolRecord(
        assessment_id=assessment.id,
        organisation=identity.own(assessment.organisation.public_id),
        # Without a parent its own name stands for the group: so the parent itself,
        # and the same organisation from another source, are counted with it.
        parent=identity.named(profile.get("parent") or profile["name"]),
        industry=profile.get("industry"),
        region=profile.get("region"),
        size=profile.get("size"),
        date=assessment.date,
        questionnaire=part["id"],
        version=part["version"],
        quarantine_reason=_doubt(part),
    )
    return Offer(key, record, tuple(_scores(part)))


def _refusal(part: Mapping[str, Any]) -> str | None:
    """Return why a questionnaire gives nothing, ``None`` where it does."""
    if part["overall"]["status"] != SCORED:
        return NOT_SCORED
    if "position" not in part:
        return None
    if part["position"] is None:
        return BY_UNIT
    return UNSURE if part["position"]["status"] != SCORED else None


def _scores(part: Mapping[str, Any]) -> Iterator[PoolScore]:
    """Yield the scores that are covered well enough, as they are stored."""
    overall = part["overall"]
    if "position" in part:
        yield _score("position", part["position"]["value"], overall["coverage"])
        if part["target"] is not None:
            # It is there only if everything that decides it was answered.
            yield _score("target", part["target"]["value"], 1.0)
        return
    yield _score(OVERALL, overall["score"], overall["coverage"])
    for each in part["dimensions"]:
        if each["status"] == SCORED and each["score"] is not None:
            yield _score(each["id"], each["score"], each["coverage"])


def _score(dimension: str, value: float, coverage: float) -> PoolScore:
    exact = Decimal(repr(value)) * MILLION
    return PoolScore(
        dimension=dimension,
        score=int(exact.to_integral_value(ROUND_HALF_UP)),
        coverage=coverage,
    )


def _doubt(part: Mapping[str, Any]) -> str | None:
    """Return why a record is kept out until somebody has looked, ``None`` mostly."""
    people = {flag["about"] for flag in part["flags"] if flag["kind"] in PATTERNS}
    if 2 * len(people) > part["respondents"]:
        return f"{DOUBTED}:{len(people)}/{part['respondents']}"
    return None
