"""The result of an assessment: every number with what it rests on.

Scores are 0-100, coverage and shares 0-1, levels 0-5, all unrounded; ``None`` means
not scored or not known, never zero. The JSON form (``to_json``) is public: its keys
are the field names here.

Source: contract 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Final

from scoring.continuum_result import ContinuumResult as ContinuumResult
from scoring.continuum_result import Gate as Gate
from scoring.continuum_result import GateCriterion as GateCriterion
from scoring.continuum_result import Position as Position
from scoring.continuum_result import Stability as Stability
from scoring.continuum_result import Target as Target
from scoring.modules_result import ModuleResult
from scoring.plan import Gap as Gap
from scoring.plan import PlannedInitiative as PlannedInitiative
from scoring.plan import Predicted as Predicted
from scoring.plan import Roadmap as Roadmap
from scoring.plan import Wave as Wave

SCHEMA: Final = "sextant/result@1"
ENGINE: Final = "1"
METHOD: Final = "1.0"


@dataclass(frozen=True, slots=True)
class RoleGap:
    """The two roles farthest apart, the higher first; ``points`` 0-100."""

    between: tuple[str, str]
    points: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree on a dimension.

    ``n`` is the fewest answers of its questions, ``rwg_star`` 0-1, ``ad`` in levels.
    """

    n: int
    rwg_star: float
    ad: float
    acceptable: bool


@dataclass(frozen=True, slots=True)
class CapabilityResult:
    """Scores of one capability; ``status`` is ``scored`` or ``not-scored``.

    ``parent`` is the capability it lies in, ``None`` right below the dimension.
    """

    id: str
    score: float | None
    claimed: float | None
    evidenced: float | None
    coverage: float | None
    na_share: float | None
    status: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionResult:
    """Scores of one dimension; ``spread`` and ``interval`` are in points."""

    id: str
    score: float | None
    claimed: float | None
    evidenced: float | None
    level: int | None
    weight: float | None
    coverage: float | None
    na_share: float | None
    status: str
    interval: tuple[float, float] | None = None
    spread: float | None = None
    role_gap: RoleGap | None = None
    agreement: Agreement | None = None
    capabilities: tuple[CapabilityResult, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """The headline of one questionnaire; ``weakest`` is a dimension id."""

    score: float | None
    claimed: float | None
    evidenced: float | None
    level: int | None
    staged_level: int | None
    equal_weights: float | None
    coverage: float | None
    status: str
    weakest: str | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question: ``state`` tells answered, consensus, na, dk, unanswered, hidden.

    ``n`` is how many gave a value; ``sd`` and ``ad`` are in levels, ``rwg`` is 0-1.
    ``sd`` is ``None`` below three of them, ``rwg`` and ``ad`` below five.
    """

    id: str
    score: float | None
    claimed: float | None
    evidenced: float | None
    n: int
    state: str
    roles: Mapping[str, float]
    sd: float | None
    rwg: float | None
    ad: float | None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at; ``about`` names a dimension, question, person or unit."""

    kind: str
    about: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionnaireResult:
    """The result of one questionnaire."""

    id: str
    version: str
    hash: str
    respondents: int
    overall: Overall
    dimensions: tuple[DimensionResult, ...]
    questions: tuple[QuestionResult, ...]
    flags: tuple[Flag, ...]
    continuum: ContinuumResult | None = None
    module: ModuleResult | None = None

    def question(self, question_id: str) -> QuestionResult:
        """Return one question's result by its ``question_id``.

        Raises:
            KeyError: If there is no such question.
        """
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit's own result.

    ``shares_customers`` tells whether other units serve the same customers.
    """

    id: str
    weight: float
    questionnaires: tuple[QuestionnaireResult, ...]
    gaps: tuple[Gap, ...]
    roadmap: Roadmap
    shares_customers: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A complete result: the numbers, and the answers they came from.

    ``capacity``, ``form``, ``peers`` and the rest of what went in are as in
    ``scoring.answers.AssessmentData``. ``digest`` maps each block of that to its
    ``sha256:…`` (``scoring.digest``); a result frozen before there were any has none.
    """

    mode: str
    organisation: Mapping[str, Any]
    date: str | None
    questionnaires: tuple[QuestionnaireResult, ...]
    gaps: tuple[Gap, ...]
    roadmap: Roadmap
    units: tuple[UnitResult, ...]
    answers: tuple[Mapping[str, Any], ...]
    consensus: tuple[Mapping[str, Any], ...]
    targets: Mapping[str, Any]
    accepted: tuple[Mapping[str, Any], ...]
    invited: Mapping[str, int]
    capacity: int | None = None
    form: str = "full"
    peers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    digest: Mapping[str, str] = field(default_factory=dict)
    schema: str = SCHEMA
    engine: str = ENGINE
    method: str = METHOD

    def of(self, questionnaire_id: str) -> QuestionnaireResult | None:
        """Return a questionnaire's result by its ``questionnaire_id``, or ``None``."""
        return next((q for q in self.questionnaires if q.id == questionnaire_id), None)


_JSON_NAMES: Final = {"rating": "class", "continuum": "", "module": ""}
"""Keys other than the field's name; what has none lies among the other keys."""
_FIRST: Final = frozenset({"schema", "engine", "method"})


PLAIN: Final = frozenset({str, int, bool, type(None)})
"""What JSON holds as it is and a digest need not look into."""


def to_json(value: Any) -> Any:
    """Return ``value`` as plain JSON data: dicts, lists, numbers, texts, ``None``."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    return _fields_to_json(value)


def _fields_to_json(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, key in _keys(value.__class__):
        content = getattr(value, name)
        if content.__class__ not in PLAIN:
            content = to_json(content)
        if key:
            out[key] = content
        else:
            out.update(content or {})
    return out


@cache
def _keys(kind: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a class with their keys; what lies open has none."""
    # What kind of document it is comes first; dataclasses want defaults last.
    names = sorted((item.name for item in fields(kind)), key=lambda n: n not in _FIRST)
    return tuple((name, _JSON_NAMES.get(name, name)) for name in names)
