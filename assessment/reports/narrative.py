"""Sentences by rule: which text is said for which facts.

A rule holds when each of its conditions does: a plain value is equal, a list holds
the fact, ``min`` and ``max`` include it, ``above`` and ``below`` exclude it. A fact
that is ``None`` meets no bound. Rules and texts are data (``words/*.yaml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from assessment.reports.words import document, fill
from scoring.levels import TOLERANCE

Facts = Mapping[str, Any]

_BOUNDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "min": lambda fact, bound: fact >= bound - TOLERANCE,
    "max": lambda fact, bound: fact <= bound + TOLERANCE,
    "above": lambda fact, bound: fact > bound + TOLERANCE,
    "below": lambda fact, bound: fact < bound - TOLERANCE,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence and when it is said."""

    id: str
    when: Mapping[str, Any]
    text: Mapping[str, str]

    def holds(self, facts: Facts) -> bool:
        """Whether every condition holds; ``KeyError`` where a fact is unknown."""
        return all(_meets(facts[name], wanted) for name, wanted in self.when.items())


@cache
def rules(group: str) -> tuple[Rule, ...]:
    """Return the rules of a group, in order."""
    return tuple(
        Rule(item["id"], item.get("when", {}), item["text"])
        for item in document()[group]
    )


def groups() -> Iterator[str]:
    """Yield the names of the groups that hold rules."""
    for name, content in document().items():
        if isinstance(content, list):
            yield name


def every(group: str, facts: Facts, language: str) -> tuple[str, ...]:
    """Return the sentence of each rule that holds, in the rules' order."""
    return tuple(
        fill(rule.text[language], facts, language)
        for rule in rules(group)
        if rule.holds(facts)
    )


def first(group: str, facts: Facts, language: str) -> str:
    """Return the sentence of the first rule that holds.

    Raises:
        LookupError: If none does; such a group needs a rule without conditions.
    """
    for rule in rules(group):
        if rule.holds(facts):
            return fill(rule.text[language], facts, language)
    raise LookupError(f"no rule of {group!r} holds")


def _meets(fact: Any, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return fact is not None and all(
            _BOUNDS[bound](fact, limit) for bound, limit in wanted.items()
        )
    if isinstance(wanted, list):
        return fact in wanted
    # True == 1 in Python, so a condition on a number must not meet a flag.
    return bool(fact == wanted) and isinstance(fact, bool) == isinstance(wanted, bool)
