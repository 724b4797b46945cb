"""What a guide says: plain values, built from definitions alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from assessment import wording
from questionnaires import minutes
from questionnaires.model import Capability, Dimension, Question, Questionnaire
from scoring.answers import CORE, ROLES, is_asked
from scoring.applicability import left_out_of

INTERVIEW: Final = "interview"
EVIDENCE: Final = "evidence"
KINDS: Final = (INTERVIEW, EVIDENCE)
EVERYBODY: Final = "everybody"
AUDIENCES: Final = (EVERYBODY, *ROLES)

word = partial(wording.word, Path(__file__).with_name("words.yaml"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which guide: ``kind`` one of ``KINDS``, ``audience`` one of ``AUDIENCES``.

    ``form`` is ``full`` or ``core``; ``organisation`` is ``None`` where it is for
    nobody in particular.
    """

    kind: str
    audience: str = EVERYBODY
    language: str = "en"
    form: str = "full"
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question: what to ask, to listen for, and to see; texts in one language.

    ``listen`` pairs a level's key with its anchor, lowest first, empty where the scale
    has parts.
    """

    id: str
    text: str
    help: str
    listen: tuple[tuple[str, str], ...]
    see: str


@dataclass(frozen=True, slots=True)
class Block:
    """The questions of one capability; ``dimension`` only where a new one begins."""

    dimension: str
    title: str
    not_this: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide or a list; ``facts`` are pairs of a label and what stands beside it."""

    kind: str
    language: str
    title: str
    audience: str
    facts: tuple[tuple[str, str], ...]
    opening: tuple[str, ...]
    blocks: tuple[Block, ...]

    def say(self, key: str) -> str:
        """Return one of the guide's own words."""
        return word(key, self.language)


def build(questionnaires: Sequence[Questionnaire], wanted: Wanted) -> Guide:
    """Return the guide through some questionnaires, in their order."""
    asked = [(each, _asked(each, wanted)) for each in questionnaires]
    who = EVERYBODY if wanted.audience == EVERYBODY else f"role_{wanted.audience}"
    key = "for_role" if wanted.kind == INTERVIEW else "evidence_role"
    say = partial(word, language=wanted.language)
    opening = ("opening_1", "opening_2", "opening_3", "opening_4")
    return Guide(
        kind=wanted.kind,
        language=wanted.language,
        title=say(wanted.kind),
        audience=say(key, role=say(who)),
        facts=tuple(_facts(asked, wanted)),
        opening=tuple(
            say(each)
            for each in (opening if wanted.kind == INTERVIEW else ("evidence_intro",))
        ),
        blocks=tuple(
            block
            for questionnaire, names in asked
            for dimension in questionnaire.dimensions
            for block in _blocks(dimension, names, wanted)
        ),
    )


def _asked(questionnaire: Questionnaire, wanted: Wanted) -> frozenset[str]:
    left_out = left_out_of(questionnaire, wanted.form)
    return frozenset(
        question.id
        for question in questionnaire.questions()
        if question.id not in left_out
        and (wanted.kind == INTERVIEW or question.evidence)
        and (wanted.audience == EVERYBODY or is_asked(question, wanted.audience))
    )


def _facts(
    asked: Sequence[tuple[Questionnaire, frozenset[str]]], wanted: Wanted
) -> Iterator[tuple[str, str]]:
    say = partial(word, language=wanted.language)
    if wanted.organisation is not None:
        yield say("organisation"), wanted.organisation
    comma = ", " if wanted.language == "en" else "、"
    yield say("about"), comma.join(each.title[wanted.language] for each, _ in asked)
    yield say("form"), say("form_core" if wanted.form == CORE else "form_full")
    yield say("count"), str(sum(len(names) for _, names in asked))
    if wanted.kind == INTERVIEW:
        needed = sum(minutes.of(each, names) for each, names in asked if names)
        yield say("minutes"), say("minutes_value", minutes=str(needed))
        yield say("who"), ""


def _blocks(
    dimension: Dimension, names: frozenset[str], wanted: Wanted
) -> Iterator[Block]:
    title = dimension.title[wanted.language]
    for node in dimension.capabilities:
        items = tuple(
            _item(q, wanted.language) for q in node.questions if q.id in names
        )
        if items:
            yield _block(node, items, title, wanted.language)
            title = ""


def _block(
    node: Capability, items: tuple[Item, ...], dimension: str, language: str
) -> Block:
    return Block(
        dimension=dimension,
        title=node.title[language],
        not_this=node.not_this.get(language, ""),
        items=items,
    )


def _item(question: Question, language: str) -> Item:
    return Item(
        id=question.id,
        text=question.text[language],
        help=question.help.get(language, ""),
        listen=tuple((o.key, o.label[language]) for o in question.options),
        see=question.evidence.get(language, ""),
    )
