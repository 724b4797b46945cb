"""When something is asked, and what contradicts what: conditions as plain values.

A condition looks at the organisation's profile and at answers to earlier questions. It
is true or false, never unknown: what nobody said does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

Text = Mapping[str, str]

SIZES: Final = ("1-9", "10-49", "50-249", "250-999", "1000-4999", "5000+")
SMALL: Final = SIZES[:2]
"""Sizes of fewer than 50 people, who have few posts."""
MARKETS: Final = ("b2c", "b2b", "g2c", "mixed")
PROFILE_KEYS: Final = ("industry", "region", "size", "market")
TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class ProfileIs:
    """The organisation's ``key`` is one of ``values``.

    Industries and regions also match what lies below them: ``K`` matches ``K64``,
    ``CN`` matches ``CN-GD``.
    """

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The answer to a question is at least, or below, a number.

    The number is a rubric's level, a choice's or a number's value, else points 0-100.
    ``None`` sets no limit on that side.
    """

    question: str
    at_least: float | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = ProfileIs | AnswerIs | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that one person cannot all make in earnest; ``text`` says why."""

    id: str
    claims: tuple[AnswerIs, ...]
    text: Text = field(default_factory=dict)


def holds(
    condition: Condition, profile: Mapping[str, object], numbers: Mapping[str, float]
) -> bool:
    """Return whether a condition holds.

    Args:
        condition: What is asked for.
        profile: The organisation's ``industry``, ``region``, ``size`` and ``market``;
            what is absent matches nothing.
        numbers: Answers by question id, as ``AnswerIs`` reads them; what is absent was
            not answered and is neither at least nor below anything.
    """
    match condition:
        case AllOf(parts):
            return all(holds(part, profile, numbers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, profile, numbers) for part in parts)
        case Not(part):
            return not holds(part, profile, numbers)
        case ProfileIs(key, values):
            return _matches(key, values, profile.get(key))
        case AnswerIs(question=question):
            return fits(condition, numbers.get(question))


def fits(claim: AnswerIs, number: float | None) -> bool:
    """Return whether a number meets a claim; within the tolerance it is equal."""
    if number is None:
        return False
    enough = claim.at_least is None or number >= claim.at_least - TOLERANCE
    return enough and (claim.below is None or number < claim.below - TOLERANCE)


def _matches(key: str, values: tuple[str, ...], given: object) -> bool:
    if not isinstance(given, str):
        return False
    if key == "industry":
        return any(given == value or given[:1] == value for value in values)
    if key == "region":
        return any(given == value or given.startswith(f"{value}-") for value in values)
    return given in values


def claims_in(condition: Condition | None) -> Iterator[AnswerIs]:
    """Yield every claim about an answer within a condition."""
    return (leaf for leaf in _leaves(condition) if isinstance(leaf, AnswerIs))


def profiles_in(condition: Condition | None) -> Iterator[ProfileIs]:
    """Yield everything that a condition asks of the profile."""
    return (leaf for leaf in _leaves(condition) if isinstance(leaf, ProfileIs))


def _leaves(condition: Condition | None) -> Iterator[AnswerIs | ProfileIs]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part):
            yield from _leaves(part)
        case AnswerIs() | ProfileIs():
            yield condition
