"""Conditions that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from questionnaires.build_state import Build
from questionnaires.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    Not,
    ProfileIs,
    claims_in,
    profiles_in,
)
from questionnaires.model import Questionnaire
from questionnaires.satisfiable import outcomes

_LONGEST: Final = 160
_NEVER: Final = frozenset({False})
_ALWAYS: Final = frozenset({True})


@dataclass(frozen=True, slots=True)
class Branch:
    """A condition with its place: the id it belongs to, what must hold above it."""

    id: str
    own: Condition
    above: tuple[Condition, ...]

    @property
    def place(self) -> tuple[str, str]:
        """The key of its place."""
        return "when", self.id


def branches(questionnaire: Questionnaire) -> Iterator[Branch]:
    """Yield every condition of a definition, in its order."""
    for dimension in questionnaire.dimensions:
        above: dict[str | None, tuple[Condition, ...]] = {None: ()}
        if dimension.when is not None:
            yield Branch(dimension.id, dimension.when, ())
            above[None] = (dimension.when,)
        for node in dimension.capabilities:
            above[node.id] = above[node.parent]
            if node.when is not None:
                yield Branch(node.id, node.when, above[node.id])
                above[node.id] = (*above[node.id], node.when)
            for question in node.questions:
                if question.when is not None:
                    yield Branch(question.id, question.when, above[node.id])


def dead(build: Build, questionnaire: Questionnaire) -> None:
    """Add a fault for every condition that can never hold."""
    for branch in branches(questionnaire):
        found = outcomes(questionnaire, branch.above, [branch.own])
        if found is not None and found[0] == _NEVER:
            todo = "mend its limits and codes, or remove what it hides"
            text = f"condition can never hold; {told(branch.own)} given; {todo}"
            build.fault(branch.place, text)


def needless(build: Build, questionnaire: Questionnaire) -> None:
    """Add a warning for conditions that always hold, and for parts that never do."""
    for branch in branches(questionnaire):
        parts = _parts(branch.own)
        found = outcomes(questionnaire, branch.above, [branch.own, *parts])
        if found is None:
            continue
        if found[0] == _ALWAYS:
            todo = "remove it, or mend its limits"
            text = f"condition always holds; {told(branch.own)} given; {todo}"
            build.warn(branch.place, text)
            continue
        for part, results in zip(parts, found[1:], strict=True):
            if results == _NEVER:
                todo = "mend or remove it"
                text = f"part of a condition can never hold; {told(part)} given; {todo}"
                build.warn(branch.place, text)


def _parts(condition: Condition) -> list[Condition]:
    return list(dict.fromkeys(chain(claims_in(condition), profiles_in(condition))))


def told(condition: Condition) -> str:
    """Return a condition in words, cut when long."""
    text = _told(condition)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _told(condition: Condition) -> str:
    match condition:
        case AllOf(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part) for part in parts)
        case Not(part):
            return f"not ({_told(part)})"
        case ProfileIs(key, values):
            return f"{key} {' or '.join(values)}"
        case AnswerIs():
            return claimed(condition)


def _bracketed(condition: Condition) -> str:
    inner = _told(condition)
    return f"({inner})" if isinstance(condition, AllOf | AnyOf) else inner


def claimed(claim: AnswerIs) -> str:
    """Return a claim in words."""
    low = "" if claim.at_least is None else f"at least {claim.at_least:g}"
    high = "" if claim.below is None else f"below {claim.below:g}"
    return f"{claim.question} {' and '.join(filter(None, (low, high)))}"
