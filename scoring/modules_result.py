"""What only a module's result has: tiering, the customer loop, success factors.

Each kind of module has one class here with one field; the public JSON writes that
field among the questionnaire's own keys.

Source: method 1.7, 1.9 and 1.10; contract 5.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether tiering pays.

    ``value`` is ``advised``, ``consider``, ``not-needed`` or ``tier-opportunities``;
    ``because`` holds the codes of the conditions that decided, in order.
    """

    value: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """The four links of the customer loop, 0-100; ``None`` where one is not scored.

    ``broken`` names the first link that fails, ``None`` where none does.
    """

    analyse: float | None
    plan: float | None
    execute: float | None
    control: float | None
    broken: str | None


@dataclass(frozen=True, slots=True)
class Factor:
    """One success factor, F1-F8.

    ``score`` is 0-100; ``state`` is ``ready``, ``at-risk`` or ``missing``. Both are
    ``None`` where the factor is not scored.
    """

    factor: str
    score: float | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Risk:
    """A factor that is not ready, with its ``score``, 0-100.

    ``because`` holds the ids of its low questions.
    """

    factor: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready the organisation is: ``score`` 0-100 or ``None``; risks worst first."""

    score: float | None
    factors: tuple[Factor, ...]
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class Tiering:
    """The result of ``customer-tiering``; ``None`` where nothing can be decided yet."""

    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Processes:
    """The result of ``crm-processes``."""

    loop: Loop


@dataclass(frozen=True, slots=True)
class Success:
    """The result of ``success-factors``."""

    readiness: Readiness


ModuleResult = Tiering | Processes | Success
