"""Questions as HTML, rendered once a process, questionnaire version and language.

What is the same for everyone (words, anchors, lists) is rendered by Jinja once; the
places that differ from person to person are marked, and filled in by joining texts.
Sixty questions with six anchors each are then a matter of microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flask import render_template
from markupsafe import Markup, escape

from assessment.answering.entries import COMMENT_LENGTH
from assessment.answering.sections import Section
from questionnaires.model import Question
from scoring.answers import EVIDENCE, NA_REASONS

NOTHING: Final = Markup()
_MARK: Final = "\0"
_GAP: Final = "|"
_CLAIMS: Final = EVIDENCE[:-1]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is filled into a question.

    ``notice`` holds errors and conflicts, ``saved`` when it was saved, ``extra`` a
    stored value that is none of the options; all three are safe HTML or empty.
    """

    entry: Mapping[str, str]
    base: str
    notice: Markup = NOTHING
    saved: str = ""
    extra: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Fragment:
    """A question's HTML: texts, and between each two of them a place to fill.

    Most places are choices, and few of them are chosen: ``choices`` tells where what
    an entry says is marked as chosen, and only these are filled; ``others`` are filled
    one by one.
    """

    blank: tuple[str, ...]
    choices: Mapping[tuple[str, str], tuple[int, str]]
    others: tuple[tuple[int, Callable[[Shown, str, str], str], str, str], ...]

    def fill(self, shown: Shown) -> Markup:
        """Return the question with a person's entry in it."""
        filled = list(self.blank)
        for said in shown.entry.items():
            if said in self.choices:
                place, mark = self.choices[said]
                filled[place] = mark
        for place, filler, field, value in self.others:
            filled[place] = filler(shown, field, value)
        return Markup("".join(filled))  # noqa: S704  # texts are Jinja's, the rest escaped


def slot(kind: str, field: str = "", value: str = "") -> Markup:
    """Return the mark of a place, for the template."""
    return Markup(f"{_MARK}{kind}{_GAP}{field}{_GAP}{value}{_MARK}")  # noqa: S704  # codes of definitions


@lru_cache(maxsize=16)
def autosave(tag: str) -> Markup:
    """Return what the script of a page says, in the page's language ``tag``."""
    html = render_template("answering/autosave.html")
    return Markup(html)  # noqa: S704  # Jinja has escaped it


def fragment(section: Section, question: Question, tag: str) -> Fragment:
    """Return a question's HTML in the page's language ``tag``."""
    return _compiled(
        section.questionnaire.key, question.id, tag, _Ask(section, question)
    )


class _Ask:
    """Carries section and question past the cache, whose key names them already."""

    def __init__(self, section: Section, question: Question) -> None:
        self.section = section
        self.question = question

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ask)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4096)
def _compiled(key: str, question_id: str, tag: str, ask: _Ask) -> Fragment:
    html = render_template(
        "answering/question.html",
        section=ask.section,
        question=ask.question,
        slot=slot,
        claims=_CLAIMS,
        reasons=NA_REASONS,
        longest=COMMENT_LENGTH,
    )
    return _of(html.split(_MARK))


def _of(pieces: list[str]) -> Fragment:
    """Return the fragment of texts and places, which take turns in ``pieces``."""
    choices: dict[tuple[str, str], tuple[int, str]] = {}
    others = []
    for place in range(1, len(pieces), 2):
        kind, field, value = pieces[place].split(_GAP)
        pieces[place] = ""
        if kind in _CHOSEN:
            choices[field, value] = place, _CHOSEN[kind]
        else:
            others.append((place, _FILLERS[kind], field, value))
    return Fragment(tuple(pieces), choices, tuple(others))


def _text(shown: Shown, field: str, _value: str) -> str:
    text = shown.entry.get(field)
    return str(escape(text)) if text else ""


def _open(shown: Shown, field: str, _value: str) -> str:
    return " open" if any(shown.entry.get(name) for name in field.split(",")) else ""


def _wrong(shown: Shown, _field: str, value: str) -> str:
    return value if shown.notice else ""


_CHOSEN: Final = {"checked": " checked", "selected": " selected"}
_FILLERS: Final[Mapping[str, Callable[[Shown, str, str], str]]] = {
    "text": _text,
    "open": _open,
    "wrong": _wrong,
    "base": lambda shown, _field, _value: shown.base,
    "notice": lambda shown, _field, _value: str(shown.notice),
    "saved": lambda shown, _field, _value: shown.saved,
    "extra": lambda shown, _field, _value: str(shown.extra),
}
