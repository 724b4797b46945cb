"""Ten questions that a director asks, each answered by rule from the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from assessment.reports import words
from assessment.reports.model_chapters import AskedRow, Place
from assessment.reports.narrative import every, first, groups

SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "right": ("position-1",),
    "peers": ("peers",),
    "nothing": ("gaps", "position-1"),
    "trust": ("method",),
    "disagree": ("dimensions", "profile"),
    "stop": ("sheets", "roadmap"),
    "needs": ("roadmap", "sheets"),
    "who": ("method",),
    "known": ("sheets", "promise"),
    "again": ("promise",),
}
"""By question, the anchors of the chapters that its answer comes from."""
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "position-1": ("labels", "right_for_us"),
    "peers": ("labels", "among_peers"),
    "gaps": ("labels", "gaps"),
    "method": ("labels", "method"),
    "dimensions": ("dimension_words", "chapter"),
    "profile": ("labels", "profile"),
    "roadmap": ("labels", "roadmap"),
    "sheets": ("sheet_labels", "title"),
    "promise": ("promise_labels", "title"),
}


def questions(facts: Mapping[str, Any], language: str) -> Iterator[AskedRow]:
    """Yield the questions in the order in which they are asked, answered."""
    known = set(groups())
    for name in words.document()["director_questions"]:
        also = f"ask_{name}_also"
        answer = (
            first(f"ask_{name}", facts, language),
            *(every(also, facts, language) if also in known else ()),
        )
        yield AskedRow(
            id=name,
            question=words.label(name, language, "director_questions"),
            answer=answer,
            sources=tuple(_place(anchor, language) for anchor in SOURCES[name]),
        )


def _place(anchor: str, language: str) -> Place:
    group, key = _NAMES[anchor]
    return Place(anchor, words.label(key, language, group))
