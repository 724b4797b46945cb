"""How far independent readings of the same dossiers agree, question by question.

The statistic is Cohen's kappa with quadratic weights: 1 is full agreement, 0 what
chance gives. Of several readings it is the mean over all pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from questionnaires import loader
from questionnaires.model import Question, QuestionType
from scoring.answers import Answer, AssessmentData
from scoring.engine import score

HERE = Path(__file__).parent
DOSSIERS = HERE / "dossiers"
RATINGS = HERE / "ratings"
QUESTIONNAIRES = ("capability-model", "continuum")
DEGREES = {"n": 0, "p": 1, "l": 2, "f": 3}
CATEGORIES = {
    QuestionType.RUBRIC: 6,
    QuestionType.LETCI: 6,
    QuestionType.CRITERION: 4,
    QuestionType.CHOICE: 5,
}

Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Reading:
    """One reading of all dossiers: values by dossier and question."""

    name: str
    language: str
    ratings: Mapping[str, Mapping[str, Any]]


def definitions():
    """Return the definitions that are rated, by id."""
    return {name: loader.load(name, "1.0") for name in QUESTIONNAIRES}


def asked() -> list[tuple[str, Question]]:
    """Return what is rated: all scored questions, and the profile of the target."""
    return [
        (name, question)
        for name, definition in definitions().items()
        for question in definition.questions()
        if question.scored or question.source in ("T0", *(f"T{n}" for n in range(1, 7)))
    ]


@cache
def readings() -> tuple[Reading, ...]:
    """Return the readings that are kept, by name."""
    found = []
    for path in sorted(RATINGS.glob("*.yaml")):
        kept = yaml.safe_load(path.read_text("utf-8"))
        found.append(Reading(path.stem, kept["language"], kept["ratings"]))
    return tuple(found)


def categories(question: Question, value: Any) -> list[int | None]:
    """Return a rating as ordered categories from 0; one a part, ``None`` for none."""
    if question.type is QuestionType.LETCI:
        parts = [part.key for part in question.parts]
        return [None if value is None else round(value[key] / 20) for key in parts]
    if value is None or value == "na":
        return [None]
    if question.type is QuestionType.CRITERION:
        return [DEGREES[value]]
    return [int(value)]


def kappa(pairs: Sequence[Pair], count: int) -> float | None:
    """Return the quadratically weighted kappa of two readings.

    Args:
        pairs: What both said of each case; a pair with ``None`` does not count.
        count: How many categories the scale has.

    Returns:
        ``None`` where neither reading varies, or fewer than two cases are left: chance
        alone would agree as well.
    """
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if len(both) < 2:
        return None
    widest = (count - 1) ** 2
    seen = sum((a - b) ** 2 / widest for a, b in both) / len(both)
    by_chance = ((a - b) ** 2 / widest for a, _ in both for _, b in both)
    chance = sum(by_chance) / len(both) ** 2
    return None if chance == 0 else 1 - seen / chance


def of_question(question: Question, chosen: Sequence[Reading]) -> float | None:
    """Return the mean kappa of a question over all pairs of readings."""
    found = []
    for one, other in combinations(chosen, 2):
        pairs = [
            pair
            for case in one.ratings
            for pair in zip(
                categories(question, one.ratings[case].get(question.id)),
                categories(question, other.ratings[case].get(question.id)),
                strict=True,
            )
        ]
        value = kappa(pairs, CATEGORIES[question.type])
        if value is not None:
            found.append(value)
    return sum(found) / len(found) if found else None


def rated(question: Question, chosen: Sequence[Reading]) -> int:
    """Return in how many readings of dossiers a question got a value."""
    return sum(
        any(each is not None for each in categories(question, case.get(question.id)))
        for reading in chosen
        for case in reading.ratings.values()
    )


def alike(chosen: Sequence[Reading]) -> tuple[int, int, int]:
    """Return how many values are the same, of how many, and how many pairs wholly."""
    same = compared = twins = 0
    for one, other in combinations(chosen, 2):
        values = [
            pair
            for case in one.ratings
            for _, question in asked()
            for pair in zip(
                categories(question, one.ratings[case].get(question.id)),
                categories(question, other.ratings[case].get(question.id)),
                strict=True,
            )
        ]
        equal = sum(a == b for a, b in values)
        same, compared = same + equal, compared + len(values)
        twins += equal == len(values)
    return same, compared, twins


def stage(ratings: Mapping[str, Any]) -> int:
    """Return the stage that the engine gives for one reading of one dossier."""
    continuum = definitions()["continuum"]
    answers = tuple(
        Answer(
            "continuum",
            question.id,
            ratings[question.id],
            reason="out-of-scope" if ratings[question.id] == "na" else None,
        )
        for question in continuum.questions()
        if question.scored and ratings.get(question.id) is not None
    )
    found = score(
        AssessmentData(("continuum@1.0",), answers), {"continuum": continuum}
    ).questionnaires[0]
    assert found.continuum is not None
    assert found.continuum.position is not None
    return found.continuum.position.stage


def of_stages(chosen: Sequence[Reading]) -> float | None:
    """Return the mean kappa of the stages over all pairs of readings."""
    stages = [
        {case: stage(ratings) for case, ratings in reading.ratings.items()}
        for reading in chosen
    ]
    found = [
        kappa([(one[case], other[case]) for case in one], 6)
        for one, other in combinations(stages, 2)
    ]
    values = [value for value in found if value is not None]
    return sum(values) / len(values) if values else None


def table() -> list[str]:
    """Return the rows of the table in docs/instrument.md, a dimension a row."""
    groups: dict[str, list[Question]] = {}
    for name, question in asked():
        key = question.id.split(".")[0] if name == "capability-model" else name
        if name == "continuum":
            key = "continuum: criteria" if question.scored else "continuum: target"
        groups.setdefault(key, []).append(question)
    rows = [_row(key, questions) for key, questions in groups.items()]
    rows.append(_row("all questions", [question for _, question in asked()]))
    stages = [of_stages(_of_language(each)) for each in ("en", "zh-Hans")]
    stages.append(of_stages(readings()))
    rows.append(f"| stage | {' | '.join(_shown(each) for each in stages)} | |")
    return rows


def _row(title: str, questions: Sequence[Question]) -> str:
    cells = []
    for chosen in (_of_language("en"), _of_language("zh-Hans"), readings()):
        found = [of_question(question, chosen) for question in questions]
        known = [value for value in found if value is not None]
        cells.append(_shown(sum(known) / len(known) if known else None))
    low = [of_question(question, readings()) for question in questions]
    least = min((value for value in low if value is not None), default=None)
    return f"| {title} ({len(questions)}) | {' | '.join(cells)} | {_shown(least)} |"


def _of_language(language: str) -> list[Reading]:
    return [reading for reading in readings() if reading.language == language]


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def rewrite(document: Path) -> None:
    """Put the table's rows between the marks of the document."""
    text = document.read_text("utf-8")
    head, rest = text.split("<!-- figures -->\n", 1)
    _, tail = rest.split("<!-- end of figures -->", 1)
    rows = "\n".join(table())
    marks = ("<!-- figures -->\n", "\n<!-- end of figures -->")
    document.write_text(f"{head}{marks[0]}{rows}{marks[1]}{tail}", "utf-8")


if __name__ == "__main__":
    rewrite(HERE.parents[1] / "docs" / "instrument.md")
