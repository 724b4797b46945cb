"""The head of a definition: ``questionnaire.yaml`` without its scales."""

from __future__ import annotations

import math
import re
from typing import Final

from questionnaires import build_conditions, build_initiatives, build_questions
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import (
    LANGUAGES,
    Dimension,
    Initiative,
    Kind,
    Questionnaire,
    Rung,
)

SCHEMA: Final = "sextant/definition@1"
_VERSION: Final = re.compile(r"[1-9][0-9]*\.(0|[1-9][0-9]*)")


def questionnaire(
    head: Fields,
    dimensions: tuple[Dimension, ...],
    initiatives: tuple[Initiative, ...],
) -> Questionnaire:
    """Read the head of a definition, with what its other files hold."""
    head.one_of("schema", (SCHEMA,))
    found = Questionnaire(
        id=head.identifier(),
        version=version(head),
        kind=Kind(head.one_of("kind", tuple(Kind))),
        languages=_languages(head),
        title=head.text("title"),
        summary=head.text("summary"),
        minutes=minutes(head),
        dimensions=dimensions,
        initiatives=initiatives,
        owners={
            key: head.as_text(node, key)
            for key, node in head.entries("owners", required=False).items()
        },
        levels=rungs(head, "levels"),
        stages=rungs(head, "stages"),
        rollup=build_questions.rollup(head),
        contradictions=build_conditions.contradictions(head),
        duties=build_initiatives.duties(head),
        pitfalls=build_initiatives.pitfalls(head),
    )
    head.done()
    return found


def minutes(head: Fields) -> dict[str, int]:
    """Read how long the core and the full form take, in minutes."""
    node = head.node("minutes")
    if node is None:
        return {}
    fields = Fields(node, head.file, head.faults, "minutes")
    found = {form: fields.whole(form, 1, 600) for form in ("core", "full")}
    fields.done()
    return found


def version(head: Fields) -> str:
    """Read ``version``, such as 1.0."""
    found = head.string("version")
    if found and not _VERSION.fullmatch(found):
        todo = 'write it as "1.0"'
        head.fault_at("version", f"version is malformed; {shown(found)} given; {todo}")
    return found


def _languages(head: Fields) -> tuple[str, ...]:
    found = head.strings("languages")
    if found and found != LANGUAGES:
        given = ", ".join(found)
        todo = f"give {', '.join(LANGUAGES)}"
        head.fault_at("languages", f"languages are wrong; {given} given; {todo}")
    return found


def rungs(head: Fields, key: str) -> tuple[Rung, ...]:
    """Read ``levels`` or ``stages``, which may be missing."""
    found: list[Rung] = []
    for rung in head.each(key, key, required=False):
        floor, node = rung.number("floor", 0, 100), rung.node("floor", False)
        # A floor that is none has its fault: the ladder is not judged by it as well.
        if node is None or node.value != floor:
            floor = math.nan
        title = rung.text("title")
        found.append(Rung(floor, title, rung.text("summary", required=False)))
        rung.done()
    return tuple(found)
